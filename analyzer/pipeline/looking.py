"""What rules and model see in one document, clause by clause; what was seen before is not read again.

A clause is seen the same wherever the same words stand in the same surroundings (`pipeline.clauses`). A
property test holds what is reused against what is read anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from analyzer.classify import Opinion, second_opinion
from analyzer.core.documents import Document, Segment
from analyzer.core.findings import Dropped, Match, Prediction
from analyzer.match import match
from analyzer.pipeline.clauses import (
    NOTHING_KNOWN,
    NOTHING_SEEN,
    Known,
    by_segment,
    clause_keys,
    moved,
    words_of,
)
from analyzer.pipeline.kit import Kit
from analyzer.pipeline.telling import Stage, Step, Tell, nobody
from analyzer.segment import segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen in one document, before it is combined to findings.

    `matches` carry the model's word on them; no prediction speaks of what a match in its segment says.
    `schools` are the ids of the segments that speak of schools; `serves_schools` is what the matcher
    concludes from their number.
    """

    document: Document
    segments: tuple[Segment, ...] = ()
    matches: tuple[Match, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    schools: tuple[int, ...] = ()
    serves_schools: bool = False


def look(document: Document, kit: Kit, *, earlier: Look | None = None, tell: Tell = nobody) -> Look:
    """Return what is seen in a document; with an earlier version of it only what is new in it is read.

    The result is the same with and without `earlier`, which must have been seen with the same kit.
    """
    if not document.status.scored:
        return Look(document=document)
    at = Step(stage=Stage.SEGMENT, location=document.source.location, words=len(document.text.split()))
    tell(at)
    segments = segment(document)
    at = replace(at, stage=Stage.MATCH, segments=len(segments))
    if earlier is not None:
        known = _known(earlier, document, segments)
        beside = replace(at, reused=len(known.clauses))
        tell(beside)
        seen = _look(document, segments, kit, known, partial(_tell_model, beside, tell))
        if seen.serves_schools is earlier.serves_schools:
            return seen
    tell(at)
    return _look(document, segments, kit, NOTHING_KNOWN, partial(_tell_model, at, tell))


def _look(
    document: Document, segments: Sequence[Segment], kit: Kit, known: Known, tell: Callable[[], object]
) -> Look:
    """Read what is not known and put both together in reading order."""
    chosen = tuple(segments[place] for place in known.to_read(segments))
    read = {one.id for one in chosen}
    elsewhere = tuple(place for place in known.schools if place not in read)
    seen = match(document, chosen, kit.rules, elsewhere=len(elsewhere))
    opinion = Opinion(matches=seen.matches, predictions=())
    if kit.model is not None:
        tell()
        opinion = second_opinion(document, chosen, seen.matches, kit.model)
    new = by_segment(opinion.matches, seen.dropped, opinion.predictions)
    parts = [known.clauses.get(place) or new.get(place, NOTHING_SEEN) for place in range(len(segments))]
    return Look(
        document=document,
        segments=tuple(segments),
        matches=tuple(m for part in parts for m in part.matches),
        dropped=tuple(d for part in parts for d in part.dropped),
        predictions=tuple(p for part in parts for p in part.predictions),
        schools=tuple(sorted({*elsewhere, *seen.schools})),
        serves_schools=seen.serves_schools,
    )


def _known(earlier: Look, document: Document, segments: Sequence[Segment]) -> Known:
    """Return what is known of a document from an earlier version of it."""
    keys = clause_keys(earlier.document, earlier.segments)
    old = {key: one for key, one in zip(keys, earlier.segments, strict=True) if key}
    seen = by_segment(earlier.matches, earlier.dropped, earlier.predictions)
    found = {
        one.id: moved(seen.get(old[key].id, NOTHING_SEEN), old[key], one, document.id)
        for key, one in zip(clause_keys(document, segments), segments, strict=True)
        if key in old
    }
    speaking = frozenset(earlier.schools)
    schools = {words_of(earlier.document, one): one.id in speaking for one in earlier.segments}
    heard = {one.id: schools[words] for one in segments if (words := words_of(document, one)) in schools}
    return Known(
        clauses={place: clause for place, clause in found.items() if clause is not None},
        schools=frozenset(place for place, speaks_of_schools in heard.items() if speaks_of_schools),
        heard=frozenset(heard),
    )


def _tell_model(at: Step, tell: Tell) -> None:
    tell(replace(at, stage=Stage.CLASSIFY))
