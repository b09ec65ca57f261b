"""Ranking the links of one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.core.documents import DocumentKind as Kind
from analyzer.fetch import rank_links
from analyzer.fetch.links import same_page_key, site_of

BASE = "https://www.vendor.example/home"


def _found(html: str, base: str = BASE) -> list[tuple[Kind, str]]:
    return [(c.kind, c.url) for c in rank_links(html, base)]


def test_a_footer_gives_ranked_candidates_with_reasons():
    html = """
    <p>See our <a href="/blog/student-privacy-week">Student privacy: ten questions that every
    school should ask before it signs a contract</a></p>
    <footer><a href="/legal/privacy">Privacy Policy</a> <a href="/terms">Terms</a>
    <a href="mailto:privacy@vendor.example">Privacy</a> <a href="#privacy">Privacy</a>
    <a href="javascript:open()">Cookie Policy</a> <a href="/about">About</a></footer>"""
    ranked = rank_links(html, BASE)
    assert [(c.kind, c.url) for c in ranked[:2]] == [
        (Kind.PRIVACY_POLICY, "https://www.vendor.example/legal/privacy"),
        (Kind.TERMS, "https://www.vendor.example/terms"),
    ]
    assert 'the link "Privacy Policy" in the footer, and its address says the same' in [
        c.reason for c in ranked
    ]
    assert len(ranked) == 3
    assert ranked[2].score < ranked[1].score


def test_a_declared_relation_goes_first():
    html = """<head><link rel="privacy-policy" href="/p/1"></head>
    <a href="/privacy">Privacy policy</a><a rel="terms-of-service nofollow" href="/p/2">Rules</a>"""
    ranked = rank_links(html, BASE)
    assert {c.url for c in ranked if c.score == 1.0} == {
        "https://www.vendor.example/p/1",
        "https://www.vendor.example/p/2",
    }
    assert ranked[-1].url == "https://www.vendor.example/privacy"


def test_other_companies_policies_are_left_out():
    html = """<main><p>Read <a href="https://ads.invalid/privacy">Adwhirl's Privacy Policy</a> and
    <a href="https://app.vendor.example/terms">our terms</a> and
    <a href="https://www.iubenda.com/privacy-policy/1">Privacy Policy</a></p></main>
    <footer><a href="https://parent.invalid/privacy">Privacy Policy</a></footer>"""
    found = _found(html)
    assert (Kind.TERMS, "https://app.vendor.example/terms") in found
    assert (Kind.PRIVACY_POLICY, "https://www.iubenda.com/privacy-policy/1") in found
    assert (Kind.PRIVACY_POLICY, "https://parent.invalid/privacy") in found
    assert not any("ads.invalid" in url for _, url in found)


def test_a_parent_company_ranks_below_the_vendor_itself():
    html = """<footer><a href="https://parent.invalid/privacy">Privacy Policy</a>
    <a href="/privacy">Privacy Policy</a></footer>"""
    assert [url for _, url in _found(html)] == [
        "https://www.vendor.example/privacy",
        "https://parent.invalid/privacy",
    ]


def test_the_page_itself_is_no_candidate():
    html = '<a href="/privacy/?utm_source=x#top">Privacy Policy</a><a href="#s2">Cookie Policy</a>'
    assert _found(html, "https://vendor.example/privacy") == []


def test_one_candidate_an_address():
    html = '<nav><a href="/privacy">Privacy</a></nav><footer><a href="/privacy/">Privacy Policy</a></footer>'
    assert len(_found(html)) == 1


def test_a_campaign_makes_no_second_document():
    html = (
        '<a href="/privacy">Privacy Policy</a><footer><a href="/privacy?trk=foot">Privacy Policy</a></footer>'
    )
    assert len(_found(html)) == 1


def test_one_word_on_a_shelf_of_articles_is_their_subject():
    html = '<nav><a href="/category/tech/topics/security">Security</a><a href="/security">Security</a></nav>'
    assert _found(html) == [(Kind.SECURITY_PAGE, "https://www.vendor.example/security")]


def test_what_is_told_to_those_who_hear_a_page_is_no_part_of_a_title():
    html = '<footer><a href="/terms">General terms<span>(opens in new window)</span></a></footer>'
    assert _found(html) == [(Kind.TERMS, "https://www.vendor.example/terms")]


def test_empty_words_leave_it_to_the_address():
    html = '<p>Terms are <a href="/terms-of-use">here</a>; <a href="/careers">here</a> are jobs.</p>'
    assert _found(html) == [(Kind.TERMS, "https://www.vendor.example/terms-of-use")]


def test_images_and_labels_speak_too():
    html = '<a href="/p"><img alt="Privacy policy"></a><a href="/t" aria-label="Terms of use"></a>'
    assert {kind for kind, _ in _found(html)} == {Kind.PRIVACY_POLICY, Kind.TERMS}


def test_base_element_counts():
    html = '<base href="https://docs.vendor.example/x/"><a href="privacy">Privacy policy</a>'
    assert _found(html) == [(Kind.PRIVACY_POLICY, "https://docs.vendor.example/x/privacy")]


def test_lists_of_documents_are_named_as_such():
    assert _found('<footer><a href="/legal">Legal</a></footer>') == [
        (Kind.OTHER, "https://www.vendor.example/legal")
    ]


@pytest.mark.parametrize("html", [b"", b"\x00\xff", "<a href>x</a>", '<a href="http://[bad/">Privacy</a>'])
def test_broken_pages_have_no_links(html):
    assert rank_links(html, BASE) == ()


@given(st.lists(st.sampled_from(["privacy", "terms", "cookies", "dpa", "security", "about"]), max_size=8))
def test_the_order_of_links_does_not_matter(names):
    def page(order):
        return "".join(f'<a href="/{n}">{n}</a>' for n in order)

    assert rank_links(page(names), BASE) == rank_links(page(list(reversed(names))), BASE)


def test_sites_and_keys():
    assert site_of("https://a.b.vendor.co.uk/x") == "vendor.co.uk"
    assert site_of("https://a.b.vendor.test/x") == "vendor.test"
    assert site_of("http://127.0.0.1:80/") == "127.0.0.1"
    assert same_page_key("http://www.A.example/x/?utm_source=1&b=2") == same_page_key(
        "https://a.example/X?b=2"
    )
    assert same_page_key("https://a.example/x?b=1") != same_page_key("https://a.example/x?b=2")
