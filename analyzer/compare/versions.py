"""Compare two versions of one document, or a whole series of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analyzer.compare.clauses import Clauses, cut_clauses, fingerprint
from analyzer.compare.pairing import compare_clauses
from analyzer.core.changes import ClauseChange, DocumentChange
from analyzer.core.documents import Document, ReadingStatus


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

    Each version is compared with the last one before it that could be read; a version whose words
    are those of an earlier one, with others between, is marked as flipping back to it.
    """
    changes = []
    seen: dict[str, int] = {}
    last: int | None = None
    for at, version in enumerate(versions):
        if unreadable(version) is None:
            words = fingerprint(cut_clauses(version))
            earlier = seen.setdefault(words, at)
        else:
            earlier = at
        if at:
            change = compare_documents(versions[last if last is not None else at - 1], version)
            flipped = change.changed and earlier < at
            changes.append(replace(change, flips_back_to=earlier) if flipped else change)
        if unreadable(version) is None:
            last = at
    return tuple(changes)


def unreadable(document: Document) -> ReadingStatus | None:
    """Return why a document cannot be compared, or None where it can."""
    if not document.status.scored:
        return document.status
    return None if document.text.strip() else ReadingStatus.EMPTY


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
    return _dated(change, old, new)


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


def _dated(change: DocumentChange, old: Document, new: Document) -> DocumentChange:
    before, after = _stated(old), _stated(new)
    return replace(
        change,
        old_date=before,
        new_date=after,
        silent_edit=change.changed and before is not None and before == after,
        date_only=not change.changed and before != after and None not in (before, after),
    )


def _stated(document: Document) -> date | None:
    return document.updated_date or document.effective_date


def _change(old: Document, new: Document, *, could_not_read: ReadingStatus | None = None) -> DocumentChange:
    return DocumentChange(
        location=new.source.location,
        old_snapshot=old.snapshot_id,
        new_snapshot=new.snapshot_id,
        could_not_read=could_not_read,
    )
