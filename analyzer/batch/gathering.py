"""Gather what one vendor's report will be made of: fetched now, or as it was stored last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from analyzer.core.documents import Snapshot, Source, Vendor
from analyzer.core.errors import FetchError
from analyzer.core.reports import UnreadSource
from analyzer.core.reviews import Review
from analyzer.pipeline import Memory
from analyzer.store import Store

Fetch = Callable[[Source, Vendor], Snapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorSources:
    """All that one vendor's report is made of. Picklable: it travels to other processes.

    A source stands in `snapshots` or in `unread`; never in both, never in neither. `reviews` are
    the verdicts that hold on the vendor's findings. `memory` is what was read before of its documents,
    None where nothing is to be remembered; the report is the same with and without it.
    """

    vendor: Vendor
    snapshots: tuple[Snapshot, ...]
    unread: tuple[UnreadSource, ...] = ()
    reviews: tuple[Review, ...] = ()
    memory: Memory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer of one source: its bytes, or the error."""

    source: Source
    snapshot: Snapshot | None = None
    error: FetchError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A vendor's sources, and what went wrong on the way to them."""

    sources: VendorSources
    problems: tuple[str, ...] = ()

    def digest(self, made_by: str) -> str:
        """Return what identifies the report: vendor, bytes, gaps, reviews, and what reads them."""
        parts = [made_by, repr(self.sources.vendor)]
        parts += [f"{s.source.location} {s.id} {s.media_type}" for s in self.sources.snapshots]
        parts += [f"{u.location} {u.reason}" for u in self.sources.unread]
        parts += [f"{r.finding_key} {r.revision}" for r in self.sources.reviews]
        return sha256("\n".join(parts).encode()).hexdigest()


def fetch_all(vendor: Vendor, fetch: Fetch) -> tuple[Fetched, ...]:
    """Fetch all of a vendor's sources, one after the other; no failure stops the next."""
    return tuple(_fetch_one(vendor, source, fetch) for source in vendor.sources)


def gather(vendor: Vendor, fetched: tuple[Fetched, ...] | None, *, store: Store, at: datetime) -> Gathered:
    """Store what was fetched and return what the report is to be made of.

    Where a source failed this time, the bytes it served last stand in for it, and the problem is
    told; a source that never served anything is unread. Without `fetched` only stored bytes are used.
    """
    problems = []
    answers = {answer.source.location: answer for answer in fetched or ()}
    snapshots: list[Snapshot] = []
    unread: list[UnreadSource] = []
    for source in vendor.sources:
        answer = answers.get(source.location)
        error = _keep(vendor, answer, store, at)
        last = store.snapshots.latest(vendor.id, source.location)
        if error is not None:
            problems.append(_problem(source, error, last))
        if last is None:
            unread.append(_unread(source, error))
        else:
            snapshots.append(_as_declared(last, source))
    sources = VendorSources(
        vendor=vendor,
        snapshots=tuple(snapshots),
        unread=tuple(unread),
        reviews=store.reviews.current(vendor.id),
    )
    return Gathered(sources=sources, problems=tuple(problems))


def _fetch_one(vendor: Vendor, source: Source, fetch: Fetch) -> Fetched:
    try:
        return Fetched(source=source, snapshot=fetch(source, vendor))
    except FetchError as error:
        return Fetched(source=source, error=error)


def _keep(vendor: Vendor, answer: Fetched | None, store: Store, at: datetime) -> FetchError | None:
    if answer is None:
        return None
    if answer.snapshot is not None:
        store.snapshots.add(vendor.id, answer.snapshot)
    if answer.error is not None:
        store.snapshots.add_failure(vendor.id, answer.source, answer.error, at=at)
    return answer.error


def _as_declared(snapshot: Snapshot, source: Source) -> Snapshot:
    """Return the snapshot under the source as the list declares it today."""
    return Snapshot(
        id=snapshot.id,
        source=source,
        final_url=snapshot.final_url,
        fetched_at=snapshot.fetched_at,
        media_type=snapshot.media_type,
        headers=snapshot.headers,
        content=snapshot.content,
    )


def _problem(source: Source, error: FetchError, last: Snapshot | None) -> str:
    if last is None:
        return f"{source.location}: {error}"
    return f"{source.location}: {error} The version of {last.fetched_at:%Y-%m-%d} was used."


def _unread(source: Source, error: FetchError | None) -> UnreadSource:
    if error is None:
        reason, remedy = "it was never fetched", "Run `analyzer rescore` with a network connection."
    else:
        reason, remedy = str(error).removesuffix(error.remedy).strip(), error.remedy
    return UnreadSource(location=source.location, kind=source.kind, reason=reason, remedy=remedy)
