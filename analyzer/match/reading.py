"""A segment as it must be read: its words together with the words that introduce it.

"Advertisers." says nothing; "We may share your data with: … Advertisers." does. A reading joins
lead-in and segment into one row of tokens in which every token still knows its place in the
document.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain

from analyzer.core.documents import Document, Segment, Span
from analyzer.match.lexicon import Lexicon

Hit = tuple[int, int]
"""Token positions `start, end` (half open) at which a concept was seen."""
_TITLE_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The tokens of lead-in and segment, and every concept seen in them.

    `own` is the position of the segment's own first token; tokens before it belong to the lead-in.
    `offsets` holds the document offset of each token. `context` are the concepts of headings
    and of the segment before, `headings` those of the headings alone, `heading` those of
    the innermost one. `question` tells whether the nearest lead-in is a question that this segment answers.
    """

    segment: Segment
    tokens: tuple[str, ...]
    offsets: tuple[int, ...]
    own: int
    hits: Mapping[str, Sequence[Hit]] = field(repr=False)
    context: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    heading: frozenset[str] = frozenset()
    question: bool = False

    def seen(self, concept: str) -> Sequence[Hit]:
        """Return where `concept` stands, in order."""
        return self.hits.get(concept, ())

    def any_of(self, *concepts: str) -> bool:
        """Tell whether any of `concepts` stands anywhere in the reading."""
        return any(concept in self.hits for concept in concepts)

    def span(self, hit: Hit) -> Span:
        """Return the characters of the document from the first to the last token of `hit`."""
        last = hit[1] - 1
        return Span(self.offsets[hit[0]], self.offsets[last] + len(self.tokens[last]))


def stated_from(reading: Reading) -> int:
    """Return the token at which the clause itself begins, behind lead-in and title ("Cookies: we …")."""
    opening = reading.tokens[reading.own : reading.own + _TITLE_LENGTH]
    return reading.own + opening.index(":") + 1 if ":" in opening else reading.own


def lead_from(reading: Reading) -> int:
    """Return the position at which the nearest lead-in begins, 0 where there is none."""
    if not reading.segment.lead_in:
        return 0
    start = reading.segment.lead_in[-1].start
    return reading.offsets.index(start) if start in reading.offsets else 0


def read_segments(document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> Iterable[Reading]:
    """Yield the reading of each segment, in order; `context` adds headings and the segment before."""
    piece = cache(partial(_piece, document.text, lexicon))
    before: frozenset[str] = frozenset()
    for segment in segments:
        pieces = [piece(span) for span in (*segment.lead_in, segment.span)]
        titles = [t for t in heading_path(document, segment.section) if t.start > _first(document)]
        headings = tuple(frozenset(piece(title).hits) for title in titles)
        yield _reading(document, segment, pieces, _Around(before=before, headings=headings))
        before = frozenset(pieces[-1].hits)


def _first(document: Document) -> int:
    """Return where the document begins: its own title says nothing of one section in particular."""
    return document.blocks[0].span.start if document.blocks else 0


def heading_path(document: Document, section: int | None) -> tuple[Span, ...]:
    """Return the headings over a section, outermost first."""
    path: list[Span] = []
    while section is not None:
        found = document.sections[section]
        path.insert(0, found.heading)
        section = found.parent
    return tuple(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The tokens of one span of the document and the concepts in them."""

    tokens: tuple[str, ...]
    offsets: tuple[int, ...]
    hits: Mapping[str, Sequence[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """The concepts of the segment before and of each heading over a segment, outermost first."""

    before: frozenset[str]
    headings: tuple[frozenset[str], ...]


def _piece(text: str, lexicon: Lexicon, span: Span) -> _Piece:
    doc = lexicon.tokenize(span.of(text))
    return _Piece(
        tokens=tuple(token.text for token in doc),
        offsets=tuple(span.start + token.idx for token in doc),
        hits=lexicon.find(doc),
    )


def _reading(document: Document, segment: Segment, pieces: Sequence[_Piece], around: _Around) -> Reading:
    hits: dict[str, list[Hit]] = {}
    own = position = 0
    for piece in pieces:
        own = position
        for concept, found in piece.hits.items():
            hits.setdefault(concept, []).extend((s + own, e + own) for s, e in found)
        position += len(piece.tokens)
    question = bool(segment.lead_in) and segment.lead_in[-1].of(document.text).rstrip().endswith("?")
    return Reading(
        segment=segment,
        tokens=tuple(chain.from_iterable(p.tokens for p in pieces)),
        offsets=tuple(chain.from_iterable(p.offsets for p in pieces)),
        own=own,
        hits=hits,
        context=around.before.union(*around.headings),
        headings=frozenset().union(*around.headings),
        heading=around.headings[-1] if around.headings else frozenset(),
        question=question,
    )
