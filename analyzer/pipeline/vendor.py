"""All of one vendor's snapshots, read and assessed together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analyzer.assess import assess, standings
from analyzer.core.documents import Document, DocumentKind, Snapshot, Vendor
from analyzer.core.errors import ExtractError
from analyzer.core.findings import Finding
from analyzer.core.profile import Request
from analyzer.core.reports import Assessment, Provenance, Report, UnreadSource
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.reading import DocumentReading, read_snapshot
from analyzer.pipeline.version import analyzer_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What is known of one vendor before reading: its snapshots, and the sources that gave none."""

    vendor: Vendor
    snapshots: tuple[Snapshot, ...]
    unread: tuple[UnreadSource, ...] = ()
    request: Request | None = None


def analyze_bundle(bundle: Bundle, kit: Kit, *, made_at: datetime) -> Report:
    """Return the report over all documents of a vendor.

    A broken file is named among the unread sources and never stops the others. `made_at` is the
    time to print; nothing here asks the clock.
    """
    readings, broken = _read_all(bundle.snapshots, kit)
    return report_of(replace(bundle, unread=(*bundle.unread, *broken)), readings, kit, made_at=made_at)


def report_of(bundle: Bundle, readings: Sequence[DocumentReading], kit: Kit, *, made_at: datetime) -> Report:
    """Return the report over documents that were already read."""
    documents = tuple(r.document for r in readings)
    findings = tuple(f for r in readings for f in r.findings)
    standing = standings(documents, findings)
    return Report(
        vendor=bundle.vendor,
        documents=documents,
        standings=standing,
        unread=bundle.unread,
        findings=findings,
        dropped=tuple(d for r in readings for d in r.dropped),
        assessment=_assess(documents, findings, bundle, kit),
        without_agreement=_without_agreement(documents, findings, bundle, kit),
        provenance=_provenance(kit, made_at),
    )


def _read_all(
    snapshots: Sequence[Snapshot], kit: Kit
) -> tuple[tuple[DocumentReading, ...], tuple[UnreadSource, ...]]:
    readings: list[DocumentReading] = []
    broken: list[UnreadSource] = []
    for snapshot in snapshots:
        try:
            readings.append(read_snapshot(snapshot, kit, document_id=f"d{len(readings) + 1}"))
        except ExtractError as error:
            source = snapshot.source
            broken.append(
                UnreadSource(location=source.location, kind=source.kind, reason=str(error), remedy="")
            )
    return tuple(readings), tuple(broken)


def _assess(
    documents: Sequence[Document], findings: Sequence[Finding], bundle: Bundle, kit: Kit
) -> Assessment:
    return assess(
        findings,
        documents,
        standings(documents, findings),
        kit.rulebook,
        kit.profile,
        request=bundle.request,
        unread=bundle.unread,
    )


def _without_agreement(
    documents: Sequence[Document], findings: Sequence[Finding], bundle: Bundle, kit: Kit
) -> Assessment | None:
    """Return the assessment without the signed agreement, where there is one and something beside it."""
    public = tuple(d for d in documents if d.kind is not DocumentKind.DATA_AGREEMENT)
    if len(public) in (0, len(documents)):
        return None
    kept = {d.id for d in public}
    return _assess(public, [f for f in findings if f.evidence.document_id in kept], bundle, kit)


def _provenance(kit: Kit, made_at: datetime) -> Provenance:
    return Provenance(
        analyzer_version=analyzer_version(),
        rulebook_version=kit.rulebook.version,
        rulebook_digest=kit.rulebook.digest,
        model_id=None,
        profile_id=kit.profile.id,
        profile_digest=kit.profile.digest,
        made_at=made_at,
    )
