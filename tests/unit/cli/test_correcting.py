"""A person adds what the machine missed, mends what it misread, and closes the review."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.store import open_store

RUN = CliRunner()
PERSON = ("--reviewer", "Ann Lee")


def run(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments))
    assert result.exit_code != 0
    return f"{result.exception} {result.stderr}"


def findings() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(run("review", "list", "lexiloop", "--all", "--json"))
    return listed


def missed(path: Path) -> str:
    """Return a sentence of the stored policy that no finding quotes."""
    with open_store(path) as store:
        report = store.reports.latest("lexiloop")
    assert report is not None
    quotes = " ".join(finding.evidence.quote for finding in report.findings)
    blocks = [block.span.of(document.text) for document in report.documents for block in document.blocks]
    once = [text for text in blocks if sum(text in other for other in blocks) == 1]
    return next(text for text in once if len(text.split()) > 8 and text not in quotes)


def test_a_missed_clause_is_added_with_its_exact_place_and_scored(scored: Path) -> None:
    clause = missed(scored)
    spread = "\n  ".join(clause.split(" ", 3))
    told = run("review", "add", "lexiloop", spread, "--practice", "sale.no_sale_commitment", *PERSON)
    assert " ".join(clause.split()) in told
    with open_store(scored) as store:
        (kept,) = store.reviews.current("lexiloop")
        report = store.reports.latest("lexiloop")
    assert report is not None
    assert kept.span is not None
    (document,) = (d for d in report.documents if d.snapshot_id == kept.snapshot_id)
    assert kept.span.of(document.text) == kept.quote == clause
    run("rescore", "lexiloop", "--offline")
    (row,) = (row for row in findings() if row["key"] == kept.finding_key)
    assert (row["practice"], row["status"], row["quote"]) == (
        "sale.no_sale_commitment",
        "confirmed",
        clause,
    )


@pytest.mark.usefixtures("scored")
def test_what_cannot_be_added_is_explained() -> None:
    assert "no practice 'sale.x'" in refused(
        "review", "add", "lexiloop", "w", "--practice", "sale.x", *PERSON
    )
    practice = ("--practice", "sale.no_sale_commitment")
    absent = refused("review", "add", "lexiloop", "We paint whales on Mondays.", *practice, *PERSON)
    assert "holds these words" in absent
    assert "several documents" in refused("review", "add", "lexiloop", "the", *practice, *PERSON)


@pytest.mark.usefixtures("scored")
def test_an_edit_is_scored_and_leaves_nothing_once_it_is_taken_back() -> None:
    before = findings()
    key = str(before[0]["key"])
    run(
        "review",
        "edit",
        "lexiloop",
        key,
        "--scope",
        "consumer",
        "--severity",
        "1",
        *PERSON,
        "--reason",
        "No.",
    )
    run("rescore", "lexiloop", "--offline")
    assert next(row for row in findings() if row["key"] == key)["status"] == "edited"
    run("review", "withdraw", "lexiloop", key, *PERSON, "--reason", "I misread it.")
    run("rescore", "lexiloop", "--offline")
    assert findings() == before
    assert "Say what" in refused("review", "edit", "lexiloop", key, *PERSON, "--reason", "No.")


@pytest.mark.usefixtures("scored")
def test_a_closed_review_takes_no_verdict_until_it_is_reopened() -> None:
    key = str(findings()[0]["key"])
    why = (*PERSON, "--reason", "All was read.")
    assert "open already" in refused("review", "reopen", "lexiloop", *why)
    assert "closed by Ann Lee" in run("review", "close", "lexiloop", *why)
    assert "was closed by Ann Lee" in refused("review", "confirm", "lexiloop", key, *PERSON)
    assert "closed already" in refused("review", "close", "lexiloop", *why)
    run("review", "reopen", "lexiloop", *PERSON, "--reason", "One more clause.")
    run("review", "confirm", "lexiloop", key, *PERSON)
    told = run("history", "lexiloop")
    assert "review closed: All was read." in told
    assert "One more clause." in told
