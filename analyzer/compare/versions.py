"""Compare two versions of one document, or a whole series of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analyzer.compare.clauses import Clauses, cut_clauses, stated_dates
from analyzer.compare.pairing import compare_clauses
from analyzer.core.changes import ClauseChange, DocumentChange
from analyzer.core.documents import Document, ReadingStatus

SAME_AGAIN = 0.03
"""The share of its words by which a version may differ from the one to which it flips back."""
WAY_BACK = 0.1
"""The share of a step's words that may be left when the step leads back to an earlier version."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A version that could be read: its place in the series, its words with their numbers."""

    at: int
    document: Document
    words: Counter[str]

    @classmethod
    def of(cls, document: Document, at: int) -> "_Read":
        return cls(at, document, Counter(document.text.split()))


def compare_documents(old: Document, new: Document) -> DocumentChange:
    """Return what changed from one version of a document to the next.

    A version that could not be read is never compared: that a page was blocked says nothing about
    what its vendor deleted.
    """
    unread = unreadable(old) or unreadable(new)
    if unread is not None:
        return _change(old, new, could_not_read=unread)
    if old.text == new.text:
        return _dated(_change(old, new), old, new)
    return _compare(old, new, cut_clauses(old), cut_clauses(new))


def compare_series(versions: Sequence[Document]) -> tuple[DocumentChange, ...]:
    """Return the change at every step of a series, one fewer than it has versions.

    Each version is compared with the last one before it that could be read. A version that is
    nearly an earlier one again, with others between, is marked as flipping back to it.
    """
    changes = []
    read: list[_Read] = []
    for at, version in enumerate(versions):
        last = versions[read[-1].at] if read else versions[max(at - 1, 0)]
        if at:
            change = compare_documents(last, version)
            changes.append(_marked(change, version, read[:-1]) if change.changed else change)
        if unreadable(version) is None:
            read.append(_Read.of(version, at))
    return tuple(changes)


def unreadable(document: Document) -> ReadingStatus | None:
    """Return why a document cannot be compared, or None where it can."""
    if not document.status.scored:
        return document.status
    return None if document.text.strip() else ReadingStatus.EMPTY


def _marked(change: DocumentChange, version: Document, earlier: Sequence[_Read]) -> DocumentChange:
    """Mark a step that leads back to an earlier version, the one it is most like, the first of equals."""
    if not earlier:
        return change
    words = Counter(version.text.split())
    nearest = min(earlier, key=lambda one: _apart(one.words, words))
    most = WAY_BACK * (change.words_added + change.words_removed)
    if _apart(nearest.words, words) > most + SAME_AGAIN * words.total():
        return change  # the comparison of clauses, which takes time, would not find them nearer
    left = compare_documents(nearest.document, version)
    if left.words_added + left.words_removed > most or left.share > SAME_AGAIN:
        return change
    return replace(change, flips_back_to=nearest.at, flip_words_left=left.words_added + left.words_removed)


def _apart(one: Counter[str], other: Counter[str]) -> int:
    return (one - other).total() + (other - one).total()


def _compare(old: Document, new: Document, before: Clauses, after: Clauses) -> DocumentChange:
    clauses = compare_clauses(before.body, after.body)
    added, removed = _words(clauses)
    total = before.word_count + after.word_count
    change = replace(
        _change(old, new),
        clauses=clauses,
        words_added=added,
        words_removed=removed,
        share=min(1.0, (added + removed) / total) if total else 0.0,
    )
    return _dated(change, old, new, _new_dates(before, after))


def _words(clauses: tuple[ClauseChange, ...]) -> tuple[int, int]:
    """Return how many words came and went; a reworded clause counts by its differing words."""
    added = removed = 0
    for clause in clauses:
        old, new = (clause.old or "").split(), (clause.new or "").split()
        shared = _shared(old, new)
        added += len(new) - shared
        removed += len(old) - shared
    return added, removed


def _shared(old: list[str], new: list[str]) -> int:
    left = list(old)
    shared = 0
    for word in new:
        if word in left:
            left.remove(word)
            shared += 1
    return shared


def _dated(
    change: DocumentChange, old: Document, new: Document, came: frozenset[str] = frozenset()
) -> DocumentChange:
    """Say what became of the stated date; `came` are the dates that only the new date lines have.

    The lines are looked at as well as the date that was read from them: an agreement further down the
    page may state a date of its own, and must not make an honest edit look silent.
    """
    before, after = _stated(old), _stated(new)
    moved = before != after and None not in (before, after)
    return replace(
        change,
        old_date=before,
        new_date=after,
        silent_edit=change.changed and before is not None and before == after and not came,
        date_only=not change.changed and (moved or bool(came)),
    )


def _new_dates(before: Clauses, after: Clauses) -> frozenset[str]:
    """Return the dates that the lines of the new version state and those of the old one do not."""
    known = {told for line in before.dates for told in stated_dates(line.text)}
    return frozenset(told for line in after.dates for told in stated_dates(line.text)) - known


def _stated(document: Document) -> date | None:
    return document.updated_date or document.effective_date


def _change(old: Document, new: Document, *, could_not_read: ReadingStatus | None = None) -> DocumentChange:
    return DocumentChange(
        location=new.source.location,
        old_snapshot=old.snapshot_id,
        new_snapshot=new.snapshot_id,
        could_not_read=could_not_read,
    )
