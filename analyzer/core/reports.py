"""The whole answer for one vendor, and what led to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analyzer.core.documents import Document, DocumentKind, Span, Vendor
from analyzer.core.findings import Dropped, Finding


class AnswerState(StrEnum):
    """What the documents say to one question."""

    PROTECTED = "protected"
    PROTECTED_QUALIFIED = "protected_qualified"
    PARTIAL = "partial"
    SILENT = "silent"
    CONFLICT = "conflict"
    RISK = "risk"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """The answer to one question, and the findings that gave it.

    `credit` is None where the question does not apply. `decided_by` are the keys of the findings
    that set the credit, `finding_keys` of all that count, `superseded` of those that a
    controlling document overrides, `cancelled` of risks that a protection takes back. `low` and
    `high` are the credits if the doubtful findings were read the other way. `line` is the
    sentence that explains the credit and ends with the points it earns.
    """

    question_id: str
    state: AnswerState
    credit: float | None
    weight: int
    finding_keys: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sides of one question that contradict each other.

    `resolved` tells that a controlling document decides it; the other side is then superseded.
    """

    question_id: str
    protective: tuple[str, ...]
    risky: tuple[str, ...]
    across_documents: bool
    resolved: bool
    line: str


class TierId(StrEnum):
    """What the score suggests; a person decides."""

    READY = "ready"
    WITH_DPA = "with_dpa"
    NEEDS_ANSWERS = "needs_answers"
    HIGH_CONCERN = "high_concern"
    DO_NOT_APPROVE = "do_not_approve"
    NOT_REVIEWABLE = "not_reviewable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A tier with the title shown to people and the sentences that say why it is this one."""

    id: TierId
    title: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HardFailState:
    """A gate that was met. It counts only once a person confirmed the quote."""

    id: str
    title: str
    finding_keys: tuple[str, ...]
    confirmed: bool
    lifted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredDocument:
    """A governing document that was not read, and where a document that was read names it.

    `quote` is the sentence, at `span` of the document `document_id`; `url` where it is published, as
    far as that document tells.
    """

    title: str
    kind: DocumentKind
    document_id: str
    span: Span
    quote: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of what governs the product was read. `share` is 0–1, weighted.

    `missing` names all that was not read; `referred` are those among it that are only known because
    a document that was read refers to them.
    """

    share: float
    obtained: tuple[str, ...]
    missing: tuple[str, ...] = ()
    referred: tuple[ReferredDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """The score over one dimension's questions, 0–100."""

    dimension_id: str
    title: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One row of the comparison with the district profile.

    `subject` is the vendor's purpose, recipient or data element; `rule` the profile's entry;
    `verdict` one of the words of the rubric, section 3.2.
    """

    kind: str  # "purpose", "recipient", "element"
    subject: str
    rule: str
    verdict: str
    finding_keys: tuple[str, ...] = ()
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorQuestion:
    """A question to send to the vendor, with the quote that raises it and the clause to ask for."""

    question_id: str
    text: str
    finding_keys: tuple[str, ...] = ()
    agreement_clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawNote:
    """A law or agreement that bears on a finding; never advice."""

    citation_id: str
    cite: str
    says: str
    mark: str
    finding_keys: tuple[str, ...] = ()
    jurisdiction: str = ""  # two letters of a state, "US", "EU", or "" for model agreements
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementMention:
    """A data element named in a text as collected, or listed in an agreement's schedule."""

    element_id: str
    document_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementUse:
    """A data element that the product uses, and who says so.

    `told_by` are words among `request`, `agreement`, `confirmed`, `finding` and `text`; `stored` and
    `optional` are None where nobody says. `exposure` is 1–3.
    """

    element_id: str
    label: str
    exposure: int
    told_by: tuple[str, ...]
    mentions: tuple[ElementMention, ...] = ()
    finding_keys: tuple[str, ...] = ()
    stored: bool | None = None
    optional: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The verdict over one set of documents. `score`, `low`, `high` are 0–100, or None unscored."""

    score: float | None
    low: float | None
    high: float | None
    tier: Tier
    provisional: bool
    questions: tuple[QuestionState, ...]
    dimensions: tuple[DimensionScore, ...]
    hard_fails: tuple[HardFailState, ...]
    coverage: Coverage
    exposure: int | None = None
    other_users: tuple[str, ...] = ()  # keys of findings that are about other people than pupils
    comparisons: tuple[Comparison, ...] = ()
    vendor_questions: tuple[VendorQuestion, ...] = ()
    law_notes: tuple[LawNote, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    elements: tuple[ElementUse, ...] = ()
    sort_score: float | None = None  # the score, capped where a confirmed gate holds; only for sorting


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStanding:
    """Where a document stands in the order of precedence (1 signed agreement … 6 marketing).

    `controls` tells whether its own text says that it prevails over the others; `covers_product`
    whether it covers the product and not only the vendor's website.
    """

    document_id: str
    rank: int
    controls: bool
    covers_product: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made the report."""

    analyzer_version: str
    rulebook_version: str
    rulebook_digest: str
    model_id: str | None
    profile_id: str
    profile_digest: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A data agreement, as its own text tells it.

    `kind` is "NDPA v1", "NDPA v2" or "other"; `parties` the school's side first where it is known;
    `scheduled` the elements ticked in its schedule of data (Exhibit B); `disposition_days` and
    `breach_hours` its clocks; `general_offer` tells that other districts may adopt it (Exhibit E).
    """

    kind: str
    document_id: str
    signed_at: date | None = None
    expires_at: date | None = None
    riders: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    scheduled: tuple[ElementMention, ...] = ()
    disposition_days: int | None = None
    breach_hours: int | None = None
    general_offer: bool = False
    exhibits: tuple[str, ...] = ()
    subprocessors_bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSource:
    """A source that gave no document at all, and why, and what to do next."""

    location: str
    kind: DocumentKind | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer for one vendor.

    `assessment` is over all documents; `without_agreement` is the same without the signed data
    agreement, where there is one.
    """

    vendor: Vendor
    documents: tuple[Document, ...]
    standings: tuple[DocumentStanding, ...]
    unread: tuple[UnreadSource, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]
    assessment: Assessment
    provenance: Provenance
    without_agreement: Assessment | None = None
    agreement: Agreement | None = None
