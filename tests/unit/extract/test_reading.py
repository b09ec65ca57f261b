from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from analyzer.core.documents import BlockKind, DocumentKind, ReadingStatus, Snapshot, Source
from analyzer.core.errors import ExtractError
from analyzer.extract import EXTRACTORS, extract

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
PAGE = """<!doctype html><html><head><title>Privacy Policy | Lumen</title></head><body><main>
<h1>Privacy Policy</h1><p>Effective date: May 1, 2024</p>
<p>We keep your name and grade to give you lessons. We delete both when your school asks us to.</p>
<p>We may share your data with:</p><ul><li>hosts of our servers</li>
<li>the school that you belong to</li></ul>
<p>We collect the names of students. We never sell personal information. You may ask us to delete data.</p>
</main></body></html>"""


def snapshot(
    content: bytes,
    media_type: str = "text/html",
    location: str = "https://lumen.example/privacy",
    headers: tuple[tuple[str, str], ...] = (),
    kind: DocumentKind | None = None,
) -> Snapshot:
    return Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=location, kind=kind),
        final_url=location,
        fetched_at=MOMENT,
        media_type=media_type,
        headers=headers,
        content=content,
    )


def test_reads_a_page_whole() -> None:
    taken = snapshot(PAGE.encode())
    document = extract(taken, document_id="d7")
    assert document.id == "d7"
    assert document.snapshot_id == taken.id
    assert document.status is ReadingStatus.READ
    assert document.kind is DocumentKind.PRIVACY_POLICY
    assert (document.media_type, document.language, document.retrieved_at) == ("text/html", "en", MOMENT)
    assert document.effective_date == date(2024, 5, 1)
    items = [one.span.of(document.text) for one in document.blocks if one.kind is BlockKind.LIST_ITEM]
    assert items == ["hosts of our servers", "the school that you belong to"]


def test_same_bytes_same_document() -> None:
    assert extract(snapshot(PAGE.encode()), document_id="d1") == extract(
        snapshot(PAGE.encode()), document_id="d1"
    )


def test_what_a_person_declared_stands() -> None:
    declared = snapshot(PAGE.encode(), kind=DocumentKind.STUDENT_POLICY)
    assert extract(declared, document_id="d1").kind is DocumentKind.STUDENT_POLICY


@pytest.mark.parametrize(
    "text", ["We never sell student data. We delete it when the school asks us to do so."]
)
def test_a_short_upload_is_read(text: str) -> None:
    document = extract(snapshot(text.encode(), "text/plain", "policy.txt"), document_id="d1")
    assert document.status is ReadingStatus.READ
    assert document.text == text


def test_other_files_are_unsupported_and_say_so() -> None:
    document = extract(snapshot(b"\x89PNG\r\n\x1a\n", "text/html", "scan.png"), document_id="d1")
    assert document.status is ReadingStatus.UNSUPPORTED
    assert document.notices[0].message.startswith("scan.png is of type image/png.")
    assert document.text == ""


def test_no_bytes_are_empty() -> None:
    assert extract(snapshot(b" \n"), document_id="d1").status is ReadingStatus.EMPTY


def test_fewer_bytes_than_announced_are_truncated() -> None:
    announced = (("Content-Length", "99999"),)
    document = extract(snapshot(PAGE.encode(), headers=announced), document_id="d1")
    assert document.status is ReadingStatus.TRUNCATED
    assert not document.status.scored
    encoded = (*announced, ("Content-Encoding", "gzip"))
    assert extract(snapshot(PAGE.encode(), headers=encoded), document_id="d1").status is ReadingStatus.READ


def test_the_charset_of_the_header_counts() -> None:
    text = "<html><body><p>We never sell student data of Café Zürich. We delete all data.</p></body></html>"
    header = (("content-type", "text/html; charset=cp1252"),)
    document = extract(snapshot(text.encode("cp1252"), headers=header), document_id="d1")
    assert "Café Zürich" in document.text


def test_a_broken_file_is_an_error() -> None:
    with pytest.raises(ExtractError):
        extract(snapshot(b"%PDF-1.7 broken", "application/pdf", "p.pdf"), document_id="d1")


def test_every_kind_of_file_is_one_line() -> None:
    assert {kind.partition("/")[2][:4] for kind in EXTRACTORS} == {
        "html",
        "json",
        "mark",
        "plai",
        "pdf",
        "vnd.",
    }
