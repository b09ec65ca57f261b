"""Media types by the bytes."""

import io
import zipfile

import pytest

from analyzer.fetch import sniff_media_type
from analyzer.fetch.sniff import DOCX


def _archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "media_type"),
    [
        (b"%PDF-1.7", "text/html", "application/pdf"),
        (b"\n\n%PDF-1.7", "", "application/pdf"),
        (_archive("[Content_Types].xml", "word/document.xml"), "application/zip", DOCX),
        (_archive("readme.txt"), "text/html", "application/zip"),
        (b"PK\x03\x04broken", "", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/octet-stream", "application/msword"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "image/png"),
        (b"{\\rtf1 x}", "text/plain", "application/rtf"),
        (b"<!DOCTYPE html><p>x", "text/plain", "text/html"),
        ("<html><p>x</p></html>".encode("utf-16"), "", "text/html"),
        (b"just words", "text/html; charset=x", "text/html"),
        (b"just words", "", "text/plain"),
        (b'{"a": 1}', "Application/JSON; charset=utf-8", "application/json"),
        (b"\x00\x01", "", "application/octet-stream"),
    ],
)
def test_bytes_speak_before_declarations(content, declared, media_type):
    assert sniff_media_type(content, declared) == media_type
