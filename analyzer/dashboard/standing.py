"""The list as rows that can be searched, sorted and compared over time."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analyzer.core.findings import FindingStatus, parameter
from analyzer.core.reports import Report, TierId
from analyzer.core.reviews import Decision
from analyzer.dashboard.wording import DECISION_TITLE, TIER_SIGN, TIER_TITLE, count_words
from analyzer.render.headline import range_words
from analyzer.store import Listed, StoredReport

COLUMNS = (
    "Vendor",
    "Tier",
    "Score",
    "Range",
    "Trend",
    "Decision",
    "Due",
    "Agreement ends",
    "Evidence",
    "Age in days",
    "Exposure",
    "Grades",
    "Groups",
)
NOT_READ = "Not read yet"
UNKNOWN = "not known"
UNDECIDED = "No decision"
EXPIRED = "Decision has run out"
_GOODNESS = (
    TierId.NOT_REVIEWABLE,
    TierId.DO_NOT_APPROVE,
    TierId.HIGH_CONCERN,
    TierId.NEEDS_ANSWERS,
    TierId.WITH_DPA,
    TierId.READY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which vendors of the list to show; an empty field wants all."""

    words: str = ""
    tiers: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    exposures: tuple[str, ...] = ()
    due_by: date | None = None
    agreement_ends_by: date | None = None
    changed_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A vendor whose newest report differs from the one in force before a day."""

    vendor_id: str
    name: str
    old: StoredReport
    new: StoredReport

    @property
    def change(self) -> float | None:
        """How many points the score moved; None where either has none."""
        if self.old.score is None or self.new.score is None:
            return None
        return self.new.score - self.old.score


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """The list with all that its page shows; every mapping is by vendor id.

    `exposures` and `grades` hold only vendors of whom something is known.
    """

    rows: tuple[Listed, ...]
    histories: Mapping[str, Sequence[StoredReport]]
    decisions: Mapping[str, Decision]
    today: date
    exposures: Mapping[str, int] = field(default_factory=dict)
    grades: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def table(state: ListState, rows: Sequence[Listed]) -> pd.DataFrame:
    """Return rows as shown, columns `COLUMNS`; Score is NaN where there is none."""
    return pd.DataFrame([_cells(state, row) for row in rows], columns=list(COLUMNS))


def tier_of(row: Listed) -> str:
    """Return the tier's title; a vendor that was never read has a state of its own."""
    return TIER_TITLE[row.newest.tier] if row.newest else NOT_READ


def decision_of(state: ListState, row: Listed) -> str:
    """Return what was decided, or that nothing was, or that it has run out."""
    decision = state.decisions.get(row.vendor.id)
    if decision is None:
        return UNDECIDED
    if decision.expires_on and decision.expires_on <= state.today:
        return EXPIRED
    return DECISION_TITLE[decision.kind]


def exposure_of(state: ListState, row: Listed) -> str:
    """Return `E0` to `E3`, or that it is not known."""
    known = state.exposures.get(row.vendor.id)
    return UNKNOWN if known is None else f"E{known}"


def chosen_rows(state: ListState, wanted: Wanted) -> list[Listed]:
    """Return the rows that meet every wish."""
    moved = {m.vendor_id for m in moved_since(state, wanted.changed_since)} if wanted.changed_since else None
    return [row for row in state.rows if _meets(state, row, wanted, moved)]


def _meets(state: ListState, row: Listed, wanted: Wanted, moved: set[str] | None) -> bool:
    told = f"{row.vendor.name} {' '.join(row.vendor.groups)}".casefold()
    tests = (
        all(word in told for word in wanted.words.casefold().split()),
        not wanted.tiers or tier_of(row) in wanted.tiers,
        not wanted.decisions or decision_of(state, row) in wanted.decisions,
        not wanted.groups or bool(set(wanted.groups) & set(row.vendor.groups)),
        not wanted.grades or bool(set(wanted.grades) & set(state.grades.get(row.vendor.id, ()))),
        not wanted.exposures or exposure_of(state, row) in wanted.exposures,
        _by(row.due_on, wanted.due_by),
        _by(agreement_ends(row), wanted.agreement_ends_by),
        moved is None or row.vendor.id in moved,
    )
    return all(tests)


def _by(day: date | None, last: date | None) -> bool:
    """Tell whether a day is not after the last one wanted; a day that is not known never is."""
    return last is None or (day is not None and day <= last)


def agreement_ends(row: Listed) -> date | None:
    """Return the last day of the vendor's signed agreement; None where there is none or it states none."""
    return row.newest.agreement_ends if row.newest else None


def in_order(state: ListState, rows: Sequence[Listed], order: str) -> list[Listed]:
    """Return the rows in one of `ORDERS`; a vendor without a score comes last where scores count."""
    return sorted(rows, key=lambda row: (_ORDERING[order](state, row), row.vendor.name.casefold()))


def _by_score(row: Listed, sign: int) -> float:
    return math.inf if row.newest is None or row.newest.score is None else sign * row.newest.score


def _day(day: date | None) -> float:
    return day.toordinal() if day else math.inf


def _by_change(state: ListState, row: Listed) -> float:
    scores = [h.score for h in state.histories.get(row.vendor.id, ()) if h.score is not None]
    return scores[-1] - scores[-2] if len(scores) > 1 else 0.0


_ORDERING: dict[str, Callable[[ListState, Listed], float]] = {
    "Name": lambda _, __: 0.0,
    "Lowest score first": lambda _, row: _by_score(row, 1),
    "Highest score first": lambda _, row: _by_score(row, -1),
    "Fell most first": _by_change,
    "Due first": lambda _, row: _day(row.due_on),
    "Agreement ends first": lambda _, row: _day(agreement_ends(row)),
    "Oldest evidence first": lambda _, row: row.newest.made_at.timestamp() if row.newest else 0.0,
}
ORDERS = tuple(_ORDERING)


def moved_since(state: ListState, day: date) -> tuple[Moved, ...]:
    """Return the vendors whose tier or score is another than before that day, the worst fall first."""
    found = []
    for row in state.rows:
        heads = state.histories.get(row.vendor.id, ())
        before = [head for head in heads if head.made_at.date() < day]
        if not before or not heads or _same(before[-1], heads[-1]):
            continue
        found.append(Moved(vendor_id=row.vendor.id, name=row.vendor.name, old=before[-1], new=heads[-1]))
    return tuple(sorted(found, key=lambda m: (_tiers_moved(m), m.change or 0.0, m.name)))


def trend(heads: Sequence[StoredReport]) -> str:
    """Return how the score moved with the newest report: `▲ 3`, `▼ 7`, `=`, or nothing."""
    scores = [head.score for head in heads if head.score is not None]
    if len(scores) < 2:  # noqa: PLR2004  a trend needs two points
        return ""
    change = round(scores[-1] - scores[-2], 1)
    if not change:
        return "="
    return f"{'▲' if change > 0 else '▼'} {abs(change):g}"


def score_told(head: StoredReport) -> str:
    """Return `72 (70–73)`, or that there is no score."""
    return "no score" if head.score is None else range_words(head.score, head.low, head.high)


def retention_days(reports: Iterable[Report]) -> list[tuple[str, int]]:
    """Return the longest retention period in days that each vendor states of pupils' data, by name."""
    found = []
    for report in reports:
        stated = [
            days
            for finding in report.findings
            if finding.scope.reaches_students and finding.status is not FindingStatus.REJECTED
            if isinstance(days := parameter(finding.parameters, "retention_period_days"), int | float)
        ]
        if stated:
            found.append((report.vendor.name, int(max(stated))))
    return found


def _cells(state: ListState, row: Listed) -> tuple[object, ...]:
    newest, vendor = row.newest, row.vendor
    days = (row.due_on, agreement_ends(row))
    tail = (
        exposure_of(state, row),
        " ".join(state.grades.get(vendor.id, ())),
        ", ".join(vendor.groups),
    )
    decision = decision_of(state, row)
    if newest is None:
        return vendor.name, tier_of(row), None, "", "", decision, *days, "nothing read", None, *tail
    unread = f", {newest.documents_unread} not read" if newest.documents_unread else ""
    sign = TIER_SIGN[newest.tier]
    provisional = " (provisional)" if newest.provisional and newest.score is not None else ""
    return (
        vendor.name,
        f"{sign} {tier_of(row)}{provisional}",
        None if newest.score is None else math.floor(newest.score),
        _range(newest),
        trend(state.histories.get(vendor.id, ())),
        decision,
        *days,
        f"{newest.documents_read} read{unread}",
        (state.today - newest.made_at.date()).days,
        *tail,
    )


def _range(head: StoredReport) -> str:
    told = score_told(head)
    return told.partition("(")[2].removesuffix(")") or told


def _same(old: StoredReport, new: StoredReport) -> bool:
    if old.tier is not new.tier or (old.score is None) != (new.score is None):
        return False
    return old.score is None or new.score is None or round(old.score, 1) == round(new.score, 1)


def _tiers_moved(moved: Moved) -> int:
    return _GOODNESS.index(moved.new.tier) - _GOODNESS.index(moved.old.tier)


def summary_words(shown: int, total: int) -> str:
    """Return how many of the list's vendors are shown."""
    return count_words(total, "vendor") if shown == total else f"{shown} of {count_words(total, 'vendor')}"
