"""From the blocks of a document to the segments that are matched and classified."""

from collections.abc import Sequence

from analyzer.core.documents import Block, BlockKind, Document, Section, Segment, SegmentKind, Span
from analyzer.segment.pieces import Piece, introducing, is_open, is_question, pieces
from analyzer.segment.repeats import Repeats
from analyzer.segment.sentences import shouted_names

_KINDS = {
    BlockKind.HEADING: SegmentKind.HEADING,
    BlockKind.TERM: SegmentKind.HEADING,
    BlockKind.PARAGRAPH: SegmentKind.SENTENCE,
    BlockKind.LIST_ITEM: SegmentKind.LIST_ITEM,
    BlockKind.TABLE_CELL: SegmentKind.TABLE_CELL,
}
_TITLES = (BlockKind.HEADING, BlockKind.TERM)


def segment(document: Document) -> tuple[Segment, ...]:
    """Return the sentences, list items, table cells and headings of a document, in reading order.

    Segments never overlap, and every non-space character of every block lies in exactly one of
    them, save the passages in another language (`Document.foreign`), which give no segments. Their
    ids count from 0.
    """
    return _Reading(document).segments()


class _Reading:
    """One pass over a document: its blocks, their pieces, and where we are in its sections."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.blocks = document.blocks
        self.sections = document.sections
        names = shouted_names(document.text)
        self.cut = tuple(self._pieces(block, document.foreign, names) for block in document.blocks)

    def segments(self) -> tuple[Segment, ...]:
        """Build the segments block by block."""
        made: list[Segment] = []
        repeats = Repeats(self.text)
        section: int | None = None
        for index, block in enumerate(self.blocks):
            section = innermost(self.sections, block.span, section)
            outer = self._introduction(index, block)
            for number, piece in enumerate(self.cut[index]):
                made.append(
                    Segment(
                        id=len(made),
                        kind=_kind(block, piece),
                        span=piece.span,
                        section=section,
                        lead_in=self._lead_in(block, number, piece, outer),
                        block=index,
                    )
                )
            repeats.mark(made, count=len(self.cut[index]), heading=self._heading(section))
        return tuple(made)

    def _pieces(self, block: Block, foreign: Sequence[Span], names: frozenset[str]) -> tuple[Piece, ...]:
        if any(span.covers(block.span) for span in foreign):
            return ()
        return (Piece(block.span),) if block.kind in _TITLES else pieces(self.text, block.span, names)

    def _heading(self, section: int | None) -> str:
        return "" if section is None else self.sections[section].heading.of(self.text)

    def _lead_in(self, block: Block, number: int, piece: Piece, outer: tuple[Span, ...]) -> tuple[Span, ...]:
        """Join what introduces the block with what introduces the piece within its block.

        A later sentence of a list item stands for itself (`We do not: (item) sell data. We are
        proud of that.`), unless the item opened with a title or the sentence is a fragment.
        """
        first = number == 0 or bool(piece.lead_in) or self.text[piece.span.start].islower()
        if block.kind is BlockKind.LIST_ITEM and not first:
            return piece.lead_in
        return tuple(dict.fromkeys((*outer, *piece.lead_in)))

    def _introduction(self, index: int, block: Block) -> tuple[Span, ...]:
        """Return the spans that introduce a block, outermost first."""
        if block.kind is BlockKind.HEADING:
            return ()
        named = tuple(self._introducing(i, block) for i in block.introduced_by if i < index)
        if block.kind is BlockKind.TABLE_CELL:
            return named
        return named if self._led(block) else (*self._found_before(index, block), *named)

    def _led(self, block: Block) -> bool:
        """Tell whether the extractor already named the outermost introduction."""
        return any(self.blocks[i].kind is not BlockKind.LIST_ITEM for i in block.introduced_by[:1])

    def _introducing(self, index: int, introduced: Block) -> Span:
        block = self.blocks[index]
        whole = introduced.kind is BlockKind.TABLE_CELL or block.kind in _TITLES or not self.cut[index]
        if whole:
            return block.span
        return introducing(self.text, self.cut[index], item=block.kind is BlockKind.LIST_ITEM)

    def _found_before(self, index: int, block: Block) -> tuple[Span, ...]:
        """Return the question, the heading of a bare list, or the open sentence just before a block."""
        start = index - 1
        if block.kind is BlockKind.LIST_ITEM:
            while start >= 0 and self.blocks[start].kind is BlockKind.LIST_ITEM:
                start -= 1
        else:
            start = self._start_of_run(start)
        if start < 0:
            return ()
        before = self.blocks[start]
        if before.kind in _TITLES:
            asked = is_question(self.text, before.span)
            return (before.span,) if asked or block.kind is BlockKind.LIST_ITEM else ()
        if before.kind is not BlockKind.PARAGRAPH or not self.cut[start]:
            return ()
        last = self.cut[start][-1].span
        return (last,) if is_open(self.text, last) else ()

    def _start_of_run(self, start: int) -> int:
        """Go back over paragraphs that are items by their ending (`…;`, `…; and`)."""
        while start >= 0 and self.blocks[start].kind is BlockKind.PARAGRAPH and self._runs_on(start):
            start -= 1
        return start

    def _runs_on(self, index: int) -> bool:
        return self.blocks[index].span.of(self.text).endswith((";", "; and", "; or", "; and/or"))


def innermost(sections: Sequence[Section], span: Span, last: int | None) -> int | None:
    """Return the index of the innermost section that holds a span.

    `last` is the section of the span before it in reading order: the search goes on from there.
    """
    following = 0 if last is None else last + 1
    while following < len(sections) and sections[following].span.start <= span.start:
        last, following = following, following + 1
    found = last
    while found is not None and not sections[found].span.covers(span):
        found = sections[found].parent
    return found


def _kind(block: Block, piece: Piece) -> SegmentKind:
    if piece.item and block.kind is BlockKind.PARAGRAPH:
        return SegmentKind.LIST_ITEM
    return _KINDS[block.kind]
