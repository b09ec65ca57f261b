from io import BytesIO
from zipfile import ZipFile

import pytest

from analyzer.core.media import DOCX, HTML, MARKDOWN, PDF, PLAIN, UNKNOWN, sniff


def archive(*names: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as written:
        for name in names:
            written.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "location", "real"),
    [
        (b"%PDF-1.7 ...", "text/html", "https://a.example/privacy", PDF),
        (b"\n\n%PDF-1.4", "application/octet-stream", "p.bin", PDF),
        (archive("word/document.xml"), "text/html", "p.html", DOCX),
        (archive("readme.txt"), "application/pdf", "p.pdf", "application/zip"),
        (archive("content.xml", "mimetype"), "", "p.odt", "application/vnd.oasis.opendocument.text"),
        (b"PK\x03\x04 cut", "", "p.zip", "application/zip"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "p", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "text/html", "p", "image/webp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "old.doc", "application/msword"),
        (b"{\\rtf1 Privacy}", "text/plain", "p.txt", "application/rtf"),
        (b"abc\x00def", "text/plain", "p.txt", UNKNOWN),
        (b'{"a": 1}', "application/json", "p.json", "application/json"),
        (b'<?xml version="1.0"?><rss></rss>', "text/html", "feed", "application/xml"),
        (b'<?xml version="1.0"?><html><p>Hi</p></html>', "application/xhtml+xml", "p", HTML),
        (b"<!doctype html><p>We keep data.</p>", "text/plain", "https://a.example/p", HTML),
        (b"\xff\xfe" + "<html><p>Hi</p></html>".encode("utf-16-le"), "text/html", "p", HTML),
        (b"We never sell data. <3", "text/html", "p.html", HTML),
        (b"We never sell data.", "text/plain; charset=utf-8", "p.txt", PLAIN),
        (b"# Privacy\n\n- We keep names.\n", "text/plain", "p.txt", MARKDOWN),
        (b"We never sell data.", "text/plain", "https://a.example/privacy.md?raw=1", MARKDOWN),
        (b"<!doctype html><html><p>Hi</p></html>", "text/html", "https://a.example/privacy.md", HTML),
        (b"", "", "", PLAIN),
    ],
)
def test_judges_by_the_bytes_first(content: bytes, declared: str, location: str, real: str) -> None:
    assert sniff(content, declared=declared, location=location) == real


@pytest.mark.parametrize(
    ("declared", "location"), [("application/json", "https://x.example/policy"), ("", "policy.json")]
)
def test_json_is_known_by_its_declaration_or_its_name(declared: str, location: str) -> None:
    assert sniff(b'{"body": "text"}', declared=declared, location=location) == "application/json"
    assert sniff(b"no json at all", declared=declared, location=location) == PLAIN
