"""Read and score one product's documents, telling each step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analyzer.batch.analyzing import made_by
from analyzer.batch.gathering import Fetched, gather
from analyzer.core.documents import Vendor
from analyzer.core.errors import ExtractError, FetchError
from analyzer.core.profile import Request
from analyzer.core.reports import Report, UnreadSource
from analyzer.dashboard import sources
from analyzer.dashboard.obtaining import Brought, fetcher
from analyzer.fetch import Fetcher
from analyzer.pipeline import Bundle, DocumentReading, is_address, obtain, read_snapshot, report_of
from analyzer.pipeline.version import analyzer_version

Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """The report of a product, its number in the store, and what could not be obtained."""

    report: Report
    number: int
    problems: tuple[str, ...]


def vet(vendor: Vendor, brought: Sequence[Brought], request: Request, *, person: str, tell: Tell) -> Vetted:
    """Put the vendor on the list, obtain its documents, read them, store the report and return it.

    A document that cannot be had or read is named in the report and never stops the others.

    Raises:
        StoreError: the database refuses; what was stored until then stays.
    """
    at, store = sources.now(), sources.store()
    listed = replace(vendor, sources=tuple(one.source for one in brought))
    store.vendors.save(listed, at=at, person=person)
    with fetcher() as web:
        fetched = tuple(f for one in brought if (f := _obtained(one, vendor.id, web, tell)) is not None)
    gathered = gather(listed, fetched, store=store, at=at)
    tell("Loading the rules")
    kit = sources.kit()
    readings: list[DocumentReading] = []
    broken: list[UnreadSource] = []
    for snapshot in gathered.sources.snapshots:
        tell(f"Reading {snapshot.source.location}")
        try:
            readings.append(read_snapshot(snapshot, kit, document_id=f"d{len(readings) + 1}"))
        except ExtractError as error:
            broken.append(_broken(snapshot.source.location, error))
            continue
        document = readings[-1].document
        words, status = len(document.text.split()), document.status.value.replace("_", " ")
        tell(f"{status}: {words:,} words, {len(readings[-1].findings)} findings")
    unread = (*gathered.sources.unread, *broken)
    bundle = Bundle(vendor=listed, snapshots=gathered.sources.snapshots, unread=unread, request=request)
    report = report_of(bundle, readings, kit, made_at=at)
    number = store.reports.add(report, inputs_digest=gathered.digest(made_by(kit, analyzer_version())))
    return Vetted(report=report, number=number, problems=gathered.problems)


def _obtained(one: Brought, vendor_id: str, web: Fetcher, tell: Tell) -> Fetched | None:
    """Return what a source gave; None where only bytes brought before can stand for it."""
    if one.snapshot is not None:
        return Fetched(source=one.source, snapshot=replace(one.snapshot, source=one.source))
    if not is_address(one.source.location):
        return None
    tell(f"Fetching {one.source.location}")
    try:
        return Fetched(source=one.source, snapshot=obtain(one.source, vendor_id, web, sources.now))
    except FetchError as error:
        tell(f"Not obtained: {error}")
        return Fetched(source=one.source, error=error)


def _broken(location: str, error: ExtractError) -> UnreadSource:
    remedy = "Save it as PDF, Word, HTML or text, and upload it."
    return UnreadSource(location=location, kind=None, reason=str(error), remedy=remedy)
