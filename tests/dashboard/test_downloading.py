"""The list's files as the dashboard gives them: with decisions, changes and what is due."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from analyzer.core.reviews import Decision, DecisionKind
from analyzer.dashboard import sources
from analyzer.dashboard.downloading import list_csv, list_workbook

pytestmark = pytest.mark.usefixtures("own_samples")


def _decide(vendor_id: str) -> None:
    decision = Decision(
        vendor_id=vendor_id,
        kind=DecisionKind.DENY,
        reason="It sells data.",
        decider="Ann Teller",
        decided_at=datetime(2026, 11, 24, tzinfo=UTC),
        expires_on=date(2027, 6, 30),
    )
    sources.store().decisions.add(decision, seen=0)


def test_the_csv_tells_the_decision_and_the_next_check() -> None:
    _decide("pogglequiz")
    rows = csv.DictReader(io.StringIO(list_csv(sources.listing()).decode("utf-8-sig")))
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == 8
    decided = by_id["pogglequiz"]
    assert (decided["decision"], decided["decider"]) == ("Denied", "Ann Teller")
    assert decided["decision_expires"] == "2027-06-30"
    assert decided["next_review"]
    assert "agreement_expires" in decided


def test_the_workbook_tells_changes_and_what_is_due() -> None:
    store = sources.store()
    first = store.reports.latest("pogglequiz")
    assert first is not None
    store.reports.add(replace(first, findings=()))
    _decide("pogglequiz")
    book = load_workbook(io.BytesIO(list_workbook(sources.listing())))
    reasons = {(row[0], row[2]) for row in book["due reviews"].iter_rows(min_row=2, values_only=True)}
    assert ("Pogglequiz", "the decision runs out") in reasons
    assert ("Pogglequiz", "the next check is due") in reasons
    changed = [row[0] for row in book["changes"].iter_rows(min_row=2, values_only=True)]
    assert changed == ["Pogglequiz"] * len(first.findings)
