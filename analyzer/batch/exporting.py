"""Write the list back with its results, in the form in which lists are imported."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl

from analyzer.batch.tables import EXCEL, FORMULA
from analyzer.core.documents import Source
from analyzer.core.errors import UsageError
from analyzer.core.reviews import Decision
from analyzer.store import Listed

HEADER = (
    "id",
    "name",
    "homepage",
    "documents",
    "groups",
    "tier",
    "score",
    "low",
    "high",
    "provisional",
    "documents read",
    "documents unread",
    "report made",
    "last checked",
    "decision",
    "decided by",
    "expires",
    "due",
)
Cell = str | float | int | None


def export_list(path: Path, rows: Iterable[Listed], decisions: dict[str, Decision] | None = None) -> None:
    """Write the list with tier, score, dates and decisions as CSV or Excel, by the file's ending.

    A cell that a spreadsheet would run as a formula is written as text: names come from strangers.

    Raises:
        UsageError: the ending is neither .csv nor .xlsx, or the file cannot be written.
    """
    ending = path.suffix.casefold()
    table = (_cells(row, (decisions or {}).get(row.vendor.id)) for row in rows)
    try:
        if ending == ".csv":
            _write_csv(path, table)
        elif ending in EXCEL:
            _write_excel(path, table)
        else:
            raise UsageError(f"{path.name}: lists are written as .csv or .xlsx.")
    except OSError as error:
        raise UsageError(f"The list {path} cannot be written: {error.strerror}.") from error


def _write_csv(path: Path, table: Iterator[tuple[Cell, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(tuple(map(harmless, row)) for row in table)


def _write_excel(path: Path, table: Iterator[tuple[Cell, ...]]) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Vendors")
    sheet.append(HEADER)
    for row in table:
        sheet.append(tuple(map(harmless, row)))
    book.save(path)


def _cells(row: Listed, decision: Decision | None) -> tuple[Cell, ...]:
    vendor = row.vendor
    known = (vendor.id, vendor.name, vendor.homepage, _documents(vendor.sources), "; ".join(vendor.groups))
    return (*known, *result_cells(row, decision))


def result_cells(row: Listed, decision: Decision | None) -> tuple[Cell, ...]:
    """Return what is known of a vendor beside what the list itself told, in the order of `HEADER`."""
    newest = row.newest
    scored: tuple[Cell, ...] = (None,) * 8
    if newest is not None:
        scored = (
            newest.tier.value,
            newest.score,
            newest.low,
            newest.high,
            "yes" if newest.provisional else "no",
            newest.documents_read,
            newest.documents_unread,
            _day(newest.made_at),
        )
    decided: tuple[Cell, ...] = (None,) * 3
    if decision is not None:
        decided = (decision.kind.value, decision.decider, _day(decision.expires_on))
    return (*scored, _day(row.checked_at), *decided, _day(row.due_on))


def _documents(sources: tuple[Source, ...]) -> str:
    return "; ".join(f"{s.location}|{s.kind}" if s.kind else s.location for s in sources)


def _day(when: date | datetime | None) -> str | None:
    return None if when is None else f"{when:%Y-%m-%d}"


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
