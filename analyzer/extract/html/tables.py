"""Tables: which hold data, and by which headers each of their cells is to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.extract.html.runs import Page
from analyzer.extract.html.vocabulary import HEADINGS

_HEADER_WORDS = 12
_LAYOUT_WORDS = 250
_WIDEST = 60
_MOST_COLUMNS = 120  # what stands further right is placed once and spans nothing
_TALLEST = 2000
_MIN_SPAN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a data table: its row within the page, and the cells that head it."""

    row: int
    headers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    node: int
    column: int
    header: bool


def read_tables(page: Page) -> dict[int, Cell]:
    """Return the cells of the page's data tables by node; cells of layout tables are not among them."""
    cells: dict[int, Cell] = {}
    row = 0
    for table, nodes in _cells_of_tables(page).items():
        grid = _grid(page, nodes)
        if _is_layout(page, table, grid):
            continue
        for number, (placed_row, headers) in enumerate(_headed(page, grid)):
            for placed in placed_row:
                above = tuple(h for h in headers if h.column == placed.column and h.node != placed.node)
                cells[placed.node] = _cell(page, placed_row, placed, above, row + number)
        row += len(grid)
    return cells


def _cells_of_tables(page: Page) -> dict[int, list[list[int]]]:
    """Return each table's rows of cell nodes, nested tables apart."""
    tree = page.tree
    table_of: list[int] = [-1] * len(tree.tags)
    row_of: list[int] = [-1] * len(tree.tags)
    tables: dict[int, list[list[int]]] = {}
    last_row: dict[int, int] = {}
    for node in range(1, len(tree.tags)):
        tag, parent = tree.tags[node], tree.parents[node]
        table_of[node], row_of[node] = table_of[parent], row_of[parent]
        if tag == "table":
            table_of[node], row_of[node] = node, -1
            tables[node] = []
        elif tag == "tr":
            row_of[node] = node
        elif tag in ("td", "th") and table_of[node] >= 0:
            table = table_of[node]
            if last_row.get(table) != row_of[node] or not tables[table]:
                tables[table].append([])
                last_row[table] = row_of[node]
            tables[table][-1].append(node)
    return tables


def _grid(page: Page, rows: list[list[int]]) -> list[list[_Placed]]:
    """Place cells in columns, cells that span rows or columns once in each."""
    tree = page.tree
    hanging: dict[int, tuple[int, _Placed]] = {}
    grid: list[list[_Placed]] = []
    for nodes in rows:
        placed = [cell for rest, cell in hanging.values() if rest > 0]
        hanging = {column: (rest - 1, cell) for column, (rest, cell) in hanging.items() if rest > 1}
        taken = {cell.column for cell in placed}
        column = 0
        for node in nodes:
            while column in taken:
                column += 1
            header = tree.tags[node] == "th" or tree.get(node, "role") in ("columnheader", "rowheader")
            rows_spanned = _span(tree.get(node, "rowspan"), _TALLEST)
            columns = 1 if column >= _MOST_COLUMNS else _span(tree.get(node, "colspan"), _WIDEST)
            rows_spanned = 1 if column >= _MOST_COLUMNS else rows_spanned
            for _ in range(columns):
                cell = _Placed(node=node, column=column, header=header)
                placed.append(cell)
                if rows_spanned > 1:
                    hanging[column] = (rows_spanned - 1, cell)
                column += 1
        grid.append(sorted(placed, key=lambda cell: cell.column))
    return grid


def _span(value: str, limit: int) -> int:
    value = value.strip()
    return (
        min(int(value), limit) or 1
        if value.isascii() and value.isdigit() and len(value) < len("10000")
        else 1
    )


def _is_layout(page: Page, table: int, grid: list[list[_Placed]]) -> bool:
    """Tell whether a table only arranges the page."""
    tree = page.tree
    if tree.get(table, "role") in ("presentation", "none"):
        return True
    nodes = {cell.node for row in grid for cell in row}
    widths = [len({cell.node for cell in row}) for row in grid]
    if len(grid) < _MIN_SPAN or max(widths, default=0) < _MIN_SPAN:
        return True
    inside = tree.tags[table + 1 : tree.ends[table]]
    if "table" in inside or any(tag in HEADINGS for tag in inside if tag in ("h1", "h2")):
        return True
    if any(cell.header for row in grid for cell in row):
        return False
    longest = max(_words(page, node) for node in nodes)
    single = sum(width < _MIN_SPAN for width in widths)
    return longest > _LAYOUT_WORDS or single * 2 > len(widths)


def _words(page: Page, node: int) -> int:
    return page.sums(*page.span(node))[0]


def _headed(page: Page, grid: list[list[_Placed]]) -> Iterator[tuple[list[_Placed], list[_Placed]]]:
    """Yield each row with the column headers that stand over it."""
    headers: list[_Placed] = []
    for number, row in enumerate(grid):
        named = all(cell.header for cell in row) and len(row) > 1
        looks = number == 0 and not any(c.header for r in grid for c in r) and _looks_like_header(page, row)
        if named or looks:
            fresh = number > 0 and all(cell.header for cell in grid[number - 1])
            yield row, list(headers) if fresh else []
            headers = [*headers, *row] if fresh else list(row)
        else:
            yield row, headers


def _looks_like_header(page: Page, row: list[_Placed]) -> bool:
    """Tell whether every cell of the first row is short; bold or not, nothing else heads the columns."""
    for cell in row:
        first, last = page.span(cell.node)
        if not 0 < _words(page, cell.node) <= _HEADER_WORDS or last - first > _MIN_SPAN:
            return False
    bold = all(
        line.bold
        for cell in row
        for run in page.runs[slice(*page.span(cell.node))]
        for line in run.lines
        if line.text
    )
    return bold or _in_thead(page, row[0].node)


def _in_thead(page: Page, node: int) -> bool:
    tree = page.tree
    return tree.tags[tree.parents[tree.parents[node]]] == "thead"


def _cell(page: Page, row: list[_Placed], placed: _Placed, above: tuple[_Placed, ...], number: int) -> Cell:
    side: tuple[int, ...] = ()
    first = row[0]
    is_header_row = all(cell.header for cell in row)
    if (
        first.node != placed.node
        and not is_header_row
        and (first.header or 0 < _words(page, first.node) <= _HEADER_WORDS)
    ):
        side = (first.node,)
    headers = tuple(dict.fromkeys((*side, *(cell.node for cell in above))))
    return Cell(row=number, headers=tuple(node for node in headers if node != placed.node))
