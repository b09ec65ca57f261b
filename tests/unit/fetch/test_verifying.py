"""Declared addresses, asked again."""

from analyzer.core.documents import Source, Vendor
from analyzer.fetch import check_sources
from tests.fetch_server import page, redirect, status


def test_each_address_has_its_own_outcome(bench):
    site = bench(
        {"/a": page(), "/b": redirect("/new/b"), "/new/b": page(), "/c": status(410), "/d": redirect("/d/")}
    )
    site.server.routes["/d/"] = page()
    locations = [site.server.url(path) for path in ("/a", "/b", "/c", "/d")] + ["ftp://site.test/e"]
    vendor = Vendor(id="v", name="V", sources=tuple(Source(location=place) for place in locations))
    checks = check_sources(site.fetcher(), vendor)
    assert [check.source.location for check in checks] == locations
    assert [check.outcome for check in checks] == ["answers", "moved", "gone", "answers", "scheme"]
    assert [check.answers for check in checks] == [True, True, False, True, False]
    assert site.server.url("/new/b") in checks[1].message
    assert "taken the document down" in checks[2].message
