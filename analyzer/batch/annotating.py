"""Write a district's own list back, column by column as it was, with the results beside its rows."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import openpyxl

from analyzer.batch.columns import guess_mapping
from analyzer.batch.duplicates import VendorIndex
from analyzer.batch.exporting import HEADER, Cell, harmless, result_cells
from analyzer.batch.rows import RowError, RowReader
from analyzer.batch.tables import EXCEL, Cells, read_cells
from analyzer.core.errors import UsageError
from analyzer.core.reviews import Decision
from analyzer.store import Listed

_KNOWN_COLUMNS = 5  # id, name, homepage, documents, groups: the district's own columns tell them
RESULTS = HEADER[_KNOWN_COLUMNS:]


def annotate_list(
    source: Path, target: Path, listed: Iterable[Listed], decisions: Mapping[str, Decision] | None = None
) -> int:
    """Write the rows of `source` to `target` with the results of their vendors; return how many have any.

    Rows and columns stay as they are and where they are, titles above the header and rows that name no
    vendor included; the results stand in new columns on the right.

    Raises:
        UsageError: the list has no header, or the target is neither .csv nor .xlsx or cannot be written.
    """
    rows = tuple(listed)
    table = _Table(source, rows, decisions or {})
    ending = target.suffix.casefold()
    if ending not in (".csv", *EXCEL):
        raise UsageError(f"{target.name}: lists are written as .csv or .xlsx.")
    try:
        if ending == ".csv":
            with target.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(table.rows())
        else:
            book = openpyxl.Workbook(write_only=True)
            sheet = book.create_sheet("Vendors")
            for row in table.rows():
                sheet.append(row)
            book.save(target)
    except OSError as error:
        raise UsageError(f"The list {target} cannot be written: {error.strerror}.") from error
    return table.found


class _Table:
    """The rows of a list with the results of the vendors they name."""

    def __init__(self, source: Path, listed: tuple[Listed, ...], decisions: Mapping[str, Decision]) -> None:
        readings = [(cells, mapping) for cells in read_cells(source) if (mapping := guess_mapping(cells))]
        if not readings:
            raise UsageError(f"No header row was found in {source}. Name the list that was imported.")
        self._cells, self._mapping = max(readings, key=lambda reading: len(reading[1].columns))
        self._reader = RowReader(source.parent, self._mapping)
        self._index = VendorIndex(row.vendor for row in listed)
        self._listed = {row.vendor.id: row for row in listed}
        self._decisions = decisions
        self.found = 0

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of the new list."""
        width = max(len(row) for row in self._cells.rows)
        for at, row in enumerate(self._cells.rows):
            own = tuple(harmless(cell or "") for cell, _ in zip_longest(row, range(width)))
            if at == self._mapping.header_row - 1:
                yield (*own, *RESULTS)
            elif at < self._mapping.header_row:
                yield own
            else:
                yield (*own, *map(harmless, self._results(self._cells, at)))

    def _results(self, cells: Cells, at: int) -> tuple[Cell, ...]:
        row, links = cells.rows[at], dict(cells.links)
        linked = tuple(links.get((at, place), cell) for place, cell in enumerate(row))
        try:
            vendor = self._reader.vendor(row, linked)
        except RowError as error:
            return (f"not read: {error}",) if any(row) else ()
        vendor_id = vendor.id if vendor.id in self._listed else (self._index.find(vendor) or ("",))[0]
        if vendor_id not in self._listed:
            return ("not on the list",)
        self.found += 1
        return result_cells(self._listed[vendor_id], self._decisions.get(vendor_id))
