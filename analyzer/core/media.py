"""What the bytes really are, whatever the server or the file name says."""

import re
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
JSON = "application/json"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNKNOWN = "application/octet-stream"

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"%!PS", "application/postscript"),
    (b"\x00\x00\x00\x18ftyp", "video/mp4"),
    (b"ID3", "audio/mpeg"),
)
_OFFICE = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("content.xml", "application/vnd.oasis.opendocument.text"),
    ("META-INF/container.xml", "application/epub+zip"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, whose text is full of NULs
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mdx")
_BLOCK_TAG = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|title|div|section|article|main|p|h[1-6]|ul|ol|table|br|span)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKDOWN_SIGN = re.compile(
    rb"^(?:#{1,6} \S|[=-]{4,}\s*$|\s*[-*+] \S|\*\*\S)|\[[^\]\n]+\]\([^)\n]+\)", re.MULTILINE
)
_MARKDOWN_SIGNS = 2


def sniff(content: bytes, *, declared: str, location: str) -> str:
    """Return the media type of bytes, judged by the bytes first.

    `declared` is the type the server or the upload claimed, `location` the address or file name.
    Only between the text types do the claim and the name decide.
    """
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if b"\x00" in head and not head.startswith(_WIDE):
        return UNKNOWN
    return _text_type(content, declared.partition(";")[0].strip().lower(), location)


def _zipped(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, OSError):
        return DOCX if b"word/" in content[:_HEAD] else "application/zip"
    return next((media_type for name, media_type in _OFFICE if name in names), "application/zip")


def _text_type(content: bytes, declared: str, location: str) -> str:
    narrow = content.replace(b"\x00", b"") if content.startswith(_WIDE) else content
    start = narrow.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe")[:_HEAD].lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<svg")) and b"<html" not in start:
        return "application/xml"
    suffix = PurePosixPath(urlsplit(location).path).suffix.lower()
    if start[:1] in {b"{", b"["} and (declared.endswith("json") or suffix == ".json"):
        return JSON
    if suffix in _MARKDOWN_SUFFIXES or declared in {MARKDOWN, "text/x-markdown"}:
        return HTML if start.startswith((b"<!doctype html", b"<html")) else MARKDOWN
    if declared in {HTML, "application/xhtml+xml"} or len(_BLOCK_TAG.findall(narrow)) > 1:
        return HTML if _BLOCK_TAG.search(narrow) or declared != PLAIN else PLAIN
    return MARKDOWN if len(_MARKDOWN_SIGN.findall(narrow)) >= _MARKDOWN_SIGNS else PLAIN
