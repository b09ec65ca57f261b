"""Reports and snapshots of invented vendors, as small as they can be and still be whole."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from analyzer.core.documents import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    ReadingStatus,
    Snapshot,
    Source,
    Span,
    Vendor,
)
from analyzer.core.findings import Asserted, Evidence, Finding, Parameters, Qualifier, Scope, finding_key
from analyzer.core.reports import (
    Assessment,
    Coverage,
    DocumentStanding,
    Provenance,
    Report,
    Tier,
    TierId,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
POLICY = "https://quillmoss.example/privacy"
SENTENCES = (
    "Quillmoss never sells the reading logs of pupils.",
    "We keep biometric voice prints for 60 days.",
    "Teachers may export a class list at any time.",
)


def later(days: float) -> datetime:
    return NOON + timedelta(days=days)


def make_vendor(vendor_id: str = "quillmoss", *groups: str, locations: tuple[str, ...] = (POLICY,)) -> Vendor:
    sources = tuple(
        Source(location=location, kind=DocumentKind.PRIVACY_POLICY, rank=4) for location in locations
    )
    return Vendor(
        id=vendor_id,
        name=vendor_id.title(),
        homepage="https://quillmoss.example",
        sources=sources,
        groups=groups,
    )


def make_snapshot(
    content: str | bytes = "<p>Policy</p>", *, location: str = POLICY, at: datetime = NOON
) -> Snapshot:
    raw = content.encode() if isinstance(content, str) else content
    return Snapshot(
        id=sha256(raw).hexdigest(),
        source=Source(location=location, kind=DocumentKind.PRIVACY_POLICY, rank=4),
        final_url=location + "?final",
        fetched_at=at,
        media_type="text/html",
        headers=(("content-type", "text/html; charset=utf-8"), ("x-twice", "a"), ("x-twice", "b")),
        content=raw,
    )


def make_document(
    sentences: tuple[str, ...] = SENTENCES,
    *,
    status: ReadingStatus = ReadingStatus.READ,
    location: str = POLICY,
    snapshot_id: str | None = None,
    document_id: str = "d1",
) -> Document:
    text = "\n\n".join(sentences)
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(at, at + len(sentence))))
        at += len(sentence) + 2
    return Document(
        id=document_id,
        source=Source(location=location, kind=DocumentKind.PRIVACY_POLICY, rank=4),
        snapshot_id=snapshot_id,
        kind=DocumentKind.PRIVACY_POLICY,
        status=status,
        text=text,
        retrieved_at=NOON,
        blocks=tuple(blocks),
    )


def make_finding(
    document: Document, quote: str, practice: str = "sale.no_sale", *, parameters: Parameters = ()
) -> Finding:
    start = document.text.index(quote)
    evidence = Evidence(document_id=document.id, span=Span(start, start + len(quote)), quote=quote)
    return Finding(
        key=finding_key(practice, quote),
        practice_id=practice,
        asserted=Asserted.AFFIRMS,
        scope=Scope.STUDENT,
        qualifier=Qualifier.NONE,
        evidence=evidence,
        parameters=parameters,
    )


def make_assessment(score: float | None = 72.5, tier: TierId = TierId.NEEDS_ANSWERS) -> Assessment:
    return Assessment(
        score=score,
        low=None if score is None else score - 5,
        high=None if score is None else score + 5,
        tier=Tier(id=tier, title="Needs answers"),
        provisional=True,
        questions=(),
        dimensions=(),
        hard_fails=(),
        coverage=Coverage(share=0.5, obtained=("privacy_policy",)),
    )


def make_provenance(at: datetime = NOON, *, rules: str = "r1", profile: str = "p1") -> Provenance:
    return Provenance(
        analyzer_version="0.1.0",
        rulebook_version="1",
        rulebook_digest=rules,
        model_id=None,
        profile_id="default",
        profile_digest=profile,
        made_at=at,
    )


def make_report(
    vendor: Vendor | None = None,
    documents: tuple[Document, ...] | None = None,
    findings: tuple[Finding, ...] | None = None,
    *,
    assessment: Assessment | None = None,
    provenance: Provenance | None = None,
) -> Report:
    documents = (make_document(),) if documents is None else documents
    if findings is None:
        findings = (make_finding(documents[0], SENTENCES[0]),)
    return Report(
        vendor=vendor or make_vendor(),
        documents=documents,
        standings=tuple(
            DocumentStanding(document_id=document.id, rank=4, controls=False, covers_product=True)
            for document in documents
        ),
        unread=(),
        findings=findings,
        dropped=(),
        assessment=assessment or make_assessment(),
        provenance=provenance or make_provenance(),
    )
