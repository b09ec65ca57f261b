"""What a file is by its own bytes, whatever its server or its name declares."""

import io
import re
import zipfile
from typing import Final

HTML: Final = "text/html"
PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN: Final = "application/octet-stream"

_SIGNATURES: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"{\\rtf", "application/rtf"),
)
_ARCHIVES: Final = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("content.xml", "application/vnd.oasis.opendocument.text"),
)
_MARKUP: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h1|section|main)\b", re.IGNORECASE
)
_VAGUE: Final = frozenset(
    {"", UNKNOWN, TEXT, HTML, "application/x-download", "binary/octet-stream", "application/xml"}
)


def sniff_media_type(content: bytes, declared: str = "") -> str:
    """Return the media type of `content`, in lower case and without parameters.

    The bytes speak first (a PDF served as text/html is a PDF), then the declaration where it says
    anything definite, then whether the bytes look like markup or like text.
    """
    stated = declared.split(";", maxsplit=1)[0].strip().lower()
    by_bytes = _by_signature(content)
    if by_bytes is not None:
        return by_bytes
    if stated not in _VAGUE:
        return stated
    if _MARKUP.search(content[:4096].replace(b"\x00", b"")):
        return HTML
    if stated in (HTML, TEXT):
        return stated
    return UNKNOWN if b"\x00" in content[:4096] else TEXT


def _by_signature(content: bytes) -> str | None:
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _by_archive(content)
    return next((media_type for mark, media_type in _SIGNATURES if content.startswith(mark)), None)


def _by_archive(content: bytes) -> str:
    try:
        names = frozenset(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "application/zip"
    return next((media_type for name, media_type in _ARCHIVES if name in names), "application/zip")
