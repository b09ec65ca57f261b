"""Turn paragraphs and tables in reading order into raw blocks."""

from collections.abc import Sequence

from analyzer.core.documents import BlockKind
from analyzer.extract.layout import RawBlock
from analyzer.extract.outline.headings import heading_levels
from analyzer.extract.outline.lists import ListTracker, is_lead_in
from analyzer.extract.outline.markers import Marker, read_markers
from analyzer.extract.outline.model import Cell, Paragraph, Table

_HEADER_WORDS = 8
_BULLETED = "•"


def build_blocks(elements: Sequence[Paragraph | Table]) -> tuple[RawBlock, ...]:
    """Return the blocks of a document: headings with levels, items with lead-ins, cells with headers."""
    paragraphs = [e for e in elements if isinstance(e, Paragraph)]
    levels = iter(heading_levels(paragraphs))
    blocks: list[RawBlock] = []
    tracker = ListTracker()
    row = 0
    for element in elements:
        if isinstance(element, Table):
            blocks.extend(_cells(element, first=len(blocks), first_row=row, lead=_lead_of(blocks)))
            row += len(element.rows)
        elif element.text.strip():
            blocks.append(_block(element, next(levels), len(blocks), tracker))
        else:
            next(levels)
    return tuple(blocks)


def _block(paragraph: Paragraph, level: int, index: int, tracker: ListTracker) -> RawBlock:
    text, page = paragraph.text, paragraph.page
    if level:
        tracker.heading(index, text)
        return RawBlock(kind=BlockKind.HEADING, text=text, level=level, page=page)
    readings = _readings(paragraph)
    if not readings:
        tracker.paragraph(index, text, paragraph.indent)
        return RawBlock(kind=BlockKind.PARAGRAPH, text=text, page=page)
    placed = tracker.item(index, readings, paragraph.indent)
    return RawBlock(
        kind=BlockKind.LIST_ITEM,
        text=text,
        level=placed.depth,
        introduced_by=placed.introduced_by,
        page=page,
    )


def _readings(paragraph: Paragraph) -> tuple[Marker, ...]:
    if paragraph.bullet:
        return (Marker(style=paragraph.bullet, value=0),)
    readings = read_markers(paragraph.text)
    if readings:
        return readings
    if paragraph.listed or paragraph.flat:
        return (Marker(style=_BULLETED, value=0),)
    return ()


def _lead_of(blocks: Sequence[RawBlock]) -> tuple[int, ...]:
    """Return the paragraph just above a table where it introduces the table."""
    if blocks and blocks[-1].kind is BlockKind.PARAGRAPH and is_lead_in(blocks[-1].text):
        return (len(blocks) - 1,)
    return ()


def _cells(table: Table, *, first: int, first_row: int, lead: tuple[int, ...]) -> list[RawBlock]:
    """Return one block per paragraph of each cell; data cells point to their headers."""
    heads = header_rows(table)
    has_row_heads = _names_rows(table, heads)
    blocks: list[RawBlock] = []
    column_heads: dict[int, list[int]] = {}
    for number, row in enumerate(table.rows):
        row_heads: list[int] = []
        page = table.pages[number] if table.pages else None
        for column, cell in enumerate(row):
            is_row_head = has_row_heads and column == 0 and number >= heads
            introduced = lead
            if number >= heads:
                introduced = (*lead, *column_heads.get(column, ()), *(() if is_row_head else row_heads))
            for text in cell.texts:
                if number < heads:
                    column_heads.setdefault(column, []).append(first + len(blocks))
                elif is_row_head:
                    row_heads.append(first + len(blocks))
                blocks.append(
                    RawBlock(
                        kind=BlockKind.TABLE_CELL,
                        text=text,
                        introduced_by=introduced,
                        row=first_row + number,
                        page=page,
                    )
                )
    return blocks


def header_rows(table: Table) -> int:
    """Return how many rows at the top are headers: declared, bold, or short over longer ones."""
    if table.header_rows:
        return table.header_rows
    if len(table.rows) < 2 or len(table.rows[0]) < 2:  # noqa: PLR2004 - a header needs something below
        return 0
    top, below = table.rows[0], table.rows[1:]
    filled = [c for c in top if c.text]
    if len(filled) < len(top) - 1 or not filled or not all(_is_label(c) for c in filled):
        return 0
    if all(c.bold for c in filled):
        return int(not all(c.bold for row in below for c in row if c.text))
    return int(_mean_words([c for row in below for c in row]) > 2 * _mean_words(filled))


def _names_rows(table: Table, heads: int) -> bool:
    """Tell whether the first column names its rows."""
    rows = [r for r in table.rows[heads:] if len(r) > 1 and r[0].text]
    return bool(rows) and all(_is_label(r[0]) for r in rows)


def _is_label(cell: Cell) -> bool:
    return len(cell.text.split()) <= _HEADER_WORDS and not cell.text.endswith((".", ";"))


def _mean_words(cells: Sequence[Cell]) -> float:
    filled = [len(c.text.split()) for c in cells if c.text]
    return sum(filled) / len(filled) if filled else 0.0
