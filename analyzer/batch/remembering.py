"""What the store remembers of a vendor's documents, gathered for the worker that will read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.core.documents import Snapshot, Source
from analyzer.pipeline import Kit, Memory, document_key, reader_digests
from analyzer.store import Fetch, ResultKey, Store

_VERSIONS_BACK = 3  # a page that flips back is known as a whole; further back little is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who reads: digests of code and rules together, and of the model ("" for none).

    What was read by one pair is never taken for what another would read.
    """

    rules: str
    model: str = ""

    @classmethod
    def of(cls, kit: Kit) -> "Readers":
        """Return the readers that a kit holds."""
        rules, model = reader_digests(kit)
        return cls(rules=rules, model=model)

    def key(self, document: str) -> ResultKey:
        """Return the key under which the store keeps what these readers saw in a document."""
        return ResultKey(document, self.rules, self.model)


def remember(vendor_id: str, snapshots: Iterable[Snapshot], store: Store, readers: Readers) -> Memory:
    """Return what these readers saw in these bytes before, and in the versions that came before them."""
    keys = {document_key(one, ocr=False): one for one in snapshots}
    known = _kept(keys, store, readers)
    earlier = (
        (one.source.location, _newest_known(vendor_id, one, store, readers))
        for key, one in keys.items()
        if key not in known
    )
    return Memory(
        whole=tuple(known.items()),
        earlier=tuple((location, packed) for location, packed in earlier if packed is not None),
    )


def keep(fresh: Iterable[tuple[str, bytes]], store: Store, readers: Readers) -> None:
    """Keep what was read, so that it is not read again."""
    results = {readers.key(key): packed for key, packed in fresh}
    if results:
        store.results.keep_results(results)


def _kept(keys: Iterable[str], store: Store, readers: Readers) -> dict[str, bytes]:
    found = store.results.cached_results(readers.key(key) for key in keys)
    return {key.text: packed for key, packed in found.items()}


def _newest_known(vendor_id: str, now: Snapshot, store: Store, readers: Readers) -> bytes | None:
    """Return what was seen in the newest earlier version of a document that anything is known of."""
    fetches = store.snapshots.history(vendor_id, now.source.location)
    versions = {fetch.snapshot_id: fetch for fetch in fetches if fetch.snapshot_id not in (None, now.id)}
    keys = [_key(fetch, now.source) for fetch in list(versions.values())[: -_VERSIONS_BACK - 1 : -1]]
    known = _kept(keys, store, readers)
    return next((known[key] for key in keys if key in known), None)


def _key(fetch: Fetch, source: Source) -> str:
    served = Snapshot(
        id=fetch.snapshot_id or "",
        source=source,
        final_url=fetch.final_url or fetch.source.location,
        fetched_at=fetch.fetched_at,
        media_type=fetch.media_type or "",
        headers=fetch.headers,
        content=b"",
    )
    return document_key(served, ocr=False)
