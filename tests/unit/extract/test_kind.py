import pytest

from analyzer.core.documents import DocumentKind
from analyzer.extract.kind import recognise_kind

PRIVACY = "We collect personal information such as names. We may share your information with hosts. "
TERMS = (
    "These Terms are a contract. Governing law is that of Ohio. The service comes as is. We indemnify you. "
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Privacy Policy | Lumen Reader", DocumentKind.PRIVACY_POLICY),
        ("Terms of Service", DocumentKind.TERMS),
        ("End User License Agreement", DocumentKind.TERMS),
        ("Student Data Privacy Policy", DocumentKind.STUDENT_POLICY),
        ("Children's Privacy Notice", DocumentKind.STUDENT_POLICY),
        ("Data Processing Addendum", DocumentKind.DATA_AGREEMENT),
        ("Standard Student Data Privacy Agreement (NDPA)", DocumentKind.DATA_AGREEMENT),
        ("Cookie Notice", DocumentKind.COOKIE_NOTICE),
        ("Acceptable Use Policy", DocumentKind.ACCEPTABLE_USE),
        ("Our Subprocessors", DocumentKind.SUBPROCESSOR_LIST),
        ("Generative AI Transparency Notice", DocumentKind.AI_NOTICE),
        ("Security Overview", DocumentKind.SECURITY_PAGE),
        ("Website Privacy Policy", DocumentKind.WEBSITE_POLICY),
        ("Privacy and Cookies Policy", DocumentKind.PRIVACY_POLICY),
    ],
)
def test_the_title_says_most(title: str, kind: DocumentKind) -> None:
    assert recognise_kind("Last updated in May. Read on for more.", title=title) is kind
    assert recognise_kind(PRIVACY + TERMS, title=title) is kind


def test_the_text_decides_where_titles_are_silent() -> None:
    assert recognise_kind(PRIVACY * 3) is DocumentKind.PRIVACY_POLICY
    assert recognise_kind(TERMS * 3) is DocumentKind.TERMS
    assert recognise_kind("Picture day is on Friday.") is DocumentKind.OTHER
    assert recognise_kind("") is DocumentKind.OTHER


def test_a_first_heading_stands_for_the_title_only_on_top() -> None:
    headings = ("Cookies",)
    assert recognise_kind("Cookies\n\nWe bake them.", headings=headings) is DocumentKind.COOKIE_NOTICE
    assert recognise_kind(PRIVACY + "Cookies", headings=headings) is DocumentKind.PRIVACY_POLICY


def test_the_kind_named_first_in_the_opening_counts() -> None:
    text = "This Privacy Policy tells what we keep. Our Terms of Service apply too."
    assert recognise_kind(text) is DocumentKind.PRIVACY_POLICY


def test_the_address_helps() -> None:
    url = "https://a.example/legal/data-processing-agreement.pdf"
    assert recognise_kind("Between Acme and the school.", url=url) is DocumentKind.DATA_AGREEMENT


def test_a_cookie_banner_on_top_makes_no_cookie_notice() -> None:
    banner = "Cookies: This site uses cookies. Read on or leave.\n\nShop\n\n"
    own = "This Privacy Policy tells what we keep. This Privacy Policy was last changed in May. "
    assert recognise_kind(banner + own + PRIVACY * 3) is DocumentKind.PRIVACY_POLICY
    assert recognise_kind(banner + TERMS * 4) is DocumentKind.TERMS


def test_what_a_text_calls_itself_outweighs_a_link_above_it() -> None:
    text = "Terms of Service\nHelp\n\n" + "This Privacy Notice tells what we keep. " * 2 + PRIVACY
    assert recognise_kind(text) is DocumentKind.PRIVACY_POLICY
    text = "Please read our Privacy Policy too. " + "These Terms bind us both. " * 2 + TERMS
    assert recognise_kind(text) is DocumentKind.TERMS


def test_a_website_policy_that_calls_itself_privacy_policy_stays_one() -> None:
    text = "Lumen Website Privacy Policy\n\n" + "This Privacy Policy tells what we keep. " * 2 + PRIVACY
    assert recognise_kind(text) is DocumentKind.WEBSITE_POLICY


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Guidelines for Law Enforcement", DocumentKind.OTHER),
        ("Trademark Use", DocumentKind.OTHER),
        ("Lumen.ai Privacy Notice", DocumentKind.PRIVACY_POLICY),
        ("Lumen, the AI Platform | Terms", DocumentKind.TERMS),
    ],
)
def test_titles_that_only_sound_like_another_kind(title: str, kind: DocumentKind) -> None:
    assert recognise_kind(PRIVACY * 2, title=title) is kind


def test_the_terms_of_a_privacy_policy_are_no_terms_of_service() -> None:
    text = "BY VISITING US YOU AGREE TO THE TERMS AND CONDITIONS OF THIS PRIVACY POLICY. " + PRIVACY
    assert recognise_kind(text) is DocumentKind.PRIVACY_POLICY
