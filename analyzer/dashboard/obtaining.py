"""What a person brings: a name, an address, files or pasted text; and what we find of it ourselves."""

import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from analyzer.core.documents import DocumentKind, Snapshot, Source, Vendor
from analyzer.core.errors import UsageError
from analyzer.core.media import sniff
from analyzer.dashboard import sources
from analyzer.fetch import Candidate, Fetcher, discover
from analyzer.pipeline import fetch_policy
from analyzer.rulebook.vendors import find_vendor

_BEST = 6  # documents taken from a home page; a person may add more
_OFFERED = (DocumentKind.OTHER, DocumentKind.MARKETING)  # shown as found, but not ticked


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A document that may enter the report. `snapshot` holds its bytes where a person brought them.

    `reason` says for a person where it comes from; `ticked` whether we would take it.
    """

    source: Source
    reason: str
    snapshot: Snapshot | None = None
    ticked: bool = True


def fetcher() -> Fetcher:
    """Return the fetcher of one run. Without a contact set, this machine's name stands in."""
    chosen = sources.settings()
    contact = chosen.contact or f"operator@{platform.node() or 'localhost'}"
    return Fetcher(fetch_policy(contact, chosen.allow_hosts), clock=sources.now)


def from_bytes(name: str, content: bytes, kind: DocumentKind | None, at: datetime) -> Brought:
    """Return an uploaded file as a document; raises UsageError where it is empty."""
    if not content.strip():
        raise UsageError(f"{name} is empty. Choose the file again, or paste its text.")
    location = f"uploaded: {' '.join(name.split())}"
    source = Source(location=location, kind=kind)
    declared = {"txt": "text/plain", "html": "text/html", "htm": "text/html", "md": "text/markdown"}
    return Brought(
        source=source,
        reason="you brought this file",
        snapshot=Snapshot(
            id=sha256(content).hexdigest(),
            source=source,
            final_url=location,
            fetched_at=at,
            media_type=sniff(content, declared=declared.get(_suffix(name), ""), location=name),
            content=content,
        ),
    )


def from_text(title: str, text: str, kind: DocumentKind | None, at: datetime) -> Brought:
    """Return pasted text as a document; raises UsageError where there is none."""
    return from_bytes(f"{title.strip() or 'pasted text'}.txt", text.encode(), kind, at)


def from_address(address: str, kind: DocumentKind | None) -> Brought:
    """Return a document to be fetched; raises UsageError where that is no web address."""
    return Brought(source=Source(location=web_address(address), kind=kind), reason="you named its address")


def web_address(text: str) -> str:
    """Return a web address, https where it names no scheme; raises UsageError where it is none."""
    told = text.strip()
    address = told if "://" in told else f"https://{told}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in told):
        raise UsageError(f"{told!r} is no web address. It looks like https://example.com/privacy.")
    return address


def documents_of(vendor: Vendor, why: str) -> tuple[Brought, ...]:
    """Return the documents that are known of a vendor already."""
    return tuple(Brought(source=source, reason=why) for source in vendor.sources)


def found_at(homepage: str) -> tuple[Brought, ...]:
    """Return the documents that a home page leads to, best first; raises a FetchError where it fails."""
    with fetcher() as web:
        return tuple(_found(candidate) for candidate in discover(web, homepage)[:_BEST])


def known_vendor(name: str, *groups: Sequence[Vendor]) -> Vendor | None:
    """Return the vendor of that name in the first group that has it exactly, or None."""
    for vendors in groups:
        try:
            return find_vendor(vendors, name)
        except UsageError:
            continue
    return None


def new_id(name: str, taken: Iterable[str]) -> str:
    """Return an id made of a name, in lower-case letters, digits and hyphens, that nobody has yet."""
    stem = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:60] or "vendor"
    used = set(taken)
    return next(i for i in (stem, *(f"{stem}-{n}" for n in _some())) if i not in used)


def merged(brought: Iterable[Brought]) -> tuple[Brought, ...]:
    """Return the documents, each location once, the one brought last in the first one's place."""
    by_location: dict[str, Brought] = {}
    for one in brought:
        by_location[one.source.location] = one
    return tuple(by_location.values())


def _found(candidate: Candidate) -> Brought:
    return Brought(
        source=Source(location=candidate.url, kind=candidate.kind),
        reason=candidate.reason,
        ticked=candidate.kind not in _OFFERED,
    )


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].casefold()


def _some() -> range:
    return range(2, 10_000)
