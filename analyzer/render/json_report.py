"""A report as JSON, and the JSON Schema by which it validates."""

from pydantic import JsonValue

from analyzer.core.documents import Document
from analyzer.core.findings import Dropped
from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Agreement, Report
from analyzer.core.rules import Rulebook
from analyzer.render.contract import (
    SCHEMA_VERSION,
    PublicAgreement,
    PublicContext,
    PublicDocument,
    PublicDropped,
    PublicFinding,
    PublicNotice,
    PublicProvenance,
    PublicReport,
    PublicUnread,
    PublicVendor,
)
from analyzer.render.headline import headline
from analyzer.render.json_assessment import public_assessment
from analyzer.render.json_record import public_record
from analyzer.render.presentation import Presentation, Quoted
from analyzer.render.words import LIMITATIONS


def render_json(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the whole report as UTF-8 JSON, the same bytes for the same report."""
    return (public_report(report, rulebook, record).model_dump_json(indent=2) + "\n").encode()


def report_schema() -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of the public JSON."""
    schema = PublicReport.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vendor-policy-analyzer:report:{SCHEMA_VERSION}",
        **schema,
    }


def public_report(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> PublicReport:
    """Return the report as its public record."""
    shown = Presentation(report, rulebook, record)
    standings = {standing.document_id: standing for standing in report.standings}
    texts = {document.id: document.text for document in report.documents}
    without = report.without_agreement
    return PublicReport(
        schema_version=SCHEMA_VERSION,
        headline=headline(report),
        vendor=PublicVendor(
            id=report.vendor.id,
            name=report.vendor.name,
            homepage=report.vendor.homepage,
            groups=report.vendor.groups,
        ),
        documents=tuple(
            _document(
                document,
                rank=standings[document.id].rank if document.id in standings else document.source.rank,
                controls=standings[document.id].controls if document.id in standings else None,
                covers_product=standings[document.id].covers_product if document.id in standings else None,
            )
            for document in report.documents
        ),
        unread=tuple(
            PublicUnread(
                location=source.location, kind=source.kind, reason=source.reason, remedy=source.remedy
            )
            for source in report.unread
        ),
        findings=tuple(_finding(quoted, shown) for quoted in shown.quotes),
        dropped=tuple(_dropped(dropped, texts[dropped.document_id]) for dropped in report.dropped),
        without_agreement=None if without is None else public_assessment(without, report, shown),
        agreement=None if report.agreement is None else _agreement(report.agreement),
        record=public_record(report, record),
        provenance=_provenance(report),
        limitations=LIMITATIONS,
        **dict(public_assessment(report.assessment, report, shown)),
    )


def _document(
    document: Document, *, rank: int | None, controls: bool | None, covers_product: bool | None
) -> PublicDocument:
    return PublicDocument(
        id=document.id,
        source=document.source.location,
        kind=document.kind,
        status=document.status,
        title=document.title,
        language=document.language,
        media_type=document.media_type,
        effective_date=document.effective_date,
        updated_date=document.updated_date,
        retrieved_at=document.retrieved_at,
        sha256=document.snapshot_id,
        text_share=document.text_share,
        words=len(document.text.split()),
        rank=rank,
        controls=controls,
        covers_product=covers_product,
        notices=tuple(PublicNotice(code=n.code, message=n.message) for n in document.notices),
        text=document.text,
    )


def _finding(quoted: Quoted, shown: Presentation) -> PublicFinding:
    finding, evidence = quoted.finding, quoted.finding.evidence
    practice = shown.practice(finding.practice_id)
    return PublicFinding(
        key=finding.key,
        practice=finding.practice_id,
        title=quoted.title,
        document=evidence.document_id,
        quote=evidence.quote,
        start=evidence.span.start,
        end=evidence.span.end,
        context=tuple(
            PublicContext(start=span.start, end=span.end, quote=span.of(quoted.document.text))
            for span in evidence.context
        ),
        section=evidence.section,
        page=evidence.page,
        asserted=finding.asserted,
        scope=finding.scope,
        qualifier=finding.qualifier,
        parameters=dict(finding.parameters),
        polarity=quoted.polarity,
        severity=quoted.severity,
        question=practice.question if practice else "",
        confidence=round(finding.confidence, 6),
        status=finding.status,
        superseded=quoted.superseded,
        superseded_by=quoted.superseded_by,
        reviewer=quoted.review.reviewer if quoted.review else "",
        note=quoted.review.reason if quoted.review else "",
        detectors=evidence.detectors,
        reasons=evidence.reasons,
    )


def _dropped(dropped: Dropped, text: str) -> PublicDropped:
    match = dropped.match
    return PublicDropped(
        practice=match.practice_id,
        pattern=match.pattern,
        document=dropped.document_id,
        quote=match.span.of(text),
        start=match.span.start,
        end=match.span.end,
        reason=dropped.reason,
        detail=dropped.detail,
    )


def _agreement(agreement: Agreement) -> PublicAgreement:
    return PublicAgreement(
        kind=agreement.kind,
        document=agreement.document_id,
        signed_at=agreement.signed_at,
        expires_at=agreement.expires_at,
        riders=agreement.riders,
        parties=agreement.parties,
        exhibits=agreement.exhibits,
        general_offer=agreement.general_offer,
        disposition_days=agreement.disposition_days,
        breach_hours=agreement.breach_hours,
    )


def _provenance(report: Report) -> PublicProvenance:
    made = report.provenance
    return PublicProvenance(
        analyzer_version=made.analyzer_version,
        rulebook_version=made.rulebook_version,
        rulebook_digest=made.rulebook_digest,
        model_id=made.model_id,
        profile_id=made.profile_id,
        profile_digest=made.profile_digest,
        made_at=made.made_at,
    )
