"""Finding a vendor's documents on a replayed site."""

import pytest

from analyzer.core.documents import DocumentKind as Kind
from analyzer.core.errors import FetchError
from analyzer.fetch import discover, rank_pages
from tests.fetch_server import page, redirect, status

HOME = """<html><title>Pogglequiz</title><h1>Quizzes</h1>
<footer><a href="/legal">Legal</a><a href="/privacy">Privacy Policy</a></footer></html>"""
LEGAL = """<html><title>Legal</title><ul><li><a href="/legal/dpa">Data Processing Addendum</a>
<li><a href="/legal/subprocessors">Subprocessors</a><li><a href="/terms">Terms of Service</a></ul></html>"""
PRIVACY = """<html><title>Privacy</title><p>Pupils are covered by our
<a href="/student-data">Student Data Privacy Notice</a>.</p></html>"""


def _discover(site, **options):
    return discover(site.fetcher(), site.server.url("/"), **options)


def _by_kind(site, candidates):
    return {c.kind: c.url.removeprefix(site.server.url("/")) for c in candidates}


def test_links_are_followed_into_lists_and_policies(bench):
    site = bench({"/": page(HOME), "/legal": page(LEGAL), "/privacy": page(PRIVACY)})
    candidates = _discover(site)
    assert _by_kind(site, candidates) == {
        Kind.OTHER: "legal",
        Kind.PRIVACY_POLICY: "privacy",
        Kind.TERMS: "terms",
        Kind.DATA_AGREEMENT: "legal/dpa",
        Kind.SUBPROCESSOR_LIST: "legal/subprocessors",
        Kind.STUDENT_POLICY: "student-data",
    }
    student = next(c for c in candidates if c.kind is Kind.STUDENT_POLICY)
    assert student.reason.startswith('on /privacy: the link "Student Data Privacy Notice"')
    assert candidates == _discover(site)


def test_usual_addresses_are_tried_for_what_is_missing(bench):
    site = bench(
        {
            "/": page("<title>Quiz</title><p>No links at all.</p>"),
            "/privacy": page("<title>404 Not Found</title>"),
            "/privacy-policy": page("<title>Our privacy</title><p>Words.</p>"),
            "/terms": redirect("/"),
        }
    )
    candidates = _discover(site)
    assert _by_kind(site, candidates) == {Kind.PRIVACY_POLICY: "privacy-policy"}
    assert candidates[0].reason == "it answers at a usual address, /privacy-policy"


def test_the_site_map_is_read_for_what_is_missing(bench):
    listed = "<urlset><url><loc>http://site.test:{port}/about/our-terms-of-use</loc></url>"
    listed += (
        "<url><loc>http://evil.test/terms</loc></url><url><loc>http://site.test:{port}/</loc></url></urlset>"
    )
    site = bench({"/": page("<p>Nothing.</p>")})
    site.server.routes["/sitemap.xml"] = page(
        listed.replace("{port}", str(site.server.port)), "application/xml"
    )
    assert _by_kind(site, _discover(site)) == {Kind.TERMS: "about/our-terms-of-use"}


def test_requests_stay_within_the_budget(bench):
    site = bench({"/": page(HOME)})
    _discover(site, max_requests=3)
    assert len(site.paths()) == 3


def test_a_home_page_that_cannot_be_read_is_a_failure(bench):
    site = bench({"/": status(403)})
    with pytest.raises(FetchError) as caught:
        _discover(site)
    assert caught.value.kind == "forbidden"


def test_other_pages_that_fail_are_passed_over(bench):
    site = bench({"/": page(HOME), "/legal": status(403), "/privacy": status(500)})
    assert Kind.PRIVACY_POLICY in _by_kind(site, _discover(site))


def test_pages_already_fetched_need_no_fetcher(bench):
    site = bench(
        {"/": page(HOME), "/legal": page(LEGAL), "/p.pdf": page(b"%PDF-1.4 <a href=/terms>Terms</a>")}
    )
    pages = [site.fetch(path) for path in ("/", "/legal", "/p.pdf")]
    before = len(site.server.hits)
    kinds = {c.kind for c in rank_pages(pages)}
    assert kinds == {Kind.OTHER, Kind.PRIVACY_POLICY, Kind.TERMS, Kind.DATA_AGREEMENT, Kind.SUBPROCESSOR_LIST}
    assert len(site.server.hits) == before
    assert rank_pages(reversed(pages)) == rank_pages(pages)
