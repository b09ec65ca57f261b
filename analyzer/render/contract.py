"""The public JSON of a report: pydantic models from which the JSON Schema is made, so they cannot drift.

A field here is a promise to other programs: add fields freely, rename or drop none without a new
`schema_version`.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analyzer.core.documents import DocumentKind, ReadingStatus
from analyzer.core.findings import Asserted, DropReason, FindingStatus, Qualifier, Scope
from analyzer.core.reports import AnswerState, TierId
from analyzer.core.rules import Polarity, Silence

SCHEMA_VERSION = "1"

Key = Annotated[str, Field(description="Key of a finding: 16 hex digits of practice and normalised quote.")]
Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]
Offset = Annotated[int, Field(ge=0)]
ParameterJson = bool | int | float | str | tuple[str, ...]


class Public(BaseModel):
    """The base of every public record: frozen, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PublicVendor(Public):
    """The company or product that the report is about."""

    id: str = Field(description="Stable id of the vendor.")
    name: str = Field(description="Name shown to people.")
    homepage: str | None = Field(description="Address of the vendor's home page, where known.")
    groups: tuple[str, ...] = Field(description="Groups that the district sorted the vendor into.")


class PublicNotice(Public):
    """Something to know about how a document was read."""

    code: str = Field(description="Stable word for the notice.")
    message: str = Field(description="Sentence for the reader, with what to do next.")


class PublicDocument(Public):
    """One document with its canonical text; offsets of findings count characters of `text`."""

    id: str = Field(description="Short id, stable within one report.")
    source: str = Field(description="Address or path at which the document is published.")
    kind: DocumentKind = Field(description="What kind of document it is.")
    status: ReadingStatus = Field(
        description="How far it could be read; only read and partly_read are scored."
    )
    title: str | None = Field(description="The document's own title.")
    language: str | None = Field(description="Language of the text, as an ISO 639 code.")
    media_type: str | None = Field(description="Media type of the bytes as recognised.")
    effective_date: date | None = Field(description="Date from which the document says it holds.")
    updated_date: date | None = Field(description="Date on which the document says it was last changed.")
    retrieved_at: datetime | None = Field(description="When the bytes were obtained (UTC).")
    sha256: str | None = Field(description="Digest of the bytes, in hex.")
    text_share: Share | None = Field(description="Share of the source's visible words that the text kept.")
    words: int = Field(ge=0, description="Number of words in the text.")
    rank: int | None = Field(
        description="Place in the order of precedence, 1 signed agreement to 6 marketing."
    )
    controls: bool | None = Field(description="Whether its own text says that it prevails over the others.")
    covers_product: bool | None = Field(description="Whether it covers the product, not only the website.")
    notices: tuple[PublicNotice, ...] = Field(description="What to know about how it was read.")
    text: str = Field(description="The canonical text, whole.")


class PublicUnread(Public):
    """A source that gave no document at all."""

    location: str = Field(description="Address or path.")
    kind: DocumentKind | None = Field(description="Kind of document expected there, where known.")
    reason: str = Field(description="Why it could not be read.")
    remedy: str = Field(description="What to do next.")


class PublicContext(Public):
    """Words without which a quote cannot be understood, such as the sentence that introduces a list."""

    start: Offset = Field(description="First character, counted in the document's text.")
    end: Offset = Field(description="Character after the last.")
    quote: str = Field(description="The exact words.")


class PublicFinding(Public):
    """One practice stated in one clause: `document.text[start:end] == quote`, always."""

    key: Key
    practice: str = Field(description="Id of the practice in the rulebook.")
    title: str = Field(description="The practice in words.")
    document: str = Field(description="Id of the document.")
    quote: str = Field(description="The exact words of the document.")
    start: Offset = Field(description="First character of the quote, counted in the document's text.")
    end: Offset = Field(description="Character after the last one of the quote.")
    context: tuple[PublicContext, ...] = Field(description="Words that introduce the quote, outermost first.")
    section: tuple[str, ...] = Field(description="Headings above the quote, outermost first.")
    page: int | None = Field(description="Page of the quote, counted from 1; null outside paged documents.")
    asserted: Asserted = Field(description="Whether the clause states the practice or denies it.")
    scope: Scope = Field(description="Whom the clause is about.")
    qualifier: Qualifier = Field(description="What narrows or softens the clause.")
    parameters: dict[str, ParameterJson] = Field(description="Values that the clause gives, by name.")
    polarity: Polarity = Field(description="Whether the practice is a risk, a protection, or neither.")
    severity: int = Field(
        ge=0, le=4, description="How bad the practice is, 0 to 4; says nothing about certainty."
    )
    question: str = Field(description="Id of the question it answers; empty where none.")
    confidence: Share = Field(description="Probability that the clause was read rightly.")
    status: FindingStatus = Field(description="What a person has said of the finding.")
    superseded: bool = Field(description="Whether a controlling document overrides it.")
    detectors: tuple[str, ...] = Field(description="What saw it: rule:…, model:… or person:….")
    reasons: tuple[str, ...] = Field(description="Why it fired, in words.")


class PublicDropped(Public):
    """A match that was not kept, and why."""

    practice: str = Field(description="Id of the practice.")
    pattern: str = Field(description="Id of the pattern that saw it.")
    document: str = Field(description="Id of the document.")
    quote: str = Field(description="The exact words of the document.")
    start: Offset = Field(description="First character, counted in the document's text.")
    end: Offset = Field(description="Character after the last.")
    reason: DropReason = Field(description="Why the match was not kept.")
    detail: str = Field(description="The reason in words.")


class PublicQuestion(Public):
    """One scored question and its answer."""

    id: str = Field(description="Id of the question in the rulebook.")
    text: str = Field(description="The question in words.")
    dimension: str = Field(description="Id of the dimension that it belongs to.")
    state: AnswerState = Field(description="What the documents say to it.")
    credit: Share | None = Field(description="Credit earned; null where the question does not apply.")
    weight: int = Field(ge=0, description="Weight of the question.")
    points: float | None = Field(description="Credit times weight.")
    line: str = Field(description="The sentence that explains the credit.")
    findings: tuple[Key, ...] = Field(description="Findings that count.")
    decided_by: tuple[Key, ...] = Field(description="Findings that set the credit.")
    superseded: tuple[Key, ...] = Field(description="Findings that a controlling document overrides.")


class PublicSilence(Public):
    """A question to which the documents say nothing."""

    question: str = Field(description="Id of the question.")
    text: str = Field(description="The question in words.")
    meaning: Silence | None = Field(description="What silence means here: bad, unknown or fine.")


class PublicConflict(Public):
    """A question to which the documents say two things."""

    question: str = Field(description="Id of the question.")
    text: str = Field(description="The question in words.")
    findings: tuple[Key, ...] = Field(description="The clauses that contradict each other.")


class PublicTier(Public):
    """What the score suggests; a person decides."""

    id: TierId = Field(description="Id of the tier.")
    title: str = Field(description="Title shown to people.")
    reasons: tuple[str, ...] = Field(description="Sentences that say why it is this one.")


class PublicHardFail(Public):
    """A gate that no average can hide; it counts once a person confirmed the quote."""

    id: str = Field(description="Id of the gate.")
    title: str = Field(description="The gate in words.")
    findings: tuple[Key, ...] = Field(description="Findings that meet it.")
    confirmed: bool = Field(description="Whether a person confirmed it.")
    lifted_by: tuple[Key, ...] = Field(description="Findings that lift it.")


class PublicCoverage(Public):
    """How much of what governs the product was read."""

    share: Share = Field(description="Weighted share of the governing documents obtained.")
    obtained: tuple[str, ...] = Field(description="What was obtained.")
    missing: tuple[str, ...] = Field(description="What is missing.")


class PublicDimension(Public):
    """The score over one group of questions."""

    id: str = Field(description="Id of the dimension.")
    title: str = Field(description="Title shown to people.")
    score: Points | None = Field(description="0 to 100; null where not scored.")


class PublicComparison(Public):
    """One row of the comparison with the district's profile."""

    kind: str = Field(description="purpose, recipient or element.")
    subject: str = Field(description="What the vendor states.")
    rule: str = Field(description="The entry of the profile.")
    verdict: str = Field(description="How the two go together.")
    action: str = Field(description="What to do about it; empty where nothing.")
    findings: tuple[Key, ...] = Field(description="Findings that show it.")


class PublicVendorQuestion(Public):
    """A question to send to the vendor."""

    question: str = Field(description="Id of the scored question behind it.")
    text: str = Field(description="What to ask.")
    agreement_clause: str = Field(description="Clause to ask for; empty where none.")
    findings: tuple[Key, ...] = Field(description="Findings that raise it.")


class PublicLawNote(Public):
    """A law or agreement that bears on a finding; never advice."""

    citation: str = Field(description="Id of the citation in the rulebook.")
    cite: str = Field(description="Where the law stands.")
    says: str = Field(description="What it says, in short.")
    mark: str = Field(description="How it was checked: C text seen, S secondary source, K not verified.")
    findings: tuple[Key, ...] = Field(description="Findings that it bears on.")


class PublicAssessment(Public):
    """The verdict over one set of documents."""

    score: Points | None = Field(description="0 to 100; null where not scored.")
    low: Points | None = Field(description="Low end of the score's range.")
    high: Points | None = Field(description="High end of the score's range.")
    tier: PublicTier = Field(description="What the score suggests.")
    provisional: bool = Field(description="Whether decisive findings still wait for a person.")
    to_confirm: int = Field(ge=0, description="Number of decisive findings that no person has checked.")
    questions: tuple[PublicQuestion, ...] = Field(description="Every question with its answer.")
    silences: tuple[PublicSilence, ...] = Field(description="Questions that the documents do not answer.")
    conflicts: tuple[PublicConflict, ...] = Field(description="Questions that they answer in two ways.")
    other_users: tuple[Key, ...] = Field(description="Findings about other people than pupils; never scored.")
    hard_fails: tuple[PublicHardFail, ...] = Field(description="Gates that were met.")
    coverage: PublicCoverage = Field(description="How much of what governs the product was read.")
    exposure: int | None = Field(description="Exposure of pupils' data, 0 to 3; null where unknown.")
    dimensions: tuple[PublicDimension, ...] = Field(description="Scores by group of questions.")
    comparisons: tuple[PublicComparison, ...] = Field(description="Comparison with the district's profile.")
    vendor_questions: tuple[PublicVendorQuestion, ...] = Field(description="Questions to send to the vendor.")
    law_notes: tuple[PublicLawNote, ...] = Field(description="Laws and agreements that bear on findings.")


class PublicAgreement(Public):
    """A signed data agreement."""

    kind: str = Field(description="Which agreement it is.")
    document: str = Field(description="Id of the document.")
    signed_at: date | None = Field(description="Date of signature.")
    expires_at: date | None = Field(description="Date on which it ends.")
    riders: tuple[str, ...] = Field(description="Riders that came with it.")


class PublicProvenance(Public):
    """What made the report."""

    analyzer_version: str = Field(description="Version of the analyzer.")
    rulebook_version: str = Field(description="Version of the rulebook.")
    rulebook_digest: str = Field(description="Digest of the rulebook's files.")
    model_id: str | None = Field(description="Trained model that took part; null where none.")
    profile_id: str = Field(description="District profile that was compared.")
    profile_digest: str = Field(description="Digest of the profile.")
    made_at: datetime = Field(description="When the report was made (UTC).")


class PublicReport(PublicAssessment):
    """The whole answer for one vendor. The assessment's fields stand at the top level."""

    schema_version: str = Field(description="Version of this schema.")
    headline: str = Field(description="Score with range, tier and standing in one line.")
    vendor: PublicVendor = Field(description="The company or product that the report is about.")
    documents: tuple[PublicDocument, ...] = Field(description="Every document, whole.")
    unread: tuple[PublicUnread, ...] = Field(description="Sources that gave no document at all.")
    findings: tuple[PublicFinding, ...] = Field(description="Every practice stated, with its exact words.")
    dropped: tuple[PublicDropped, ...] = Field(description="Matches that were not kept, and why.")
    without_agreement: PublicAssessment | None = Field(
        description="The assessment without the signed data agreement; null where there is none."
    )
    agreement: PublicAgreement | None = Field(description="The signed data agreement, where there is one.")
    provenance: PublicProvenance = Field(description="What made the report.")
    limitations: tuple[str, ...] = Field(description="What this report cannot tell.")
