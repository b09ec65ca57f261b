"""The list's filters, trends and what moved, on heads of reports made here."""

from dataclasses import replace
from datetime import UTC, date, datetime

from analyzer.core.documents import Vendor
from analyzer.core.reports import TierId
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.dashboard.charts import health_over_time, moments_of
from analyzer.dashboard.standing import (
    EXPIRED,
    NOT_READ,
    ListState,
    Wanted,
    chosen_rows,
    decision_of,
    in_order,
    moved_since,
    table,
    trend,
)
from analyzer.store import Listed, StoredReport

TODAY = date(2026, 11, 23)


def _head(number: int, vendor: str, month: int, score: float | None, tier: TierId) -> StoredReport:
    return StoredReport(
        number=number,
        vendor_id=vendor,
        made_at=datetime(2026, month, 1, tzinfo=UTC),
        score=score,
        low=score,
        high=score,
        tier=tier,
        provisional=False,
        coverage=1.0,
        findings=3,
        documents_read=1,
        documents_unread=0,
        analyzer_version="1",
        rulebook_version="1",
        rulebook_digest="",
        model_id=None,
        profile_id="p",
        profile_digest="",
        inputs_digest="",
    )


HISTORIES = {
    "fell": (_head(1, "fell", 3, 80.0, TierId.WITH_DPA), _head(4, "fell", 10, 40.0, TierId.HIGH_CONCERN)),
    "rose": (
        _head(2, "rose", 3, 60.0, TierId.NEEDS_ANSWERS),
        _head(5, "rose", 10, 66.0, TierId.NEEDS_ANSWERS),
    ),
    "same": (_head(3, "same", 3, 70.0, TierId.WITH_DPA), _head(6, "same", 10, 70.01, TierId.WITH_DPA)),
}
ROWS = (
    *(
        Listed(vendor=Vendor(id=v, name=v.title(), groups=("math",)), newest=heads[-1], reports=2)
        for v, heads in HISTORIES.items()
    ),
    Listed(vendor=Vendor(id="new", name="New", groups=("art",))),
)
DECISIONS = {
    "rose": Decision(
        vendor_id="rose",
        kind=DecisionKind.APPROVE,
        decider="Ann",
        decided_at=datetime(2025, 11, 1, tzinfo=UTC),
        expires_on=date(2026, 11, 1),
    )
}
STATE = ListState(rows=ROWS, histories=HISTORIES, decisions=DECISIONS, today=TODAY)


def _ids(wanted: Wanted) -> list[str]:
    return [row.vendor.id for row in chosen_rows(STATE, wanted)]


def test_each_filter_narrows() -> None:
    assert _ids(Wanted()) == ["fell", "rose", "same", "new"]
    assert _ids(Wanted(words="ART")) == ["new"]
    assert _ids(Wanted(tiers=(NOT_READ,))) == ["new"]
    assert _ids(Wanted(groups=("math",))) == ["fell", "rose", "same"]
    assert _ids(Wanted(decisions=(EXPIRED,))) == ["rose"]
    assert _ids(Wanted(changed_since=date(2026, 9, 1))) == ["fell", "rose"]
    assert _ids(Wanted(changed_since=date(2026, 11, 1))) == []


def test_the_end_of_an_agreement_is_shown_filtered_and_sorted_by() -> None:
    ends = {"fell": date(2027, 1, 15), "same": date(2026, 11, 1)}
    rows = tuple(
        replace(row, newest=row.newest and replace(row.newest, agreement_ends=ends.get(row.vendor.id)))
        for row in ROWS
    )
    state = replace(STATE, rows=rows)
    shown = table(state, rows).set_index("Vendor")
    assert shown.loc["Fell", "Agreement ends"] == date(2027, 1, 15)
    assert shown["Agreement ends"].isna().sum() == 2
    ended = chosen_rows(state, Wanted(agreement_ends_by=date(2026, 11, 22)))
    assert [row.vendor.id for row in ended] == ["same"]
    assert len(chosen_rows(state, Wanted(agreement_ends_by=date(2027, 2, 1)))) == 2
    ordered = in_order(state, rows, "Agreement ends first")
    assert [row.vendor.id for row in ordered] == ["same", "fell", "new", "rose"]


def test_what_is_due_is_shown_filtered_and_sorted_by() -> None:
    due = {"rose": date(2026, 11, 23), "new": date(2026, 12, 20)}
    rows = tuple(replace(row, due_on=due.get(row.vendor.id)) for row in ROWS)
    state = replace(STATE, rows=rows)
    assert table(state, rows).set_index("Vendor").loc["Rose", "Due"] == TODAY
    assert [row.vendor.id for row in chosen_rows(state, Wanted(due_by=TODAY))] == ["rose"]
    assert [row.vendor.id for row in in_order(state, rows, "Due first")][:2] == ["rose", "new"]


def test_worst_fall_comes_first() -> None:
    moved = moved_since(STATE, date(2026, 9, 1))
    assert [(m.vendor_id, m.change) for m in moved] == [("fell", -40.0), ("rose", 6.0)]


def test_trend_tells_direction_and_points() -> None:
    assert trend(HISTORIES["fell"]) == "▼ 40"
    assert trend(HISTORIES["rose"]) == "▲ 6"
    assert trend(HISTORIES["same"]) == "="
    assert trend(HISTORIES["same"][:1]) == ""


def test_decision_that_ran_out_is_a_state_of_its_own() -> None:
    assert decision_of(STATE, ROWS[1]) == EXPIRED
    assert decision_of(STATE, ROWS[0]) == "No decision"


def test_table_tells_age_and_leaves_no_score_empty() -> None:
    shown = table(STATE, ROWS).set_index("Vendor")
    assert shown.loc["Fell", "Age in days"] == (TODAY - date(2026, 10, 1)).days
    assert shown.loc["New", "Tier"] == NOT_READ
    assert shown["Score"].isna().sum() == 1


def test_health_counts_every_vendor_once_a_day() -> None:
    counts = health_over_time(HISTORIES, moments_of(HISTORIES))
    assert counts.groupby("At")["Vendors"].sum().tolist() == [3, 3]
    worst = counts[(counts.At == "2026-10-01") & (counts.Tier == "High concern")]
    assert worst["Vendors"].tolist() == [1]
