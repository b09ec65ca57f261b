"""The links of real pages, read by rule and compared with labels made by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyzer.core.documents import Snapshot, Source
from analyzer.evaluate.discovery import describe, load_gold, measure_discovery, scores
from analyzer.fetch import Fetcher, FetchPolicy, rank_links
from tests.fetch_server import ReplayServer, page

HERE = Path(__file__).resolve().parent

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("name", "pages", "precision", "recall"),
    [
        ("discovery_gold.yaml", 47, 0.97, 0.94),
        ("discovery_held_out.yaml", 24, 0.99, 0.95),
        ("discovery_fresh.yaml", 14, 0.99, 0.99),
    ],
)
def test_precision_and_recall_do_not_fall(shared_dir, name, pages, precision, recall):
    results = measure_discovery(load_gold(HERE / name), shared_dir / "documents")
    total = scores(results)
    assert total.pages == pages
    assert total.precision >= precision, describe(results)
    assert total.recall >= recall, describe(results)


def test_every_real_page_can_be_ranked_and_gives_the_same_answer(shared_dir):
    pages = sorted((shared_dir / "documents" / "html").glob("*.html"))[::12]
    assert len(pages) > 50
    for path in pages:
        html = path.read_bytes()
        ranked = rank_links(html, "https://vendor.example/privacy")
        assert ranked == rank_links(html, "https://vendor.example/privacy"), path.name
        assert all(0 < c.score <= 1 and c.reason for c in ranked), path.name


def test_real_pages_travel_unharmed(shared_dir):
    folder = shared_dir / "documents"
    chosen = [*sorted((folder / "html").glob("*.html"))[::20], *sorted((folder / "pdf").glob("*.pdf"))[::8]]
    assert len(chosen) > 35
    routes = {f"/{n}": page(path.read_bytes(), "text/html") for n, path in enumerate(chosen)}
    policy = FetchPolicy(
        user_agent="vendor-policy-analyzer/0.1 (+mailto:privacy@district.test)",
        per_host_delay_s=0.0,
        allowed_private_hosts=frozenset({"site.test"}),
    )
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    with ReplayServer(routes) as server:
        fetcher = Fetcher(policy, clock=lambda: moment, resolver=server.resolver)
        for number, path in enumerate(chosen):
            snapshot = fetcher.fetch(Source(location=server.url(f"/{number}")))
            assert isinstance(snapshot, Snapshot)
            assert snapshot.content == path.read_bytes(), path.name
            kind = "application/pdf" if path.suffix == ".pdf" else "text/html"
            assert snapshot.media_type == kind, path.name
