"""What was read before, packed to travel between store and worker processes."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from analyzer.core.documents import Snapshot
from analyzer.core.wire import WireError, from_wire, to_wire
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.looking import Look
from analyzer.pipeline.version import engine_digest

_TELLING = ("content-type", "content-length", "content-encoding")
"""The headers that extraction looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of one vendor's documents. Picklable and small: it travels to workers.

    `whole` are packed looks by `document_key`: the same bytes, read by the same rules. `earlier` are
    those of an earlier version of a document, by its location.
    """

    whole: tuple[tuple[str, bytes], ...] = ()
    earlier: tuple[tuple[str, bytes], ...] = ()

    def recall(self, snapshot: Snapshot, *, document_id: str, ocr: bool) -> Look | None:
        """Return what was seen in these very bytes, under the given id; None where nothing is known."""
        packed = dict(self.whole).get(document_key(snapshot, ocr=ocr))
        found = unpack_look(packed) if packed else None
        return _renamed(found, snapshot, document_id) if found else None

    def before(self, location: str) -> Look | None:
        """Return what was seen in an earlier version of the document, or None."""
        packed = dict(self.earlier).get(location)
        return unpack_look(packed) if packed else None


NOTHING = Memory()


def document_key(snapshot: Snapshot, *, ocr: bool) -> str:
    """Return what identifies a document as it is read: its bytes, and all else that extraction looks at."""
    headers = sorted((name.lower(), value) for name, value in snapshot.headers if name.lower() in _TELLING)
    parts = (snapshot.id, repr(snapshot.source), snapshot.final_url, snapshot.media_type, headers, ocr)
    return sha256(repr(parts).encode()).hexdigest()


def reader_digests(kit: Kit) -> tuple[str, str]:
    """Return what identifies the readers: code and rules together, and the model ("" for none)."""
    rules = sha256(f"{engine_digest()} {kit.rulebook.digest}".encode()).hexdigest()
    return rules, sha256(kit.model.id.encode()).hexdigest() if kit.model else ""


def pack_look(look: Look) -> bytes:
    """Return a look as bytes; the same look always gives the same."""
    return json.dumps(to_wire(look), ensure_ascii=False, separators=(",", ":")).encode()


def unpack_look(packed: bytes) -> Look | None:
    """Return what `pack_look` packed; None where another version wrote it: it is then read anew."""
    try:
        return from_wire(Look, json.loads(packed))
    except (WireError, ValueError):
        return None


def _renamed(look: Look, snapshot: Snapshot, document_id: str) -> Look:
    """Return a look under the id and the time of fetching that its document has in this report."""
    return replace(
        look,
        document=replace(look.document, id=document_id, retrieved_at=snapshot.fetched_at),
        dropped=tuple(replace(drop, document_id=document_id) for drop in look.dropped),
    )
