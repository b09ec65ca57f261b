"""Import a district's list of vendors, whatever its headers, and say what became of every row."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from analyzer.batch.columns import Mapping, fold, guess_mapping
from analyzer.batch.duplicates import Duplicate, VendorIndex, merge
from analyzer.batch.rows import RowError, RowReader
from analyzer.batch.tables import Cells, read_cells
from analyzer.core.documents import Vendor
from analyzer.core.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that could not become a vendor, and why; `row` counts from 1 as the file shows it."""

    row: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What became of a list: its vendors, how its headers were read, and every row left out."""

    vendors: tuple[Vendor, ...]
    mapping: Mapping
    duplicates: tuple[Duplicate, ...]
    rejected: tuple[Rejected, ...]


def read_vendor_list(path: Path, *, known: Iterable[Vendor] = ()) -> ImportResult:
    """Read a CSV or Excel list of vendors.

    Args:
        path: the list; relative documents in it are looked for beside it.
        known: vendors stored already; a row that tells of one of them takes over its id.

    Raises:
        UsageError: the file cannot be read, or has no header with a name or a homepage.
    """
    readings = [(cells, mapping) for cells in read_cells(path) if (mapping := guess_mapping(cells))]
    if not readings:
        raise UsageError(
            f"No header row was found in {path}. The first row must name the columns, at least one of: "
            "name, homepage, documents."
        )
    cells, mapping = max(readings, key=lambda reading: len(reading[1].columns))
    return _Import(RowReader(path.parent, mapping), mapping, VendorIndex(known)).read(cells)


def write_rejected(path: Path, result: ImportResult, header: tuple[str, ...] = ()) -> None:
    """Write the rejected rows as CSV, each with its row number and its reason, ready to be mended."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "reason", *header))
        for rejected in result.rejected:
            writer.writerow((rejected.row, rejected.reason, *rejected.cells))


class _Import:
    """The vendors of one list while its rows are read."""

    def __init__(self, reader: RowReader, mapping: Mapping, known: VendorIndex) -> None:
        self._reader = reader
        self._mapping = mapping
        self._known = known
        self._index = VendorIndex()
        self._vendors: dict[str, Vendor] = {}
        self._duplicates: list[Duplicate] = []
        self._rejected: list[Rejected] = []

    def read(self, cells: Cells) -> ImportResult:
        links = dict(cells.links)
        for at, row in enumerate(cells.rows):
            if at < self._mapping.header_row or not any(row):
                continue
            linked = tuple(links.get((at, place), cell) for place, cell in enumerate(row))
            try:
                self._add(at + 1, self._reader.vendor(row, linked))
            except RowError as error:
                self._rejected.append(Rejected(row=at + 1, cells=row, reason=str(error)))
        return ImportResult(
            vendors=tuple(self._vendors.values()),
            mapping=self._mapping,
            duplicates=tuple(self._duplicates),
            rejected=tuple(self._rejected),
        )

    def _add(self, row: int, vendor: Vendor) -> None:
        earlier = self._index.find(vendor)
        if earlier is not None:
            vendor_id, reason = earlier
            self._vendors[vendor_id] = merge(self._vendors[vendor_id], vendor)
            duplicate = Duplicate(row=row, name=vendor.name, vendor_id=vendor_id, reason=reason)
            self._duplicates.append(duplicate)
            return
        if vendor.id in self._vendors:
            raise RowError(f"the id {vendor.id!r} is taken by {self._vendors[vendor.id].name!r}")
        vendor = vendor if vendor.id else replace(vendor, id=self._new_id(vendor))
        self._vendors[vendor.id] = vendor
        self._index.add(vendor)

    def _new_id(self, vendor: Vendor) -> str:
        """Return the id of the same vendor stored before, or a new one made of the name."""
        known = self._known.find(vendor)
        if known is not None and known[0] not in self._vendors:
            return known[0]
        stem = "-".join(fold(vendor.name).split())[:80] or "vendor"
        numbered = (f"{stem}-{number}" for number in count(2))
        names = chain((stem,), numbered)
        return next(name for name in names if name not in self._vendors and name not in self._known)
