"""Limits that cannot be are refused; validators speak only for their own address."""

from dataclasses import replace

import pytest

from analyzer.core.documents import Source
from analyzer.fetch import Fetcher, FetchPolicy, Validators
from tests.fetch_server import page, redirect, status
from tests.unit.fetch.conftest import NOW, POLICY


def test_the_user_agent_names_a_contact():
    with pytest.raises(ValueError, match="names no contact"):
        FetchPolicy(user_agent="curl/8")
    assert FetchPolicy(user_agent="tool/1 (+https://district.test/tool)").robot_name == "tool"
    assert POLICY.robot_name == "vendor-policy-analyzer"


@pytest.mark.parametrize(
    "change",
    [
        {"connect_timeout_s": 0},
        {"total_timeout_s": -1.0},
        {"max_bytes": 0},
        {"max_redirects": -1},
        {"per_host_delay_s": -0.1},
    ],
)
def test_impossible_limits_are_refused(change):
    with pytest.raises(ValueError, match=r"must be positive|cannot be negative"):
        replace(POLICY, **change)


def test_validators_are_sent_to_their_own_address_alone():
    held = Validators(url="https://a.test/x", etag='"1"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
    assert held.request_headers("https://a.test/x") == {
        "If-None-Match": '"1"',
        "If-Modified-Since": "Sun, 01 Mar 2026 12:00:00 GMT",
    }
    assert held.request_headers("https://b.test/x") == {}
    assert Validators(url="https://a.test/x").request_headers("https://a.test/x") == {}


def test_closing_forgets_cookies(bench):
    site = bench({"/in": redirect("/", headers={"Set-Cookie": "who=one"}), "/": page()})
    with site.fetcher() as fetcher:
        assert isinstance(fetcher, Fetcher)
        fetcher.for_vendor("one").fetch(Source(location=site.server.url("/in")))
        assert fetcher.for_vendor("one") is fetcher.for_vendor("one")
    fetcher.for_vendor("one").fetch(Source(location=site.server.url("/")))
    assert "cookie" not in site.server.hits[-1].headers


@pytest.mark.parametrize("nonsense", ["soon", "", "-5"])
def test_a_retry_after_that_says_nothing_is_ignored(bench, nonsense):
    failure = bench(status(429, {"Retry-After": nonsense})).failure("/")
    assert (failure.kind, failure.retry_after_s) == ("rate_limited", None)


def test_a_retry_after_in_the_past_means_now(bench):
    past = status(429, {"Retry-After": "Sun, 01 Mar 2020 12:00:00 GMT"})
    assert bench(past).failure("/").retry_after_s == 0.0
    assert NOW.year == 2026
