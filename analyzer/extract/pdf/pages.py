"""Read a PDF's pages one by one, and let one bad page not spoil the others."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from analyzer.core.errors import ExtractError
from analyzer.extract.pdf.forms import read_fields
from analyzer.extract.pdf.garbled import is_garbled
from analyzer.extract.pdf.lines import read_lines
from analyzer.extract.pdf.model import Line, PageContent, PlacedTable, Word, count_letters
from analyzer.extract.pdf.tables import read_tables
from analyzer.extract.pdf.words import read_words

# What pdfminer and pdfplumber raise on damaged files: their own families, and the plain errors
# of code that trusts the types and lengths it finds in the file.
PDF_FAILURES = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    UnboundLocalError,
    ValueError,
    struct.error,
    zlib.error,
)
_DAMAGED = "It is damaged or cut off: fetch it again, or ask the vendor for another copy."
_MOST_DECODED = 400_000_000  # bytes: what all streams of a document may unpack to
_CHUNK = 16_000_000
_NOTE_SIZE = 10.0  # points


class PasswordNeededError(ExtractError):
    """The file opens with a password only."""


def open_pdf(content: bytes) -> Any:
    """Open a PDF with the empty password.

    Raises PasswordNeededError where that does not open it, ExtractError where it is no PDF.
    """
    if b"%PDF-" not in content[:2048]:
        raise ExtractError("The file is not a PDF: it has no PDF header. Check the address it came from.")
    _refuse_bomb(content)
    try:
        return pdfplumber.open(BytesIO(content), password="")
    except PDF_FAILURES as error:
        if _wants_password(error):
            raise PasswordNeededError("The PDF opens with a password only.") from error
        raise ExtractError(f"The PDF cannot be opened ({_reason(error)}). {_DAMAGED}") from error


def _wants_password(error: BaseException) -> bool:
    causes = (error, *error.args, error.__cause__)
    return any(isinstance(c, PDFPasswordIncorrect | PDFEncryptionError) for c in causes)


def _reason(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    return type(inner).__name__


def _refuse_bomb(content: bytes) -> None:
    """Refuse a file whose streams unpack beyond all measure, before anything unpacks them."""
    decoded = 0
    position = content.find(b"stream")
    while position >= 0:
        start = position + len(b"stream")
        while start < len(content) and content[start] in b"\r\n":
            start += 1
        if content[start : start + 1] == b"x":  # every zlib stream of the usual window begins so
            decoded += _decoded_size(content, start, _MOST_DECODED - decoded)
            if decoded >= _MOST_DECODED:
                raise ExtractError(
                    f"The PDF unpacks to more than {_MOST_DECODED // 1_000_000} MB and was left alone: "
                    "it may be made to do harm. Ask the vendor for another copy."
                )
        position = content.find(b"stream", start)


def _decoded_size(content: bytes, start: int, most: int) -> int:
    end = content.find(b"endstream", start)
    packed = content[start : end if end >= 0 else len(content)]
    unpacker = zlib.decompressobj()
    size = 0
    try:
        while packed and size < most:
            piece = unpacker.decompress(packed, _CHUNK)
            if not piece:
                break
            size += len(piece)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size


def read_pages(document: Any, most: int) -> Iterator[PageContent]:
    """Yield the first `most` pages in order; memory holds one page at a time."""
    for number, page in enumerate(list_pages(document)[:most], 1):
        try:
            yield _read_page(page, number)
        except PDF_FAILURES:
            yield PageContent(number=number, height=0.0, failed=True)
        finally:
            page.close()


def list_pages(document: Any) -> list[Any]:
    """Return the pages of an open document, or raise ExtractError where there are none."""
    try:
        pages = list(document.pages)
    except PDF_FAILURES as error:
        raise ExtractError(f"The PDF's pages cannot be listed ({_reason(error)}). {_DAMAGED}") from error
    if not pages:
        raise ExtractError(f"The PDF has no pages. {_DAMAGED}")
    return pages


def _read_page(page: Any, number: int) -> PageContent:
    words, glyphs, unmapped = read_words(page)
    typed = " ".join(w.text for w in words)
    filled, loose = read_fields(page, typed=typed)
    content = page_content([*words, *filled], number, float(page.height), page=page)
    notes = read_lines(list(_below(loose, words)), number)
    return replace(
        content,
        items=(*content.items, *notes),
        letters=content.letters + sum(count_letters(text) for text in loose),
        pictured=bool(page.images) or len(page.curves) + len(page.rects) > 1,
        garbled=is_garbled(typed, glyphs, unmapped),
    )


def _below(texts: Sequence[str], words: Sequence[Word]) -> Iterator[Word]:
    """Yield texts that have no place on the page as lines of their own below all others."""
    lowest = max((w.bottom for w in words), default=0.0)
    left = min((w.x0 for w in words), default=0.0)
    for i, text in enumerate(texts, 1):
        top = lowest + 3 * _NOTE_SIZE * i
        yield Word(text=text, x0=left, x1=left + 100, top=top, bottom=top + _NOTE_SIZE, size=_NOTE_SIZE)


def page_content(words: Sequence[Word], number: int, height: float, page: Any = None) -> PageContent:
    """Arrange words into lines and tables in reading order; without a pdfplumber page no tables."""
    tables, rest = read_tables(page, words) if page is not None else ([], list(words))
    items: list[Line | PlacedTable] = list(read_lines(rest, number))
    for table in tables:
        items.insert(_place_of(table, items), table)
    return PageContent(
        number=number,
        height=height,
        items=tuple(items),
        words=len(words),
        letters=sum(count_letters(w.text) for w in words),
    )


def _place_of(table: PlacedTable, items: Sequence[Line | PlacedTable]) -> int:
    """Return where in reading order a table stands: after the last item above it."""
    beside = [i for i, item in enumerate(items) if item.x0 < table.x1 and item.x1 > table.x0]
    above = [i for i in beside if (items[i].top + items[i].bottom) / 2 <= table.top + 2]
    if above:
        return max(above) + 1
    return min((i for i in beside if items[i].top >= table.top), default=len(items))
