"""What a pass over the list found out, worst news first."""

from dataclasses import dataclass
from enum import StrEnum

from analyzer.core.changes import Cause
from analyzer.core.reports import Report, TierId

_TIERS = (
    TierId.READY,
    TierId.WITH_DPA,
    TierId.NEEDS_ANSWERS,
    TierId.HIGH_CONCERN,
    TierId.DO_NOT_APPROVE,
)


class Verdict(StrEnum):
    """What became of one vendor."""

    NEW = "new"
    IMPROVED = "improved"
    WORSENED = "worsened"
    UNCHANGED = "unchanged"
    NOT_READ = "not_read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What two reports of one vendor are compared by."""

    score: float | None
    tier: TierId

    @classmethod
    def of(cls, report: Report) -> "Standing":
        """Return where a report puts its vendor."""
        return cls(score=report.assessment.score, tier=report.assessment.tier.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a pass found out about one vendor.

    Scores are 0–100 or None where a report gives none. `reanalyzed` tells whether a new report was
    stored. `problems` name every source that could not be read, and why, or why the analysis failed.
    `causes` say whose change a new report tells of; empty where it tells of none.
    """

    vendor_id: str
    name: str
    verdict: Verdict
    old_score: float | None = None
    new_score: float | None = None
    old_tier: TierId | None = None
    new_tier: TierId | None = None
    reanalyzed: bool = False
    problems: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> float:
        """How far the score moved, in points; 0 where either report has none."""
        if self.old_score is None or self.new_score is None:
            return 0.0
        return self.new_score - self.old_score


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The outcomes of one pass, in the order in which the vendors were given."""

    outcomes: tuple[Outcome, ...]

    def of(self, verdict: Verdict) -> tuple[Outcome, ...]:
        """Return the outcomes of one verdict, the largest loss of points first."""
        chosen = [outcome for outcome in self.outcomes if outcome.verdict is verdict]
        return tuple(sorted(chosen, key=lambda outcome: (_tier_change(outcome), outcome.change)))

    @property
    def improved(self) -> tuple[Outcome, ...]:
        """Vendors whose tier or score rose, the largest rise first."""
        return tuple(reversed(self.of(Verdict.IMPROVED)))

    @property
    def worsened(self) -> tuple[Outcome, ...]:
        """Vendors whose tier or score fell, the worst fall first."""
        return self.of(Verdict.WORSENED)

    @property
    def unchanged(self) -> tuple[Outcome, ...]:
        """Vendors whose tier and score stayed."""
        return self.of(Verdict.UNCHANGED)

    @property
    def new(self) -> tuple[Outcome, ...]:
        """Vendors that had no report before."""
        return self.of(Verdict.NEW)

    @property
    def not_read(self) -> tuple[Outcome, ...]:
        """Vendors of whom nothing could be read; an older report of theirs stands as it was."""
        return self.of(Verdict.NOT_READ)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Vendors whose analysis broke off; an older report of theirs stands as it was."""
        return self.of(Verdict.FAILED)

    def drift(self) -> tuple[tuple[Cause, tuple[Outcome, ...]], ...]:
        """Return, cause by cause, the vendors whose score or tier moved for it, the worst fall first.

        A release that changes rules shows here what it did to the whole list, apart from what the
        vendors themselves changed.
        """
        moved = (*self.worsened, *self.improved[::-1])
        by_cause = ((cause, tuple(o for o in moved if cause in o.causes)) for cause in Cause)
        return tuple((cause, outcomes) for cause, outcomes in by_cause if outcomes)

    @property
    def partly_read(self) -> tuple[Outcome, ...]:
        """Vendors with a sound report, though some of their sources could not be read this time."""
        broken = (Verdict.NOT_READ, Verdict.FAILED)
        return tuple(o for o in self.outcomes if o.problems and o.verdict not in broken)


def judge(old: Standing | None, new: Standing) -> Verdict:
    """Return whether a vendor's new report is better or worse news than the one before.

    The tier decides; within one tier the score does, to one decimal. A tier that could not be
    judged is below all others.
    """
    if old is None:
        return Verdict.NEW
    before, after = _rank(old), _rank(new)
    if before == after:
        return Verdict.UNCHANGED
    return Verdict.IMPROVED if after > before else Verdict.WORSENED


def _rank(standing: Standing) -> tuple[int, float]:
    return _goodness(standing.tier), -1.0 if standing.score is None else round(standing.score, 1)


def _goodness(tier: TierId | None) -> int:
    """Return how good a tier is; one that could not be judged is below all others."""
    return len(_TIERS) - _TIERS.index(tier) if tier in _TIERS else 0


def _tier_change(outcome: Outcome) -> int:
    return _goodness(outcome.new_tier) - _goodness(outcome.old_tier)
