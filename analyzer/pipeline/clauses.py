"""Which clauses of a document were seen before: the same words in the same surroundings.

The surroundings are all that matcher and classifier look at besides a clause's own words: its lead-in,
the headings over it, what stands before it, the kind of its document, and the other items of its list.
Whoever lets the matcher look further adds it here; a property test compares with reading anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise

from analyzer.core.documents import Document, Segment, SegmentKind, Span
from analyzer.core.findings import Dropped, Match, Prediction


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What was seen in one segment."""

    matches: tuple[Match, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    predictions: tuple[Prediction, ...] = ()


NOTHING_SEEN = Clause()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a document's segments before it is read, by their ids.

    `clauses` is what was seen in those that stood in an earlier version; `schools` are those known to
    speak of schools, among `heard`, those of which that is known.
    """

    clauses: Mapping[int, Clause] = field(default_factory=dict)
    schools: frozenset[int] = frozenset()
    heard: frozenset[int] = frozenset()

    def to_read(self, segments: Sequence[Segment]) -> tuple[int, ...]:
        """Return the places of the segments to read: what is new, and what it cannot be read without."""
        lists = _Lists(segments)
        fresh = {one.id for one in segments if speaks(one) and one.id not in self.clauses}
        wanted = fresh.union(*(lists.of(place) for place in fresh))
        chosen = {one.id for one in segments if one.id not in self.heard} | wanted
        spoken: int | None = None
        for one in segments:
            if one.id in wanted:
                chosen |= {max(one.id - 1, 0), one.id if spoken is None else spoken}
            spoken = one.id if speaks(one) else spoken
        return tuple(sorted(chosen))


NOTHING_KNOWN = Known()


def speaks(one: Segment) -> bool:
    """Tell whether a segment can state something of its own."""
    return one.kind is not SegmentKind.HEADING and one.repeats is None


def clause_keys(document: Document, segments: Sequence[Segment]) -> tuple[str | None, ...]:
    """Return for each segment a digest of its words and of all that is looked at around them.

    None for what states nothing by itself (headings, second copies) and for the rare clause whose
    own words lie within its introduction, or that stands in one list with such a clause.
    """
    alone = _keys_alone(document, segments)
    lists = _Lists(segments)
    return tuple(_together(alone, place, lists.of(place)) for place in range(len(segments)))


def words_of(document: Document, one: Segment) -> tuple[str, ...]:
    """Return the words of a segment and of what introduces it, which come first."""
    return tuple(span.of(document.text) for span in (*one.lead_in, one.span))


def by_segment(
    matches: Iterable[Match], dropped: Iterable[Dropped], predictions: Iterable[Prediction]
) -> dict[int, Clause]:
    """Sort what was seen by the segments in which it was seen."""
    gathered: dict[int, tuple[list[Match], list[Dropped], list[Prediction]]] = {}
    for match in matches:
        gathered.setdefault(match.segment_id, ([], [], []))[0].append(match)
    for drop in dropped:
        gathered.setdefault(drop.match.segment_id, ([], [], []))[1].append(drop)
    for prediction in predictions:
        gathered.setdefault(prediction.segment_id, ([], [], []))[2].append(prediction)
    return {
        place: Clause(matches=tuple(m), dropped=tuple(d), predictions=tuple(p))
        for place, (m, d, p) in gathered.items()
    }


def moved(seen: Clause, old: Segment, new: Segment, document_id: str) -> Clause | None:
    """Return what was seen in a segment at the place where the same words stand now.

    None where it points outside the words that are the same.
    """
    return _Move(old, new, document_id).clause(seen)


def _keys_alone(document: Document, segments: Sequence[Segment]) -> list[str | None]:
    """Return the digests without the other items of a segment's list."""
    headings = _Headings(document, document.blocks[0].span.start if document.blocks else 0)
    keys: list[str | None] = []
    before = spoken = ""
    for one in segments:
        own = one.span.of(document.text)
        if speaks(one) and not _entangled((*one.lead_in, one.span)):
            around = (before, spoken, document.kind.value, one.kind.value)
            keys.append(_digest((*around, *headings.of(one.section), *words_of(document, one))))
        else:
            keys.append(None)
        before, spoken = own, own if speaks(one) else spoken
    return keys


def _together(alone: Sequence[str | None], place: int, others: Sequence[int]) -> str | None:
    parts = [alone[place], *(alone[other] for other in others)]
    known = [part for part in parts if part is not None]
    return _digest((*known, str(others.index(place)) if place in others else "")) if known == parts else None


def _digest(parts: tuple[str, ...]) -> str:
    return sha256(repr(parts).encode()).hexdigest()


class _Lists:
    """Which segments share their nearest lead-in: what it says by itself is said once for all of them."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._members: dict[Span, list[int]] = {}
        leads = {one.lead_in[-1] for one in segments if one.lead_in}
        for one in segments:
            if speaks(one) and one.span in leads:
                self._members.setdefault(one.span, []).append(one.id)
            if speaks(one) and one.lead_in:
                self._members.setdefault(one.lead_in[-1], []).append(one.id)

    def of(self, place: int) -> Sequence[int]:
        """Return the segments of the list in which a segment stands: its lead-in, and all its items."""
        lead_in = self._segments[place].lead_in
        return self._members.get(lead_in[-1], ()) if lead_in else ()


class _Headings:
    """The words of the headings over each section, and whether one is the title of the whole."""

    def __init__(self, document: Document, first: int) -> None:
        self._document = document
        self._first = first
        self._known: dict[int | None, tuple[str, ...]] = {None: ("0",)}

    def of(self, section: int | None) -> tuple[str, ...]:
        if section not in self._known:
            path: list[str] = []
            at: int | None = section
            while at is not None:
                found = self._document.sections[at]
                title = "title" if found.heading.start <= self._first else "heading"
                path += [found.heading.of(self._document.text), title]
                at = found.parent
            self._known[section] = (str(len(path)), *path)
        return self._known[section]


def _entangled(pieces: Sequence[Span]) -> bool:
    return any(one.end > other.start for one, other in pairwise(sorted(pieces)))


class _Move:
    """Moves what was seen in a segment to the place where the same words stand now."""

    def __init__(self, old: Segment, new: Segment, document_id: str) -> None:
        olds, news = (*old.lead_in, old.span), (*new.lead_in, new.span)
        self._pairs = tuple((a, b.start - a.start) for a, b in zip(olds, news, strict=True))
        self._segment = new.id
        self._document_id = document_id

    def clause(self, seen: Clause) -> Clause | None:
        try:
            return Clause(
                matches=tuple(map(self._match, seen.matches)),
                dropped=tuple(map(self._dropped, seen.dropped)),
                predictions=tuple(map(self._prediction, seen.predictions)),
            )
        except _OutsideError:
            return None

    def _dropped(self, old: Dropped) -> Dropped:
        return replace(old, document_id=self._document_id, match=self._match(old.match))

    def _match(self, old: Match) -> Match:
        return replace(old, segment_id=self._segment, span=self._span(old.span), cues=self._spans(old.cues))

    def _prediction(self, old: Prediction) -> Prediction:
        return replace(old, segment_id=self._segment, words=self._spans(old.words))

    def _spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(self._span, spans))

    def _span(self, span: Span) -> Span:
        for piece, way in self._pairs:
            if piece.covers(span):
                return Span(span.start + way, span.end + way)
        raise _OutsideError


class _OutsideError(Exception):
    """A span lies outside the words of its clause."""
