"""How a vendor's standing moved over several reports, and how much of it through whose doing."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from analyzer.compare.findings import pair_findings
from analyzer.compare.reports import compare_reports
from analyzer.core.changes import Cause, Drift, DriftShare
from analyzer.core.reports import Report, TierId

_FROM_BEST = (
    TierId.READY,
    TierId.WITH_DPA,
    TierId.NEEDS_ANSWERS,
    TierId.HIGH_CONCERN,
    TierId.DO_NOT_APPROVE,
)


def drift_of(reports: Sequence[Report]) -> Drift:
    """Return how a vendor moved from the first of its reports to the last.

    Every report is held against the one before it, so that what rules changed in one of them and the
    vendor in another are told apart.

    Args:
        reports: a vendor's reports, oldest first; at least one.
    """
    first, last = reports[0], reports[-1]
    _, gone, appeared = pair_findings(first.findings, last.findings)
    return Drift(
        vendor_id=last.vendor.id,
        name=last.vendor.name,
        old_score=first.assessment.score,
        new_score=last.assessment.score,
        old_tier=first.assessment.tier.id,
        new_tier=last.assessment.tier.id,
        shares=_shares(reports),
        appeared=len(appeared),
        gone=len(gone),
    )


def worst_first(drifts: Iterable[Drift]) -> tuple[Drift, ...]:
    """Return those that moved: first the tiers that changed, the deepest fall first, then the scores."""
    moved = (drift for drift in drifts if drift.moved)
    return tuple(sorted(moved, key=lambda d: (d.old_tier is d.new_tier, -_fall(d), d.points, d.vendor_id)))


def _shares(reports: Sequence[Report]) -> tuple[DriftShare, ...]:
    points: dict[tuple[Cause, ...], float] = {}
    counts: dict[tuple[Cause, ...], int] = {}
    for old, new in pairwise(reports):
        changes = compare_reports(old, new)
        moved = changes.score_change or 0.0
        if moved or changes.causes or changes.old_tier is not changes.new_tier:
            points[changes.causes] = points.get(changes.causes, 0.0) + moved
            counts[changes.causes] = counts.get(changes.causes, 0) + 1
    shares = (DriftShare(causes=causes, points=points[causes], reports=counts[causes]) for causes in points)
    return tuple(sorted(shares, key=lambda share: -abs(share.points)))


def _fall(drift: Drift) -> int:
    """Return by how many tiers a vendor fell; a tier that could not be judged is below all others."""
    return _depth(drift.new_tier) - _depth(drift.old_tier)


def _depth(tier: TierId) -> int:
    return _FROM_BEST.index(tier) if tier in _FROM_BEST else len(_FROM_BEST)
