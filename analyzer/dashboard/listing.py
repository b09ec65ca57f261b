"""An uploaded list: its header as we guess it, and its vendors by the meaning that a person gives it."""

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzer.batch import Column, ImportResult, Rejected, read_vendor_list
from analyzer.batch.columns import guess_mapping
from analyzer.batch.tables import Cells, read_cells
from analyzer.core.documents import Vendor
from analyzer.core.errors import UsageError
from analyzer.pipeline import is_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An uploaded list: its headers, each once, what we take them for, and the rows below.

    `rows` hold the web links behind cells in place of their text, except in the column of names;
    `header_row` counts from 1 as the spreadsheet shows it.
    """

    headers: tuple[str, ...]
    guess: Mapping[str, Column]
    rows: tuple[tuple[str, ...], ...]
    header_row: int


def read_table(name: str, content: bytes) -> Table:
    """Return the best reading of an uploaded list; where no header is recognised, its first full row is it.

    Raises UsageError where the file cannot be read or is empty.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        path.write_bytes(content)
        readings = read_cells(path)
    cells = max(readings, key=_likeness, default=None)
    if cells is None or not any(any(row) for row in cells.rows):
        raise UsageError(f"{name} holds no rows. Choose the file again.")
    mapping = guess_mapping(cells)
    at = mapping.header_row - 1 if mapping else _fullest(cells.rows)
    headers = _unique(cells.rows[at])
    guess = {headers[place]: column for column, place in mapping.places} if mapping else {}
    names = dict(mapping.places).get(Column.NAME) if mapping else None
    links = dict(cells.links)
    rows = tuple(
        tuple(cell if place == names else links.get((number, place), cell) for place, cell in enumerate(row))
        for number, row in enumerate(cells.rows)
        if number > at
    )
    return Table(headers=headers, guess=guess, rows=rows, header_row=at + 1)


def import_table(table: Table, chosen: Mapping[str, Column | None], known: Sequence[Vendor]) -> ImportResult:
    """Return the vendors of a list whose columns mean what a person chose.

    A list that comes by the browser may name web addresses only: files would be those of this server.

    Raises:
        UsageError: two columns mean the same, or none is a name, a home page or documents.
    """
    taken = [column for column in chosen.values() if column is not None]
    twice = sorted({column.value.replace("_", " ") for column in taken if taken.count(column) > 1})
    if twice:
        raise UsageError(f"Two columns are read as {', '.join(twice)}. Choose “not used” for one of them.")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.value if (column := chosen.get(h)) else "" for h in table.headers])
    writer.writerows(table.rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        result = read_vendor_list(path, known=known)
    return _only_addresses(_numbered(result, table.header_row - 1))


def _numbered(result: ImportResult, above: int) -> ImportResult:
    """Return the result with row numbers as the uploaded file shows them."""
    return replace(
        result,
        mapping=replace(result.mapping, header_row=result.mapping.header_row + above),
        rejected=tuple(replace(one, row=one.row + above) for one in result.rejected),
        duplicates=tuple(replace(one, row=one.row + above) for one in result.duplicates),
    )


def _only_addresses(result: ImportResult) -> ImportResult:
    kept = tuple(v for v in result.vendors if all(is_address(s.location) for s in v.sources))
    reason = "names a file; a list uploaded here may name web addresses only"
    refused = tuple(
        Rejected(row=0, cells=(vendor.name,), reason=reason)
        for vendor in result.vendors
        if vendor not in kept
    )
    return replace(result, vendors=kept, rejected=(*result.rejected, *refused))


def _likeness(cells: Cells) -> tuple[int, int]:
    """Prefer the reading in which the most columns are recognised, then the one with the most columns."""
    mapping = guess_mapping(cells)
    return len(mapping.columns) if mapping else 0, max((len(row) for row in cells.rows), default=0)


def _fullest(rows: Sequence[tuple[str, ...]]) -> int:
    """Return the first of the rows that has as many filled cells as any of the first few."""
    filled = [sum(map(bool, row)) for row in rows[:15]]
    return filled.index(max(filled))


def _unique(row: Sequence[str]) -> tuple[str, ...]:
    """Return the headers, empty ones named by their place and repeated ones numbered."""
    headers: list[str] = []
    for number, cell in enumerate(row, start=1):
        name = cell or f"column {number}"
        headers.append(name if name not in headers else f"{name} ({number})")
    return tuple(headers)
