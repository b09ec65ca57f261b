"""robots.txt is asked for once, obeyed, and explained."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from analyzer.core.documents import Source
from analyzer.core.errors import FetchError
from tests.fetch_server import page, redirect, reset, sequence, status

DISALLOW = "User-agent: *\nDisallow: /private\n"


def _robots_requests(site):
    return [hit for hit in site.server.hits if hit.path == "/robots.txt"]


def test_a_forbidden_page_is_not_asked_for(bench):
    site = bench({"/robots.txt": page(DISALLOW, "text/plain"), "/private/terms": page(), "/open": page()})
    failure = site.failure("/private/terms")
    assert failure.kind == "robots"
    assert "upload the file" in str(failure)
    assert site.paths() == []
    assert site.fetch("/open").content
    assert site.fetch("/private/terms", obey_robots=False).content


def test_rules_for_our_name_go_before_rules_for_all(bench):
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: vendor-policy-analyzer\nDisallow: /x\n"
    site = bench({"/robots.txt": page(rules, "text/plain"), "/y": page(), "/x": page()})
    assert site.fetch("/y").content
    assert site.failure("/x").kind == "robots"


def test_every_hop_is_checked(bench):
    site = bench(
        {
            "/start": redirect("/private/terms"),
            "/robots.txt": page(DISALLOW, "text/plain"),
            "/private/terms": page(),
        }
    )
    assert site.failure("/start").kind == "robots"
    assert site.paths() == ["/start"]


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_no_robots_txt_means_no_rules(bench, code):
    site = bench({"/robots.txt": status(code), "/": page("<p>x</p>")})
    assert site.fetch("/").content == b"<p>x</p>"


def test_redirected_robots_txt_is_followed(bench):
    site = bench(
        {"/robots.txt": redirect("/rules"), "/rules": page(DISALLOW, "text/plain"), "/private": page()}
    )
    assert site.failure("/private").kind == "robots"


def test_endlessly_redirected_robots_txt_counts_as_none(bench):
    site = bench({"/robots.txt": redirect("/robots.txt"), "/": page("<p>x</p>")})
    assert site.fetch("/").content == b"<p>x</p>"


@pytest.mark.parametrize("trouble", [status(500), status(503)])
def test_unreadable_rules_hold_us_back(bench, trouble):
    site = bench({"/robots.txt": trouble, "/": page()})
    failure = site.failure("/")
    assert failure.kind == "robots_unavailable"
    assert failure.transient
    assert site.paths() == []


def test_network_failures_keep_their_own_name(bench):
    site = bench({"/robots.txt": reset(), "/": page()})
    assert site.failure("/").kind == "reset"


def test_a_passing_failure_of_robots_txt_is_tried_again(bench):
    site = bench({"/robots.txt": sequence(status(503), page("", "text/plain")), "/": page("<p>x</p>")})
    assert site.fetch("/").content == b"<p>x</p>"


def test_rules_are_asked_for_once_by_many_threads(bench):
    site = bench({"/robots.txt": page(DISALLOW, "text/plain"), "/": page()})
    fetcher = site.fetcher()
    with ThreadPoolExecutor(6) as pool:
        source = Source(location=site.server.url("/"))
        assert len(list(pool.map(lambda _: fetcher.fetch(source), range(6)))) == 6
    assert len(_robots_requests(site)) == 1


def test_failed_rules_are_not_asked_for_again_at_once(bench):
    site = bench({"/robots.txt": status(500), "/": page()})
    fetcher = site.fetcher()
    failures = []
    for _ in range(3):
        with pytest.raises(FetchError, match="hold back") as caught:
            fetcher.fetch(Source(location=site.server.url("/")))
        failures.append(caught.value)
    assert [f.kind for f in failures] == ["robots_unavailable"] * 3
    assert len(_robots_requests(site)) == 2  # the first try and its one retry


def test_crawl_delay_slows_us_down(bench):
    rules = "User-agent: *\nCrawl-delay: 0.3\n"
    site = bench({"/robots.txt": page(rules, "text/plain"), "/a": page(), "/b": page()})
    fetcher = site.fetcher()
    for path in ("/a", "/b"):
        fetcher.fetch(Source(location=site.server.url(path)))
    first, second = (hit.at for hit in site.server.hits if hit.path in ("/a", "/b"))
    assert second - first >= 0.3


def test_crawl_delay_is_capped(bench):
    rules = "User-agent: *\nCrawl-delay: 86400\n"
    site = bench({"/robots.txt": page(rules, "text/plain"), "/a": page(), "/b": page()})
    fetcher = site.fetcher(max_wait_s=0.2)
    began = time.monotonic()
    for path in ("/a", "/b"):
        fetcher.fetch(Source(location=site.server.url(path)))
    assert time.monotonic() - began < 3
