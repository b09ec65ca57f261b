"""What a person says of a finding or a vendor, made of what stands in a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from analyzer.core.documents import Document, Segment, Span
from analyzer.core.findings import Finding, Qualifier, Scope, finding_key
from analyzer.core.profile import DistrictProfile
from analyzer.core.reports import Report
from analyzer.core.reviews import Decision, DecisionKind, Edit, Review, ReviewVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the findings that the tier rests on a person has judged, and how."""

    judged: int
    decisive: int
    rejected: int = 0

    @property
    def words(self) -> str:
        """Return `7 of 12 decisive findings confirmed`, or how many were confirmed and rejected."""
        if not self.decisive:
            return "No finding decides the tier: nothing needs a person's word."
        if not self.rejected:
            return f"{self.judged} of {self.decisive} decisive findings confirmed"
        confirmed = self.judged - self.rejected
        told = f"{confirmed} confirmed, {self.rejected} rejected"
        return f"{self.judged} of {self.decisive} decisive findings judged: {told}"

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


def decisive_keys(*reports: Report) -> frozenset[str]:
    """Return the keys of the findings that the tier rests on in any of these reports.

    They decide a question of the greatest weight, or raise a gate: the same that the headline counts.
    Given as the machine made it and as people judged it, what was rejected stays among them.
    """
    keys: set[str] = set()
    for report in reports:
        states, gates = report.assessment.questions, report.assessment.hard_fails
        heaviest = max((state.weight for state in states), default=0)
        found = {key for state in states if state.weight == heaviest for key in state.decided_by}
        found |= {key for gate in gates for key in gate.finding_keys}
        keys |= found & {finding.key for finding in report.findings}
    return frozenset(keys)


def progress(decisive: frozenset[str], verdicts: Mapping[str, Review]) -> Progress:
    """Return how far the review of the decisive findings has come; `verdicts` by finding key."""
    judged = decisive & verdicts.keys()
    rejected = sum(verdicts[key].verdict is ReviewVerdict.REJECTED for key in judged)
    return Progress(judged=len(judged), decisive=len(decisive), rejected=rejected)


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
class Missed:
    """A clause that the machine missed: where it stands, and which practice it states."""

    document: Document
    span: Span
    practice_id: str
    reason: str = ""


def added_clause(missed: Missed, vendor_id: str, *, by: str, at: datetime) -> Review:
    """Return the entry that adds a missed clause, with the words as they stand in the document."""
    quote = missed.span.of(missed.document.text)
    return Review(
        vendor_id=vendor_id,
        finding_key=finding_key(missed.practice_id, quote),
        practice_id=missed.practice_id,
        quote=quote,
        location=missed.document.source.location,
        verdict=ReviewVerdict.ADDED,
        reason=missed.reason.strip(),
        reviewer=by,
        made_at=at,
        snapshot_id=missed.document.snapshot_id,
        span=missed.span,
    )


def passage(sentences: Sequence[Segment], first: int, last: int) -> Span:
    """Return the span from one sentence to another, whichever of them comes first."""
    return Span(
        min(sentences[first].span.start, sentences[last].span.start),
        max(sentences[first].span.end, sentences[last].span.end),
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
