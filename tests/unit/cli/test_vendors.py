"""`vendors …`: the registry, the list, and addresses that answer, moved or fail."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli import vendors
from analyzer.cli.app import app
from analyzer.fetch import Fetcher, FetchPolicy
from analyzer.settings import read_settings
from tests.fetch_server import ReplayServer, page, redirect

RUN = CliRunner()
POLICY = FetchPolicy(
    user_agent="vendor-policy-analyzer/0.1 (+mailto:privacy@district.test)",
    per_host_delay_s=0.0,
    retries=0,
    backoff_s=0.01,
    allowed_private_hosts=frozenset({"site.test"}),
)
HOME = '<html><body><p>Quillfern</p><footer><a href="/legal">Privacy Policy</a></footer></body></html>'


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ReplayServer]:
    routes = {
        "/": page(HOME),
        "/legal": page("<html><body><h1>Privacy Policy</h1><p>We never sell data.</p></body></html>"),
        "/old": redirect("/legal"),
    }
    with ReplayServer(routes) as server:
        clock = datetime(2026, 3, 1, tzinfo=UTC)
        made = Fetcher(POLICY, clock=lambda: clock, resolver=server.resolver)
        monkeypatch.setattr(vendors, "fetcher", lambda _: made)
        registry = tmp_path / "data" / "vendors"
        registry.mkdir(parents=True)
        addresses = "".join(f"  - location: {server.url(path)}\n" for path in ("/legal", "/old", "/gone"))
        (registry / "quillfern.yaml").write_text(f"name: Quillfern\nsources:\n{addresses}", encoding="utf-8")
        chosen = replace(read_settings(), data=tmp_path / "data")
        monkeypatch.setattr(vendors, "settings", lambda: chosen)
        yield server


def test_verify_tells_answers_moved_and_gone_and_ends_with_code_3(site: ReplayServer) -> None:
    assert (
        RUN.invoke(app, ["vendors", "add", "Quillfern"]).stdout
        == "Quillfern (quillfern): 3 documents declared\n"
    )
    result = RUN.invoke(app, ["vendors", "verify", "--json"])
    assert result.exit_code == 3, result.output
    outcomes = [check["outcome"] for check in json.loads(result.stdout)]
    assert outcomes[:2] == ["answers", "moved"]
    assert outcomes[2] not in ("answers", "moved")
    told = RUN.invoke(app, ["vendors", "verify", "quillfern", "--registry"])
    assert site.url("/legal") in told.stdout
    assert "3 addresses asked, 1 without an answer" in told.stderr


def test_find_ranks_candidates_with_reasons(site: ReplayServer) -> None:
    found = json.loads(RUN.invoke(app, ["vendors", "find", site.url("/"), "--json"]).stdout)
    assert found[0]["url"] == site.url("/legal")
    assert found[0]["kind"] == "privacy_policy"
    told = RUN.invoke(app, ["vendors", "find", site.url("/")]).stdout
    assert found[0]["reason"] in told


def test_an_archived_vendor_comes_back_when_it_is_added(site: ReplayServer) -> None:
    RUN.invoke(app, ["vendors", "add", "quillfern"])
    assert "is off the list" in RUN.invoke(app, ["vendors", "archive", "Quillfern"]).stdout
    assert json.loads(RUN.invoke(app, ["list", "--json"]).stdout) == []
    RUN.invoke(app, ["vendors", "add", "quillfern"])
    assert [row["id"] for row in json.loads(RUN.invoke(app, ["list", "--json"]).stdout)] == ["quillfern"]


def test_the_shipped_registry_gives_its_vendors() -> None:
    result = RUN.invoke(app, ["vendors", "add", "Duolingo", "edpuzzle"])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 2
    assert "Did you mean" in str(RUN.invoke(app, ["vendors", "add", "Edpuzle"]).exception)


def test_files_are_not_asked(scored: Path) -> None:
    result = RUN.invoke(app, ["vendors", "verify", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
