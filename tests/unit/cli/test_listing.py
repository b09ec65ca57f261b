"""`list` and `rescore`: groups, due dates, what waits for a person, and the district's own list back."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli import listing, running
from analyzer.cli.app import app
from analyzer.core.documents import Vendor
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.store import open_store

RUN = CliRunner()


def test_what_is_due_is_listed_and_scored_alone(scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    due = RUN.invoke(app, ["list", "--due"]).stdout
    assert "Glimmerpost" in due  # nothing of it could be read: it is due from the beginning
    assert "LexiLoop" not in due
    told = RUN.invoke(app, ["vendors", "schedule", "reading", "--group", "--days", "30"])
    assert told.stdout == "reading: every 30 days\n"
    later = datetime(2100, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(listing, "now", lambda: later)
    rows = {row["id"]: row for row in json.loads(RUN.invoke(app, ["list", "--due", "--json"]).stdout)}
    read = datetime.fromisoformat(rows["lexiloop"]["made_at"]).date()
    assert (date.fromisoformat(rows["lexiloop"]["due_on"]) - read).days == 30
    assert "due since" in RUN.invoke(app, ["list", "--group", "reading"]).stdout
    summary = RUN.invoke(app, ["rescore", "--due", "--group", "reading", "--offline"])
    assert summary.exit_code == 0, summary.output
    assert "1 vendors, 1 unchanged" in summary.stdout
    assert "Due for review:\n  LexiLoop Reader: since" in summary.stdout


def test_a_vendors_own_days_are_set_and_taken_back(scored: Path) -> None:
    assert "every 7 days; due" in RUN.invoke(app, ["vendors", "schedule", "lexiloop", "--days", "7"]).stdout
    assert "as usual; due" in RUN.invoke(app, ["vendors", "schedule", "lexiloop", "--days", "0"]).stdout


def test_an_expired_decision_is_told(scored: Path) -> None:
    decided = datetime(2020, 1, 1, tzinfo=UTC)
    decision = Decision(
        vendor_id="lexiloop",
        kind=DecisionKind.APPROVE,
        decider="R. Ellery",
        decided_at=decided,
        expires_on=date(2021, 1, 1),
    )
    with open_store(scored) as store:
        store.decisions.add(decision, seen=0)
    assert (
        "Decision expired:\n  LexiLoop Reader: on 2021-01-01"
        in RUN.invoke(app, ["rescore", "--offline"]).stdout
    )


def test_the_own_list_comes_back_with_results_beside_it(scored: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "Software we use\nApp Name,Grade,Site\nLexiLoop Reader,3,lexiloop.test\nNobody,4,none.test\n,,\n",
        encoding="utf-8",
    )
    with open_store(scored) as store:
        store.vendors.save(
            Vendor(id="lexiloop", name="LexiLoop Reader", homepage="https://lexiloop.test"),
            at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    told = RUN.invoke(app, ["vendors", "results", str(own), str(tmp_path / "out.csv")])
    assert told.stdout.endswith("1 rows with results\n"), told.output
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        title, header, first, second, blank = csv.reader(file)
    assert title[0] == "Software we use"
    assert header[:4] == ["App Name", "Grade", "Site", "tier"]
    assert first[:3] == ["LexiLoop Reader", "3", "lexiloop.test"]
    assert float(first[header.index("score")]) >= 0
    assert second[3:] == ["not on the list"]
    assert not any(blank)
    assert RUN.invoke(app, ["vendors", "results", str(own), str(tmp_path / "out.xlsx")]).exit_code == 0


def test_a_terminal_gets_a_bar_and_a_file_gets_lines(scored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[1/2]" in RUN.invoke(app, ["rescore", "--offline"]).stderr

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(running, "sys", type("Sys", (), {"stderr": Terminal()}))
    told = RUN.invoke(app, ["rescore", "--offline"]).stderr
    assert "2/2" in told
    assert "[1/2]" not in told
