"""Read the cells of a CSV or Excel file as people really save them."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from charset_normalizer import from_bytes
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from analyzer.core.errors import UsageError

DELIMITERS = (",", ";", "\t", "|")
EXCEL = (".xlsx", ".xlsm")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets run as a formula."""
GUARDED = tuple(f"'{sign}" for sign in FORMULA)
MOST_BYTES = 50_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Cells:
    """One reading of a file: its rows of stripped cells. `links` are the web links behind cells."""

    rows: tuple[tuple[str, ...], ...]
    reading: str
    links: tuple[tuple[tuple[int, int], str], ...] = ()


def read_cells(path: Path) -> tuple[Cells, ...]:
    """Return every sensible reading of the file: one per delimiter of a CSV, one per Excel sheet.

    Raises:
        UsageError: the file is missing, too large, or neither text nor Excel.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The list {path} cannot be read: {error.strerror}.") from error
    if len(raw) > MOST_BYTES:
        raise UsageError(f"The list {path} is larger than {MOST_BYTES // 1_000_000} MB. Split it.")
    if path.suffix.casefold() in EXCEL or raw.startswith(b"PK\x03\x04"):
        return _sheets(path, raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0") or b"\x00" in raw[:1000].replace(b"\xff\xfe", b"")[::2]:
        raise UsageError(f"The list {path} is an old or unknown binary file. Save it as .xlsx or CSV.")
    text, encoding = decode(raw)
    return tuple(_csv(text, delimiter, encoding) for delimiter in DELIMITERS)


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and the encoding it was read in.

    A mark at the start decides; else UTF-8 where it fits, else Windows-1252 as Excel writes it,
    else what the bytes look most like.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    best = from_bytes(raw).best()
    return (str(best), best.encoding) if best else (raw.decode("latin-1"), "latin-1")


def _csv(text: str, delimiter: str, encoding: str) -> Cells:
    name = {"\t": "tab"}.get(delimiter, delimiter)
    try:
        rows = tuple(_clean(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError(f"The list is not readable as CSV: {error}.") from error
    return Cells(rows, f"CSV, {encoding}, separated by {name}")


def _sheets(path: Path, raw: bytes) -> tuple[Cells, ...]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UsageError(f"The list {path} is not a readable Excel file: {error}.") from error
    sheets = []
    for sheet in book.worksheets:
        rows = tuple(sheet.iter_rows())
        links = tuple(_links(rows))
        sheets.append(
            Cells(tuple(_clean(_texts(row)) for row in rows), f"Excel sheet {sheet.title!r}", links)
        )
    return tuple(sheets)


def _texts(row: Iterable[Cell | MergedCell]) -> list[str]:
    return ["" if cell.value is None else str(cell.value) for cell in row]


def _links(rows: tuple[tuple[Cell | MergedCell, ...], ...]) -> Iterable[tuple[tuple[int, int], str]]:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            target = cell.hyperlink.target if isinstance(cell, Cell) and cell.hyperlink else None
            if target:
                yield (at, column), target


def _clean(row: Iterable[str]) -> tuple[str, ...]:
    return tuple(_bare(" ".join(cell.replace("\ufeff", "").split(" ")).strip()) for cell in row)


def _bare(cell: str) -> str:
    """Return a cell without the quote that keeps spreadsheets from running it as a formula."""
    return cell[1:] if cell.startswith(GUARDED) else cell
