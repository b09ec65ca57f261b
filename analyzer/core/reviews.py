"""What people say of findings and vendors: never changed, only followed by a later word."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analyzer.core.documents import Span
from analyzer.core.findings import Asserted, Finding, Qualifier, Scope
from analyzer.core.profile import SignIn


class ReviewVerdict(StrEnum):
    """A person's verdict on one finding."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    EDITED = "edited"
    ADDED = "added"  # a clause the machine missed
    WITHDRAWN = "withdrawn"  # takes the verdict before back


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How a person reads the clause; None leaves what the machine read."""

    practice_id: str | None = None
    asserted: Asserted | None = None
    scope: Scope | None = None
    qualifier: Qualifier | None = None
    severity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's verdict on one finding, with the words it was given on.

    `finding_key` is the key of the finding as the machine made it, or for an added clause
    `finding_key(practice_id, quote)`. `location`, `snapshot_id` and `span` say where the reviewer
    read the quote. `revision` counts the verdicts on this finding from 1; 0 before it is stored.
    """

    vendor_id: str
    finding_key: str
    practice_id: str
    quote: str
    location: str
    verdict: ReviewVerdict
    reason: str
    reviewer: str
    made_at: datetime
    snapshot_id: str | None = None
    span: Span | None = None
    edit: Edit | None = None
    revision: int = 0


class PlacementKind(StrEnum):
    """How a reviewed clause was found again in a newer report."""

    EXACT = "exact"
    MOVED = "moved"
    REWORDED = "reworded"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a review stands in a newer report.

    `applied` tells whether its verdict holds there. A reworded clause (`similarity` 0–1) whose
    words changed too much, and every orphan, wait for a person.
    """

    review: Review
    kind: PlacementKind
    applied: bool
    finding: Finding | None = None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedFindings:
    """A report's findings with people's verdicts on them, and what became of every review."""

    findings: tuple[Finding, ...]
    placements: tuple[Placement, ...]

    @property
    def queue(self) -> tuple[Placement, ...]:
        """The reviews that a person must look at again."""
        return tuple(placement for placement in self.placements if not placement.applied)


class DecisionKind(StrEnum):
    """What a district decides on a vendor."""

    APPROVE = "approve"
    APPROVE_WITH_AGREEMENT = "approve_with_agreement"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DENY = "deny"
    DEFER = "defer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A district's decision on a vendor, and the report it was taken on (its number in the store).

    `revision` counts the decisions on this vendor from 1; 0 before it is stored.
    """

    vendor_id: str
    kind: DecisionKind
    decider: str
    decided_at: datetime
    reason: str = ""
    second_approver: str | None = None
    expires_on: date | None = None
    conditions: tuple[str, ...] = ()
    report: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLock:
    """Whether a vendor's review is closed, by whom and why. `revision` is 0 where it never was."""

    vendor_id: str
    closed: bool
    revision: int = 0
    person: str = ""
    reason: str = ""
    made_at: datetime | None = None


class RequestState(StrEnum):
    """How far a teacher's request has come."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingRequest:
    """Somebody at a school asks to use a vendor's product.

    `purpose` says why it is needed, `data_needed` names the data elements (their ids in the rulebook)
    that pupils would have to give. `id` is given by the database, 0 before it is stored. `edition` is
    the free, paid or school edition; `pupils` counts those who would use it.
    """

    vendor_id: str
    product: str
    requested_by: str
    received_at: datetime
    school: str = ""
    purpose: str = ""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    data_needed: tuple[str, ...] = ()
    note: str = ""
    state: RequestState = RequestState.OPEN
    id: int = 0
    edition: str = ""
    pupils: int | None = None
    sign_in: SignIn | None = None
