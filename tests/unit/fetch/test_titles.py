"""What a title or an address promises."""

import pytest

from analyzer.core.documents import DocumentKind as Kind
from analyzer.fetch.titles import is_hub, promise_of_address, promise_of_title, says_nothing


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Privacy Policy", Kind.PRIVACY_POLICY),
        ("PRIVACY", Kind.PRIVACY_POLICY),
        ("Privacy notice.", Kind.PRIVACY_POLICY),
        ("Data Protection Statement", Kind.PRIVACY_POLICY),
        ("Privacy & Terms", Kind.PRIVACY_POLICY),
        ("Cookie and privacy policy", Kind.PRIVACY_POLICY),
        ("Website Privacy Policy", Kind.WEBSITE_POLICY),
        ("Student Privacy Policy", Kind.STUDENT_POLICY),
        ("Children’s Privacy Notice", Kind.STUDENT_POLICY),
        ("Privacy Policy for Schools", Kind.STUDENT_POLICY),
        ("K-12/Primary Privacy Statement", Kind.STUDENT_POLICY),
        ("COPPA", Kind.STUDENT_POLICY),
        ("Notice for Parents", Kind.STUDENT_POLICY),
        ("Terms", Kind.TERMS),
        ("Terms of Service", Kind.TERMS),
        ("Terms & Conditions", Kind.TERMS),
        ("Teacher Terms", Kind.TERMS),
        ("End User License Agreement", Kind.TERMS),
        ("Terms, opens in a new tab", Kind.TERMS),
        ("Cookies (PDF, 1.2 MB)", Kind.COOKIE_NOTICE),
        ("Data Processing Addendum", Kind.DATA_AGREEMENT),
        ("Student Data Privacy Agreement", Kind.DATA_AGREEMENT),
        ("DPA", Kind.DATA_AGREEMENT),
        ("EU Data Processing Agreement", Kind.DATA_AGREEMENT),
        ("Cookies", Kind.COOKIE_NOTICE),
        ("Policy on cookies", Kind.COOKIE_NOTICE),
        ("Sub-processors", Kind.SUBPROCESSOR_LIST),
        ("List of our service providers", Kind.SUBPROCESSOR_LIST),
        ("AI Transparency Notice", Kind.AI_NOTICE),
        ("Responsible AI", Kind.AI_NOTICE),
        ("Trust Center", Kind.SECURITY_PAGE),
        ("Security", Kind.SECURITY_PAGE),
        ("Acceptable Use Policy", Kind.ACCEPTABLE_USE),
    ],
)
def test_titles(title, kind):
    promise = promise_of_title(title)
    assert promise is not None
    assert promise.kind is kind
    assert 0 < promise.weight <= 1


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Home",
        "Student discount",
        "Privacy settings",
        "Cookie preferences",
        "Your Privacy Choices",
        "Do Not Sell My Personal Information",
        "privacy@vendor.example",
        "Privacy Shield",
        "Candidate Privacy Notice",
        "Data Science",
        "Sign up and accept all",
        "Cybersecurity",
        "Refund Policy",
        "Copyright Policy",
        "How to write privacy policies",
        "Key terms",
    ],
)
def test_other_titles_promise_nothing(title):
    assert promise_of_title(title) is None


def test_headlines_and_regional_notices_weigh_less():
    plain = promise_of_title("Privacy Policy").weight
    assert promise_of_title("California Privacy Notice").weight < plain
    headline = "Why a privacy policy is the first thing that your school should read before it buys"
    assert promise_of_title(headline).weight < plain


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.example/privacy", Kind.PRIVACY_POLICY),
        ("https://a.example/legal/privacyPolicy.html", Kind.PRIVACY_POLICY),
        ("https://a.example/about/terms_of_use/", Kind.TERMS),
        ("https://a.example/legal/termsofservice", Kind.TERMS),
        ("https://a.example/files/Student-Data-Privacy-Policy.pdf", Kind.STUDENT_POLICY),
        ("https://a.example/legal/dpa", Kind.DATA_AGREEMENT),
        ("https://a.example/sub-processors", Kind.SUBPROCESSOR_LIST),
    ],
)
def test_addresses(url, kind):
    promise = promise_of_address(url)
    assert promise is not None
    assert promise.kind is kind


@pytest.mark.parametrize(
    "url",
    ["https://a.example/", "https://a.example/about", "https://a.example/careers/privacy-notice-applicants"],
)
def test_other_addresses_promise_nothing(url):
    assert promise_of_address(url) is None


def test_hubs_and_empty_words():
    assert is_hub("Legal")
    assert is_hub("Privacy Center")
    assert not is_hub("Legal team")
    assert says_nothing("here")
    assert says_nothing("vendor.example/privacy")
    assert not says_nothing("and/or more")
