"""Our own stages as pieces of work, each on what the stage before it gave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analyzer.classify import Model, second_opinion
from analyzer.core.documents import Document, Segment, Snapshot, Vendor
from analyzer.core.reports import Report
from analyzer.evaluate.bench.material import Corpus
from analyzer.evaluate.bench.timing import Work
from analyzer.extract import extract
from analyzer.match import match
from analyzer.pipeline import Bundle, DocumentReading, Kit, analyze_bundle, read_document, report_of
from analyzer.render import render
from analyzer.segment import segment
from analyzer.store import Store

OURS = "analyzer"
WHOLE = "whole document"
EXTRACT_HTML = "extract HTML"
EXTRACT_PDF = "extract PDF"
ANALYSIS = "analysis of the text"
_FORMATS = ("json", "md", "html", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stages need: the kit, an empty database, and the time to print."""

    kit: Kit
    store: Store
    at: datetime


def our_works(corpus: Corpus, around: Surroundings) -> tuple[Work, ...]:
    """Return our stages over a corpus; a stage without material is left out."""
    cut = [(document, segment(document)) for document in corpus.documents]
    readings = [read_document(document, around.kit) for document in corpus.documents]
    reports = [_report(reading, around) for reading in readings]
    pages, pdfs, texts = len(corpus.pages), len(corpus.pdfs), len(corpus.documents)
    works = (
        Work(stage=EXTRACT_HTML, engine=OURS, run=lambda: _extract(corpus.pages), documents=pages),
        Work(stage=EXTRACT_PDF, engine=OURS, run=lambda: _extract(corpus.pdfs), documents=pdfs),
        Work(stage=ANALYSIS, engine=OURS, run=lambda: _analyse(corpus.documents, around), documents=texts),
        Work(stage="segment", engine=OURS, run=lambda: _segment(corpus.documents), documents=texts),
        Work(stage="match", engine=OURS, run=lambda: _match(cut, around.kit), documents=texts),
        *_model_works(cut, around.kit),
        Work(stage="assess", engine=OURS, run=lambda: _assess(readings, around), documents=texts),
        Work(stage="store", engine=OURS, run=lambda: _store(reports, around.store), documents=texts),
        Work(stage="render", engine=OURS, run=lambda: _render(reports, around.kit), documents=texts),
        Work(stage=WHOLE, engine=OURS, run=lambda: _whole(corpus.pages, around), documents=pages),
    )
    return tuple(work for work in works if work.documents)


_Cut = Sequence[tuple[Document, tuple[Segment, ...]]]


def _model_works(cut: _Cut, kit: Kit) -> Iterable[Work]:
    if kit.model is None:
        return
    model = kit.model
    seen = [(document, segments, match(document, segments, kit.rules).matches) for document, segments in cut]

    def classify(model: Model = model) -> None:
        for document, segments, matches in seen:
            second_opinion(document, segments, matches, model)

    yield Work(stage="classify", engine=OURS, run=classify, documents=len(cut))


def _extract(snapshots: Iterable[Snapshot]) -> None:
    for one in snapshots:
        extract(one, document_id="d1")


def _segment(documents: Iterable[Document]) -> None:
    for document in documents:
        segment(document)


def _match(cut: _Cut, kit: Kit) -> None:
    for document, segments in cut:
        match(document, segments, kit.rules)


def _analyse(documents: Iterable[Document], around: Surroundings) -> None:
    for document in documents:
        read_document(document, around.kit)


def _assess(readings: Iterable[DocumentReading], around: Surroundings) -> None:
    for reading in readings:
        _report(reading, around)


def _report(reading: DocumentReading, around: Surroundings) -> Report:
    vendor = Vendor(id="measured", name="Measured", sources=(reading.document.source,))
    return report_of(Bundle(vendor=vendor, snapshots=()), [reading], around.kit, made_at=around.at)


def _store(reports: Iterable[Report], store: Store) -> None:
    for report in reports:
        store.reports.add(report)


def _render(reports: Iterable[Report], kit: Kit) -> None:
    for report in reports:
        for name in _FORMATS:
            render(report, kit.rulebook, name)


def _whole(snapshots: Iterable[Snapshot], around: Surroundings) -> None:
    for one in snapshots:
        vendor = Vendor(id="measured", name="Measured", sources=(one.source,))
        analyze_bundle(Bundle(vendor=vendor, snapshots=(one,)), around.kit, made_at=around.at)


def new_store(folder: Path, *, at: datetime) -> Store:
    """Return an empty database under a folder, with the vendor whose reports are written."""
    from analyzer.store import open_store  # noqa: PLC0415  SQLAlchemy is slow to import

    store = open_store(folder / "bench.sqlite3")
    store.vendors.save(Vendor(id="measured", name="Measured"), at=at)
    return store
