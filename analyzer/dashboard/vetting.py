"""Read and score one product's documents, telling each step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.batch.analyzing import made_by
from analyzer.batch.gathering import Fetched, gather
from analyzer.core.documents import Vendor
from analyzer.core.errors import FetchError
from analyzer.core.profile import Request
from analyzer.core.reports import Report
from analyzer.core.reviews import RequestState, VettingRequest
from analyzer.dashboard import sources
from analyzer.dashboard.obtaining import Brought, fetcher
from analyzer.dashboard.requesting import kept_request
from analyzer.fetch import Fetcher
from analyzer.pipeline import Bundle, Stage, Step, Tell, analyze_bundle, is_address, obtain
from analyzer.pipeline.version import analyzer_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """The report of a product, its number in the store, and what could not be obtained."""

    report: Report
    number: int
    problems: tuple[str, ...]


def vet(vendor: Vendor, brought: Sequence[Brought], request: Request, *, person: str, tell: Tell) -> Vetted:
    """Put the vendor on the list, keep the request, obtain and read the documents, store the report.

    A document that cannot be had or read is named in the report and never stops the others. A request
    that names nobody who asks is not kept: then the district itself looks.

    Raises:
        StoreError: the database refuses; what was stored until then stays.
    """
    at, store = sources.now(), sources.store()
    listed = replace(vendor, sources=tuple(one.source for one in brought))
    store.vendors.save(listed, at=at, person=person)
    asked = kept_request(request, listed.id, at=at)
    if asked is not None and not _known(asked, store.requests.requests_of(listed.id)):
        store.requests.record_request(asked)
    with fetcher() as web:
        fetched = tuple(f for one in brought if (f := _obtained(one, vendor.id, web, tell)) is not None)
    gathered = gather(listed, fetched, store=store, at=at)
    kit = sources.kit()
    bundle = Bundle(
        vendor=listed,
        snapshots=gathered.sources.snapshots,
        unread=gathered.sources.unread,
        request=request,
    )
    report = analyze_bundle(bundle, kit, made_at=at, tell=tell)
    number = store.reports.add(report, inputs_digest=gathered.digest(made_by(kit, analyzer_version())))
    return Vetted(report=report, number=number, problems=gathered.problems)


def _known(asked: VettingRequest, before: Sequence[VettingRequest]) -> bool:
    """Tell whether the same request waits already: the form was sent twice."""
    return any(
        one.state is RequestState.OPEN
        and replace(one, id=0, received_at=asked.received_at) == replace(asked, id=0)
        for one in before
    )


def _obtained(one: Brought, vendor_id: str, web: Fetcher, tell: Tell) -> Fetched | None:
    """Return what a source gave; None where only bytes brought before can stand for it."""
    if one.snapshot is not None:
        return Fetched(source=one.source, snapshot=replace(one.snapshot, source=one.source))
    if not is_address(one.source.location):
        return None
    tell(Step(stage=Stage.FETCH, location=one.source.location))
    try:
        return Fetched(source=one.source, snapshot=obtain(one.source, vendor_id, web, sources.now))
    except FetchError as error:
        tell(Step(stage=Stage.NOT_FETCHED, location=one.source.location, reason=str(error)))
        return Fetched(source=one.source, error=error)
