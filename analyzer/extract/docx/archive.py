"""Open a .docx, which is a ZIP archive, without trusting what it says."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from analyzer.core.errors import ExtractError

_MOST_PARTS = 5_000
_MOST_BYTES = 300_000_000
_MOST_TEXT_BYTES = 60_000_000  # one XML part: a thousand pages have about ten million
_REMEDY = "Open it in a word processor and save it anew, or ask the vendor for another copy."
# What python-docx, lxml and zipfile raise on damaged archives and on parts that are missing.
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    LxmlError,
    OpcError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
DAMAGED_PARTS = _FAILURES


def open_docx(content: bytes) -> Any:
    """Return the python-docx document, or raise ExtractError saying why it cannot be one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive)
    except _FAILURES as error:
        raise ExtractError(f"The file is not a Word document ({type(error).__name__}). {_REMEDY}") from error
    try:
        document = docx.Document(BytesIO(content))
        _ = document.element.body, document.styles
    except _FAILURES as error:
        raise ExtractError(f"The Word file is damaged ({type(error).__name__}). {_REMEDY}") from error
    if document.element.body is None:
        raise ExtractError(f"The Word file has no text body. {_REMEDY}")
    return document


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks beyond measure, and one that holds no Word text."""
    parts = archive.infolist()
    largest = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
    if (
        len(parts) > _MOST_PARTS
        or sum(p.file_size for p in parts) > _MOST_BYTES
        or largest > _MOST_TEXT_BYTES
    ):
        raise ExtractError(
            "The Word file unpacks to an unreasonable size and was left alone: "
            "it may be made to do harm. Ask the vendor for another copy."
        )
    if "[Content_Types].xml" not in archive.namelist():
        raise ExtractError(f"The file is a ZIP archive but not a Word document. {_REMEDY}")
