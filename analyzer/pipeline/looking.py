"""What rules and model see in one document, clause by clause; what was seen before is not read again.

A clause is seen the same wherever the same words stand in the same surroundings. Its surroundings are
all that matcher and classifier look at besides its own words; `clause_keys` gathers them, and a property
test holds what is reused against what is read anew. Whoever lets the matcher look further adds it there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import pairwise

from analyzer.classify import Opinion, second_opinion
from analyzer.core.documents import Document, Segment, SegmentKind, Span
from analyzer.core.findings import Dropped, Match, Prediction
from analyzer.match import match
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.segment import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen in one document, before it is combined to findings.

    `matches` carry the model's word on them; no prediction speaks of what a match in its segment says.
    """

    document: Document
    segments: tuple[Segment, ...] = ()
    matches: tuple[Match, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    predictions: tuple[Prediction, ...] = ()


def look(document: Document, kit: Kit, *, earlier: Look | None = None, tell: Tell = nobody) -> Look:
    """Return what is seen in a document; with an earlier version of it only what is new in it is read.

    The result is the same with and without `earlier`, which must have been seen with the same kit.
    """
    if not document.status.scored:
        return Look(document=document)
    at = Step(stage=Stage.SEGMENT, location=document.source.location, words=len(document.text.split()))
    tell(at)
    segments = segment(document)
    known = _reusable(earlier, document, segments) if earlier else {}
    fresh = [i for i, one in enumerate(segments) if _speaks(one) and i not in known]
    at = replace(at, segments=len(segments), reused=len(known))
    tell(replace(at, stage=Stage.MATCH))
    new = _read(document, _with_neighbours(segments, fresh), kit, partial(_tell_model, at, tell))
    parts = [known[i] if i in known else new.get(i, _NOTHING) for i in range(len(segments))]
    return Look(
        document=document,
        segments=segments,
        matches=tuple(m for part in parts for m in part.matches),
        dropped=tuple(d for part in parts for d in part.dropped),
        predictions=tuple(p for part in parts for p in part.predictions),
    )


def _tell_model(at: Step, tell: Tell) -> None:
    tell(replace(at, stage=Stage.CLASSIFY))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """What was seen in one segment."""

    matches: tuple[Match, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    predictions: tuple[Prediction, ...] = ()


_NOTHING = _Clause()


def clause_keys(document: Document, segments: Sequence[Segment]) -> tuple[str | None, ...]:
    """Return for each segment a digest of its words and of all that is looked at around them.

    None for what states nothing by itself (headings, second copies) and for the rare clause whose
    own words lie within its introduction: such a clause is always read.
    """
    text, first = document.text, document.blocks[0].span.start if document.blocks else 0
    headings = _Headings(document, first)
    keys: list[str | None] = []
    before = spoken = ""
    for one in segments:
        own = one.span.of(text)
        pieces = (*one.lead_in, one.span)
        if _speaks(one) and not _entangled(pieces):
            around = (before, spoken, document.kind.value, one.kind.value)
            parts = (*around, *headings.of(one.section), *(span.of(text) for span in pieces))
            keys.append(sha256(repr(parts).encode()).hexdigest())
        else:
            keys.append(None)
        before, spoken = own, own if _speaks(one) else spoken
    return tuple(keys)


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


def _speaks(one: Segment) -> bool:
    """Tell whether a segment can state something of its own."""
    return one.kind is not SegmentKind.HEADING and one.repeats is None


def _entangled(pieces: Sequence[Span]) -> bool:
    return any(one.end > other.start for one, other in pairwise(sorted(pieces)))


def _with_neighbours(
    segments: Sequence[Segment], wanted: Iterable[int]
) -> tuple[tuple[Segment, ...], set[int]]:
    """Return the wanted segments with those before them that lend them a context, and their places."""
    chosen: set[int] = set()
    fresh = set(wanted)
    spoken: int | None = None
    for place, one in enumerate(segments):
        if place in fresh:
            chosen.update({place, max(place - 1, 0), place if spoken is None else spoken})
        spoken = place if _speaks(one) else spoken
    return tuple(segments[place] for place in sorted(chosen)), fresh


def _read(
    document: Document,
    parts: tuple[tuple[Segment, ...], set[int]],
    kit: Kit,
    tell: Callable[[], object],
) -> Mapping[int, _Clause]:
    """Return what is seen in the wanted ones of these segments, by their place in the document."""
    segments, wanted = parts
    if not wanted:
        return {}
    seen = match(document, segments, kit.rules)
    opinion = Opinion(matches=seen.matches, predictions=())
    if kit.model is not None:
        tell()
        opinion = second_opinion(document, segments, seen.matches, kit.model)
    found = _by_segment(opinion.matches, seen.dropped, opinion.predictions)
    return {place: clause for place, clause in found.items() if place in wanted}


def _by_segment(
    matches: Iterable[Match], dropped: Iterable[Dropped], predictions: Iterable[Prediction]
) -> dict[int, _Clause]:
    gathered: dict[int, tuple[list[Match], list[Dropped], list[Prediction]]] = {}
    for match_ in matches:
        gathered.setdefault(match_.segment_id, ([], [], []))[0].append(match_)
    for drop in dropped:
        gathered.setdefault(drop.match.segment_id, ([], [], []))[1].append(drop)
    for prediction in predictions:
        gathered.setdefault(prediction.segment_id, ([], [], []))[2].append(prediction)
    return {
        place: _Clause(matches=tuple(m), dropped=tuple(d), predictions=tuple(p))
        for place, (m, d, p) in gathered.items()
    }


def _reusable(earlier: Look, document: Document, segments: Sequence[Segment]) -> dict[int, _Clause]:
    """Return, by place, what was seen in those clauses that stood in the earlier version already."""
    old = {
        key: one
        for key, one in zip(clause_keys(earlier.document, earlier.segments), earlier.segments, strict=True)
        if key
    }
    seen = _by_segment(earlier.matches, earlier.dropped, earlier.predictions)
    found: dict[int, _Clause] = {}
    for key, one in zip(clause_keys(document, segments), segments, strict=True):
        if key is None or key not in old:
            continue
        clause = _Move(old[key], one, document.id).clause(seen.get(old[key].id, _NOTHING))
        if clause is not None:
            found[one.id] = clause
    return found


class _Move:
    """Moves what was seen in a segment to the place where the same words stand now."""

    def __init__(self, old: Segment, new: Segment, document_id: str) -> None:
        olds, news = (*old.lead_in, old.span), (*new.lead_in, new.span)
        self._pairs = tuple((a, b.start - a.start) for a, b in zip(olds, news, strict=True))
        self._segment = new.id
        self._document_id = document_id

    def clause(self, seen: _Clause) -> _Clause | None:
        """Return it at its new place, or None where it points outside the words that are the same."""
        try:
            return _Clause(
                matches=tuple(map(self._match, seen.matches)),
                dropped=tuple(
                    replace(d, document_id=self._document_id, match=self._match(d.match))
                    for d in seen.dropped
                ),
                predictions=tuple(
                    replace(p, segment_id=self._segment, words=self._spans(p.words)) for p in seen.predictions
                ),
            )
        except _OutsideError:
            return None

    def _dropped(self, old: Dropped) -> Dropped:
        return replace(old, document_id=self._document_id, match=self._match(old.match))

    def _match(self, old: Match) -> Match:
        return replace(old, segment_id=self._segment, span=self._span(old.span), cues=self._spans(old.cues))

    def _spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(map(self._span, spans))

    def _span(self, span: Span) -> Span:
        for piece, way in self._pairs:
            if piece.covers(span):
                return Span(span.start + way, span.end + way)
        raise _OutsideError


class _OutsideError(Exception):
    """A span lies outside the words of its clause."""
