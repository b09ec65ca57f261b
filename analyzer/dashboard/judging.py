"""What a person says of a finding or a vendor, made of what stands in a form."""

from dataclasses import dataclass
from datetime import date, datetime

from analyzer.core.documents import Document
from analyzer.core.findings import Finding, Qualifier, Scope
from analyzer.core.profile import DistrictProfile
from analyzer.core.reports import Report
from analyzer.core.reviews import Decision, DecisionKind, Edit, Review, ReviewVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the findings that the tier rests on a person has judged."""

    judged: int
    decisive: int

    @property
    def words(self) -> str:
        """Return `7 of 12 decisive findings judged`."""
        return f"{self.judged} of {self.decisive} decisive findings judged"

    @property
    def share(self) -> float:
        """Return the share 0–1; all of nothing is all."""
        return self.judged / self.decisive if self.decisive else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a form on one finding holds; None leaves what the machine read."""

    verdict: ReviewVerdict
    reason: str = ""
    scope: Scope | None = None
    qualifier: Qualifier | None = None


def decisive_keys(report: Report) -> frozenset[str]:
    """Return the keys of the findings that the tier rests on: those that set a credit or met a gate."""
    assessment = report.assessment
    keys = {key for state in assessment.questions for key in state.decided_by}
    keys |= {key for gate in assessment.hard_fails for key in gate.finding_keys}
    return frozenset(keys & {finding.key for finding in report.findings})


def progress(decisive: frozenset[str], judged: frozenset[str]) -> Progress:
    """Return how far the review of the decisive findings has come."""
    return Progress(judged=len(decisive & judged), decisive=len(decisive))


def review_of(
    said: Said, finding: Finding, document: Document, report: Report, *, by: str, at: datetime
) -> Review:
    """Return the verdict on a finding, with the words and the place it was given on."""
    edited = said.verdict is ReviewVerdict.EDITED
    return Review(
        vendor_id=report.vendor.id,
        finding_key=finding.key,
        practice_id=finding.practice_id,
        quote=finding.evidence.quote,
        location=document.source.location,
        verdict=said.verdict,
        reason=said.reason.strip(),
        reviewer=by,
        made_at=at,
        snapshot_id=document.snapshot_id,
        span=finding.evidence.span,
        edit=Edit(scope=said.scope, qualifier=said.qualifier) if edited else None,
    )


def taken_back(last: Review, *, by: str, at: datetime) -> Review:
    """Return the later entry that takes a verdict back; the verdict itself stays in the log."""
    return Review(
        vendor_id=last.vendor_id,
        finding_key=last.finding_key,
        practice_id=last.practice_id,
        quote=last.quote,
        location=last.location,
        verdict=ReviewVerdict.WITHDRAWN,
        reason=f"Taken back: {last.verdict.value} by {last.reviewer}",
        reviewer=by,
        made_at=at,
        snapshot_id=last.snapshot_id,
        span=last.span,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the form of the decision holds. `conditions` has one a line."""

    kind: DecisionKind
    reason: str = ""
    conditions: str = ""
    expires_on: date | None = None
    second_approver: str = ""


def decision_of(said: Decided, vendor_id: str, *, report: int | None, by: str, at: datetime) -> Decision:
    """Return the decision on a vendor, taken on a report of the store."""
    lines = (line.strip(" -•\t") for line in said.conditions.splitlines())
    return Decision(
        vendor_id=vendor_id,
        kind=said.kind,
        decider=by,
        decided_at=at,
        reason=said.reason.strip(),
        second_approver=said.second_approver.strip() or None,
        expires_on=said.expires_on,
        conditions=tuple(line for line in lines if line),
        report=report,
    )


def second_needed(report: Report, profile: DistrictProfile) -> bool:
    """Tell whether the district asks for a second approver at the report's exposure."""
    exposure = report.assessment.exposure
    return any(t.second_approver for t in profile.thresholds if t.exposure == exposure)
