"""Find ruled tables on a page and take the words that stand in their cells."""

from collections.abc import Sequence
from typing import Any

from analyzer.extract.outline import Cell, Table
from analyzer.extract.outline.markers import split_bullet
from analyzer.extract.pdf.lines import read_lines
from analyzer.extract.pdf.model import Line, PlacedTable, Word

_FEW_LINES = 4  # a page with fewer rules and boxes has no table
_MANY_EDGES = 6000  # a drawing, not a table: pdfplumber would take minutes
_FULL_ROWS = 0.5  # of a table's rows fill more than one cell; shaded lines of text do not
_NEW_PARAGRAPH = 0.6  # of the type size: a wider gap between lines parts two paragraphs


def read_tables(page: Any, words: Sequence[Word]) -> tuple[list[PlacedTable], list[Word]]:
    """Return the tables of a pdfplumber page, and the words that stand in none."""
    drawn = len(page.rects) + len(page.lines) + len(page.curves)
    if not _FEW_LINES <= drawn <= _MANY_EDGES:
        return [], list(words)
    tables: list[PlacedTable] = []
    rest = list(words)
    for found in sorted(page.find_tables(), key=lambda t: (t.bbox[1], t.bbox[0])):
        placed, left_over = _read_table(found, rest, page.page_number)
        if placed:
            tables.append(placed)
            rest = left_over
    return tables, rest


def _read_table(found: Any, words: Sequence[Word], page: int) -> tuple[PlacedTable | None, list[Word]]:
    boxes = [[cell for cell in row.cells if cell] for row in found.rows]
    cells = [box for row in boxes for box in row]
    taken: dict[tuple[float, ...], list[Word]] = {box: [] for box in cells}
    rest: list[Word] = []
    for word in words:
        box = next((b for b in cells if _holds(b, word)), None)
        if box is None:
            rest.append(word)
        else:
            taken[box].append(word)
    rows = [tuple(_cell(taken[box], page) for box in row) for row in boxes]
    rows = [row for row in rows if any(cell.text for cell in row)]
    columns = max((sum(1 for c in row if c.text) for row in rows), default=0)
    full = sum(1 for row in rows if sum(1 for c in row if c.text) > 1)
    if columns < 2 or full < max(2, _FULL_ROWS * len(rows)):  # noqa: PLR2004 - frames and shading
        return None, list(words)
    placed = PlacedTable(
        table=Table(rows=tuple(rows), pages=(page,) * len(rows)),
        page=page,
        x0=found.bbox[0],
        top=found.bbox[1],
        x1=found.bbox[2],
        bottom=found.bbox[3],
        columns=max(len(row) for row in rows),
        word_count=len(words) - len(rest),
    )
    return placed, rest


def _holds(box: tuple[float, ...], word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _cell(words: Sequence[Word], page: int) -> Cell:
    """Return a cell's paragraphs: a bullet or a wide gap begins a new one."""
    lines = read_lines(words, page)
    texts: list[str] = []
    before: Line | None = None
    for line in lines:
        bullet, text = split_bullet(line.text)
        gap = line.top - before.bottom if before else 0.0
        if before is None or bullet or gap > _NEW_PARAGRAPH * line.size:
            texts.append(text)
        else:
            texts[-1] = f"{texts[-1]} {text}"
        before = line
    return Cell(texts=tuple(texts), bold=bool(lines) and all(line.bold for line in lines))


def join_over_pages(items: Sequence[Line | PlacedTable]) -> list[Line | PlacedTable]:
    """Join a table that goes on at the top of the next page; a repeated header row is dropped."""
    joined: list[Line | PlacedTable] = []
    for item in items:
        last = joined[-1] if joined else None
        if (
            isinstance(item, PlacedTable)
            and isinstance(last, PlacedTable)
            and item.page == last.table.pages[-1] + 1
            and item.columns == last.columns
            and abs(item.x0 - last.x0) < 10  # noqa: PLR2004 - points: the same left edge
        ):
            joined[-1] = _append(last, item)
        else:
            joined.append(item)
    return joined


def _append(table: PlacedTable, more: PlacedTable) -> PlacedTable:
    rows = more.table.rows
    if [c.text for c in rows[0]] == [c.text for c in table.table.rows[0]]:
        rows = rows[1:]
    return PlacedTable(
        table=Table(
            rows=table.table.rows + rows,
            pages=table.table.pages + (more.page,) * len(rows),
        ),
        page=table.page,
        x0=table.x0,
        top=table.top,
        x1=table.x1,
        bottom=more.bottom,
        columns=table.columns,
        word_count=table.word_count + more.word_count,
    )
