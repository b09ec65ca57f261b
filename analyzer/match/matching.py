"""Segments and rulebook to matches that were kept and matches that were dropped, with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.language import Language

from analyzer.core.documents import Document, Segment, SegmentKind, Span
from analyzer.core.findings import Asserted, Dropped, DropReason, Match
from analyzer.core.rules import Pattern, Practice, Rulebook
from analyzer.core.rules import Reading as Mode
from analyzer.match.cues import polarity
from analyzer.match.lexicon import Lexicon
from analyzer.match.objections import Candidate, objection
from analyzer.match.parameters import read_parameters
from analyzer.match.patterns import fulfilled, introduced
from analyzer.match.qualifiers import qualifier_of
from analyzer.match.reading import Hit, Reading, read_segments, stated_from
from analyzer.match.scope import Setting, scope_of, setting_of, speaks_of_schools


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What the rules saw in one document.

    `schools` are the ids of the segments that speak of schools, `serves_schools` tells whether they
    are so many that the document's customers are taken for schools.
    """

    matches: tuple[Match, ...]
    dropped: tuple[Dropped, ...]
    schools: tuple[int, ...] = ()
    serves_schools: bool = False


class CompiledRules:
    """The rulebook made ready for matching: one trie of phrases, patterns indexed by anchor.

    Built once for a process. A segment costs one walk over its tokens, then only the patterns
    whose anchor it holds.
    """

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        """Compile `rulebook` over the tokenizer of `language`."""
        self.rulebook = rulebook
        self.lexicon = Lexicon(rulebook, language)
        self._by_anchor: dict[str, list[tuple[Practice, Pattern]]] = defaultdict(list)
        for practice in rulebook.practices:
            for pattern in practice.patterns:
                for concept in pattern.anchor:
                    self._by_anchor[concept].append((practice, pattern))

    def candidates(self, reading: Reading) -> Iterable[tuple[Practice, Pattern, tuple[Hit, ...]]]:
        """Yield each pattern whose anchor stands in the reading, with the anchors, own words first."""
        anchors: dict[tuple[str, str], set[Hit]] = defaultdict(set)
        owners: dict[tuple[str, str], tuple[Practice, Pattern]] = {}
        for concept, hits in reading.hits.items():
            for practice, pattern in self._by_anchor.get(concept, ()):
                key = (practice.id, pattern.id)
                anchors[key].update(hits)
                owners[key] = (practice, pattern)
        for key in sorted(anchors):
            practice, pattern = owners[key]
            yield (
                practice,
                pattern,
                tuple(sorted(anchors[key], key=lambda h: (h[0] < stated_from(reading), h))),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One segment as it is read, in its document."""

    document: Document
    setting: Setting
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A match, and whether the words that introduce its segment say it all by themselves."""

    match: Match
    introduced: Span | None = None


def match(
    document: Document, segments: Sequence[Segment], rules: CompiledRules, *, elsewhere: int = 0
) -> Matched:
    """Return what the rules see in `segments`, kept and dropped.

    Headings state nothing by themselves but lend their words to what follows; a repeated segment
    is not counted again. Each pattern gives at most one match a segment. What a lead-in says by
    itself is said once, not again by each item of its list. `elsewhere` counts the segments that are
    left out of `segments` and speak of schools.
    """
    found: list[_Found] = []
    dropped: list[Dropped] = []
    readings = tuple(read_segments(document, segments, rules.lexicon))
    schools = tuple(reading.segment.id for reading in readings if speaks_of_schools(reading))
    setting = setting_of(document.kind, readings, elsewhere=elsewhere)
    for reading in readings:
        if reading.segment.kind is SegmentKind.HEADING or reading.segment.repeats is not None:
            continue
        read = _Read(document=document, setting=setting, reading=reading)
        for practice, pattern, anchors in rules.candidates(reading):
            outcome = _consider(read, practice, pattern, anchors)
            if isinstance(outcome, _Found):
                found.append(outcome)
            elif outcome is not None:
                dropped.append(outcome)
    kept, again = _said_once(document, found)
    return Matched(matches=kept, dropped=(*dropped, *again), schools=schools, serves_schools=setting.schools)


def _said_once(document: Document, found: Sequence[_Found]) -> tuple[tuple[Match, ...], tuple[Dropped, ...]]:
    """Part the matches into those that count and items that only repeat what introduces them.

    The finding stands on the lead-in where that is a segment of its own, else on the first item.
    """
    said = {(f.match.practice_id, f.match.asserted, f.match.span): f.match.segment_id for f in found}
    kept: list[Match] = []
    again: list[Dropped] = []
    for one in found:
        if one.introduced is not None:
            place = (one.match.practice_id, one.match.asserted, one.introduced)
            if said.setdefault(place, one.match.segment_id) != one.match.segment_id:
                detail = "what introduces the list says it already"
                again.append(
                    Dropped(
                        document_id=document.id, match=one.match, reason=DropReason.REPEATED, detail=detail
                    )
                )
                continue
        kept.append(one.match)
    return tuple(kept), tuple(again)


def _consider(
    read: _Read, practice: Practice, pattern: Pattern, anchors: Sequence[Hit]
) -> _Found | Dropped | None:
    """Return the first match the pattern gives at any anchor, else why the first candidate fell.

    A title says what a clause is about, not what it says: where the clause itself denies the
    pattern, its title does not state it.
    """
    first: Dropped | None = None
    reading = read.reading
    stated = stated_from(reading)
    for anchor in anchors:
        denied = first is not None and first.reason is DropReason.NEGATED and anchor[0] < stated
        if denied or fulfilled(reading, anchor, pattern) is None:
            continue
        candidate = Candidate(reading=reading, anchor=anchor, pattern=pattern, said=polarity(reading, anchor))
        found = _match(read, practice, candidate)
        against = objection(candidate)
        if against is None:
            told = introduced(reading, anchor, pattern)
            return _Found(match=found, introduced=reading.segment.lead_in[-1] if told else None)
        first = first or Dropped(
            document_id=read.document.id, match=found, reason=against.reason, detail=against.detail
        )
    return first


def _told(practice: Practice, *, promises: bool) -> tuple[str, ...]:
    """Return the parameters that a clause can give; a promise not to collect names no data in use."""
    return tuple(name for name in practice.parameters if not (promises and name == "data_elements"))


def _match(read: _Read, practice: Practice, candidate: Candidate) -> Match:
    document, reading, said = read.document, read.reading, candidate.said
    qualifier, words = qualifier_of(reading, negated=said.negated)
    mode = candidate.pattern.reading
    denied = mode is Mode.OPPOSED or (mode is Mode.EITHER and said.negated)
    text = " ".join(span.of(document.text) for span in (*reading.segment.lead_in, reading.segment.span))
    cues = (candidate.anchor, said.cue if said.negated else None, words)
    return Match(
        practice_id=practice.id,
        pattern=candidate.pattern.id,
        segment_id=reading.segment.id,
        span=reading.segment.span,
        asserted=Asserted.DENIES if denied else Asserted.AFFIRMS,
        scope=scope_of(reading, read.setting),
        qualifier=qualifier,
        parameters=read_parameters(_told(practice, promises=said.negated and not denied), text, reading),
        cues=tuple(reading.span(hit) for hit in cues if hit is not None),
        confidence=candidate.pattern.confidence,
        reasons=(f"{practice.title}: seen by pattern {candidate.pattern.id}",),
    )
