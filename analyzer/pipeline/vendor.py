"""All of one vendor's snapshots, read and assessed together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from analyzer.assess import assess, read_agreement, standings
from analyzer.compare import apply_reviews
from analyzer.core.documents import Document, Snapshot, Vendor
from analyzer.core.errors import ExtractError
from analyzer.core.findings import Finding
from analyzer.core.profile import Request, Ruling
from analyzer.core.reports import Agreement, Assessment, Provenance, Report, UnreadSource
from analyzer.core.reviews import Review
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.memory import NOTHING, Memory, document_key, pack_look
from analyzer.pipeline.reading import DocumentReading, look_at, reading_of
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.pipeline.version import analyzer_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What is known of one vendor before reading: its snapshots, and the sources that gave none.

    `rulings` are reviewers' words on whole questions, `reviews` those on single findings;
    `ocr` tells to read scanned pages by recognition.
    """

    vendor: Vendor
    snapshots: tuple[Snapshot, ...]
    unread: tuple[UnreadSource, ...] = ()
    request: Request | None = None
    rulings: tuple[Ruling, ...] = ()
    reviews: tuple[Review, ...] = ()
    ocr: bool = False


_REPLACE = "Open the file; if it opens, save it again or ask the vendor for another copy, and upload that."
_SIGNED = 1
"""The rank of a signed data agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReading:
    """A vendor's documents, read; `broken` are the files that are none.

    `fresh` are packed looks by `document_key`, of the documents that were not remembered: what a
    `Memory` is made of the next time.
    """

    readings: tuple[DocumentReading, ...] = ()
    broken: tuple[UnreadSource, ...] = ()
    fresh: tuple[tuple[str, bytes], ...] = ()


def analyze_bundle(bundle: Bundle, kit: Kit, *, made_at: datetime, tell: Tell = nobody) -> Report:
    """Return the report over all documents of a vendor.

    A broken file is named among the unread sources and never stops the others. `made_at` is the
    time to print; nothing here asks the clock. Each step is told as it begins.
    """
    read = read_bundle(bundle, kit, tell=tell)
    tell(Step(stage=Stage.ASSESS))
    return report_of(with_broken(bundle, read), read.readings, kit, made_at=made_at)


def read_bundle(
    bundle: Bundle, kit: Kit, *, memory: Memory | None = None, tell: Tell = nobody
) -> BundleReading:
    """Return all of a vendor's documents, read; with a memory only what is new in them is read.

    The readings are the same with and without `memory`, which must be of the same kit.
    """
    readings: list[DocumentReading] = []
    broken: list[UnreadSource] = []
    fresh: list[tuple[str, bytes]] = []
    known = {key for key, _ in memory.whole} if memory else set()
    for number, snapshot in enumerate(bundle.snapshots, start=1):
        place = _Place(tell, number, len(bundle.snapshots))
        try:
            seen = look_at(
                snapshot,
                kit,
                document_id=f"d{len(readings) + 1}",
                ocr=bundle.ocr,
                tell=place,
                memory=memory or NOTHING,
            )
        except ExtractError as error:
            place(Step(stage=Stage.BROKEN, location=snapshot.source.location, reason=str(error)))
            broken.append(_broken(snapshot, error))
            continue
        key = document_key(snapshot, ocr=bundle.ocr)
        if memory is not None and key not in known:
            fresh.append((key, pack_look(seen)))
        readings.append(reading_of(seen, kit, tell=place))
    return BundleReading(readings=tuple(readings), broken=tuple(broken), fresh=tuple(fresh))


def with_broken(bundle: Bundle, read: BundleReading) -> Bundle:
    """Return the bundle with its broken files among the sources that gave no document."""
    return replace(bundle, unread=(*bundle.unread, *read.broken))


def report_of(bundle: Bundle, readings: Sequence[DocumentReading], kit: Kit, *, made_at: datetime) -> Report:
    """Return the report over documents that were already read; what reviewers said of a clause is kept."""
    documents = tuple(r.document for r in readings)
    findings = _reviewed(documents, readings, bundle.reviews)
    standing = standings(documents, findings)
    signed = next((s.document_id for s in standing if s.rank == _SIGNED), None)
    agreement = next(
        (read_agreement(r.document, kit.rulebook.elements) for r in readings if r.document.id == signed), None
    )
    verdict = partial(_assess, findings=findings, bundle=bundle, kit=kit, agreement=agreement)
    public = [r for r in readings if r.document.id != signed]
    return Report(
        vendor=bundle.vendor,
        documents=documents,
        standings=standing,
        unread=bundle.unread,
        findings=findings,
        dropped=tuple(d for r in readings for d in r.dropped),
        assessment=verdict(readings),
        without_agreement=verdict(public, agreement=None) if signed and public else None,
        agreement=agreement,
        provenance=_provenance(kit, made_at),
    )


def _broken(snapshot: Snapshot, error: ExtractError) -> UnreadSource:
    source = snapshot.source
    return UnreadSource(location=source.location, kind=source.kind, reason=str(error), remedy=_REPLACE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Tells the steps of one source with its place among all."""

    tell: Tell
    number: int
    total: int

    def __call__(self, step: Step) -> None:
        self.tell(replace(step, number=self.number, total=self.total))


def _reviewed(
    documents: Sequence[Document], readings: Sequence[DocumentReading], reviews: Sequence[Review]
) -> tuple[Finding, ...]:
    findings = tuple(f for r in readings for f in r.findings)
    return apply_reviews(findings, documents, reviews).findings if reviews else findings


def _assess(
    readings: Sequence[DocumentReading],
    *,
    findings: Sequence[Finding],
    bundle: Bundle,
    kit: Kit,
    agreement: Agreement | None,
) -> Assessment:
    """Return the assessment of those findings that stand in the documents of `readings`."""
    documents = tuple(r.document for r in readings)
    present = {d.id for d in documents}
    findings = tuple(f for f in findings if f.evidence.document_id in present)
    return assess(
        findings,
        documents,
        standings(documents, findings),
        kit.rulebook,
        kit.profile,
        request=bundle.request,
        unread=bundle.unread,
        rulings=bundle.rulings,
        mentions=tuple(m for r in readings for m in r.mentions),
        scheduled=agreement.scheduled if agreement else (),
    )


def _provenance(kit: Kit, made_at: datetime) -> Provenance:
    return Provenance(
        analyzer_version=analyzer_version(),
        rulebook_version=kit.rulebook.version,
        rulebook_digest=kit.rulebook.digest,
        model_id=kit.model.manifest.id if kit.model else None,
        profile_id=kit.profile.id,
        profile_digest=kit.profile.digest,
        made_at=made_at,
    )
