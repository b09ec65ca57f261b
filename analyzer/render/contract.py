"""The public JSON of a report: pydantic models from which the JSON Schema is made, so they cannot drift.

A field here is a promise to other programs: add fields freely, rename or drop none without a new
`schema_version`.
"""

from datetime import date, datetime

from pydantic import Field

from analyzer.core.documents import DocumentKind, ReadingStatus
from analyzer.core.findings import Asserted, DropReason, FindingStatus, Qualifier, Scope
from analyzer.core.rules import Polarity
from analyzer.render.contract_assessment import PublicAssessment
from analyzer.render.contract_base import Key, Offset, ParameterJson, Public, Share
from analyzer.render.contract_record import PublicRecord

SCHEMA_VERSION = "1"


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
    superseded_by: tuple[Key, ...] = Field(description="Findings that override it.")
    reviewer: str = Field(description="Who judged it; empty where the record names nobody.")
    note: str = Field(description="The reviewer's reason; empty where none is recorded.")
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


class PublicAgreement(Public):
    """A signed data agreement."""

    kind: str = Field(description="Which agreement it is.")
    document: str = Field(description="Id of the document.")
    signed_at: date | None = Field(description="Date of signature.")
    expires_at: date | None = Field(description="Date on which it ends.")
    riders: tuple[str, ...] = Field(description="Riders that came with it.")
    parties: tuple[str, ...] = Field(description="Who signed it, the school's side first where known.")
    exhibits: tuple[str, ...] = Field(description="Exhibits that came with it.")
    general_offer: bool = Field(description="Whether other districts may adopt it (Exhibit E).")
    disposition_days: int | None = Field(description="Days within which data is deleted; null where unsaid.")
    breach_hours: int | None = Field(description="Hours within which a breach is told; null where unsaid.")


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
    record: PublicRecord = Field(description="The district's own record of the review.")
    provenance: PublicProvenance = Field(description="What made the report.")
    limitations: tuple[str, ...] = Field(description="What this report cannot tell.")
