"""What the watchman has told already, kept beside the feed that tells it: no notice goes out twice."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from feedgen.feed import FeedGenerator

from analyzer.batch.monitoring import Notice
from analyzer.core.errors import UsageError
from analyzer.core.wire import WireError, from_wire, to_wire

_KEPT = 200  # notices in the feed
_BOOK = "watchbook.json"
FEED = "feed.atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What was looked at and told: the newest report seen of each vendor, told keys, notices in the feed."""

    seen: tuple[tuple[str, int], ...] = ()
    told: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = field(default=())

    def fresh(self, found: Iterable[Notice]) -> tuple[Notice, ...]:
        """Return those that were never told."""
        told = set(self.told)
        return tuple(one for one in found if one.key not in told)

    def after(self, told: tuple[Notice, ...], seen: dict[str, int]) -> "Book":
        """Return the book once these notices went out."""
        return replace(
            self,
            seen=tuple(sorted(seen.items())),
            told=(*self.told, *(one.key for one in told)),
            notices=(*told, *self.notices)[:_KEPT],
        )


def read_book(folder: Path) -> Book | None:
    """Return the book kept in a folder; None where none was begun.

    Raises:
        UsageError: it cannot be read.
    """
    path = folder / _BOOK
    if not path.exists():
        return None
    try:
        return from_wire(Book, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, WireError) as error:
        raise UsageError(f"{path} cannot be read ({error}). Delete it to begin a new one.") from error


def write_book(folder: Path, book: Book) -> None:
    """Keep the book, and write its feed beside it.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{_BOOK}.unfinished"
        unfinished.write_text(json.dumps(to_wire(book), ensure_ascii=False), encoding="utf-8")
        unfinished.replace(folder / _BOOK)
        unfinished.write_bytes(feed_of(book))
        unfinished.replace(folder / FEED)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}. Name another --state.") from error


def feed_of(book: Book) -> bytes:
    """Return the notices as an Atom feed, the newest first."""
    feed = FeedGenerator()
    feed.id("urn:vendor-policy-analyzer:monitor")
    feed.title("Vendors' policies: what changed")
    feed.author(name="vendor policy analyzer")
    newest = max((one.at for one in book.notices), default=datetime(1970, 1, 1, tzinfo=UTC))
    feed.updated(newest)
    for one in book.notices:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:vendor-policy-analyzer:{one.key}")
        entry.title(_printable(one.sentence))
        entry.content(_printable(one.sentence), type="text")
        entry.category(term=one.kind.value)
        entry.updated(one.at)
    raw: bytes = feed.atom_str(pretty=True)
    return raw


def _printable(text: str) -> str:
    """Return a stranger's words without the characters that XML forbids."""
    return "".join(char if char.isprintable() else " " for char in text)
