"""Pages that break parsers: depth, size, null bytes, wrong charsets."""

from time import process_time

import pytest

from analyzer.core.documents import ReadingStatus
from analyzer.extract.charset import decode
from analyzer.extract.html import extract_html

SENTENCE = "We share personal information with the processors that our agreement with your school names. "


def words(content: bytes) -> int:
    return sum(len(block.text.split()) for block in extract_html(content).blocks)


def test_ten_thousand_nested_elements_lose_nothing() -> None:
    deep = "".join(f"<div>w{number} " for number in range(10_000))
    assert words(f"{deep}{SENTENCE}".encode()) >= len(SENTENCE.split())
    items = "".join(f"<ul><li>item{number} " for number in range(2_000))
    assert words(f"<p>{SENTENCE}</p>{items}".encode()) == 2_000 + len(SENTENCE.split())


@pytest.mark.parametrize(
    "content",
    [
        b"<" * 300_000,
        b"<p>" + SENTENCE.encode() * 20_000,
        b"<table>" + b"<tr><td rowspan=65000 colspan=1000>a<td>b</tr>" * 300,
        b"<script>" + b'a={"b":"c",' * 100_000 + b"</script>",
        b"<script>var a=" + b"[" * 200_000 + b"</script>",
        b"<a href='" * 50_000,
    ],
    ids=["angles", "one line", "spans", "broken json", "deep json", "unclosed"],
)
def test_hostile_page_takes_bounded_time(content: bytes) -> None:
    began = process_time()
    extract_html(content)
    assert process_time() - began < 10


def test_null_bytes_are_taken_out() -> None:
    assert words(("<p>" + "\x00".join(SENTENCE)).encode()) == len(SENTENCE.split())


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("pupils’ café".encode(), None),
        ("pupils’ café".encode("utf-8-sig"), "latin-1"),
        ("pupils’ café".encode("utf-16"), None),
        ("<meta charset=windows-1252>pupils’ café".encode("cp1252"), None),
        ("<meta http-equiv=x content='text/html; charset=iso-8859-1'>pupils’ café".encode("cp1252"), None),
        ("pupils’ café".encode("cp1252"), "iso-8859-1"),
        ("pupils’ café".encode(), "no-such-charset"),
    ],
)
def test_charset_is_read_from_the_bytes_first(content: bytes, charset: str | None) -> None:
    assert decode(content, charset).endswith("pupils’ café")


def test_a_few_bad_bytes_do_not_change_the_charset() -> None:
    content = ("pupils’ café " * 50).encode() + b"\xff" + "naïve".encode()
    assert decode(content).count("pupils’ café") == 50


def test_short_page_keeps_everything_beside_its_longest_paragraph() -> None:
    page = (
        "<body><nav><a href='/'>Home</a></nav><main><h1>Privacy Policy</h1>"
        "<p>We collect the names of students. You may ask us to delete data.</p>"
        "<div><p>We share with:</p><ul><li>hosts of our servers</li><li>your school</li></ul></div>"
        "</main><footer>© 2026 Fernquill</footer></body>"
    )
    texts = [block.text for block in extract_html(page.encode()).blocks]
    assert texts[1:] == [
        "We collect the names of students. You may ask us to delete data.",
        "We share with:",
        "hosts of our servers",
        "your school",
    ]


def test_a_page_far_too_large_is_read_up_to_a_limit_and_says_so() -> None:
    page = b"<h1>Privacy Policy</h1>" + b"<p>We keep the names of readers and never sell them.</p>" * 60_000
    found = extract_html(page)
    assert found.status is ReadingStatus.PARTLY_READ
    assert "cut_at_limit" in [notice.code for notice in found.notices]
    assert len(found.blocks) < 30_000
    long = extract_html(b"<p>" + b"We keep the names of readers. " * 60_000 + b"</p>")
    assert long.status is ReadingStatus.PARTLY_READ


def test_cells_that_span_thousands_of_columns_take_no_time() -> None:
    rows = b"<tr><td rowspan=999 colspan=999>names" * 400
    began = process_time()
    found = extract_html(b"<p>We keep the names of readers.</p><table>" + rows + b"</table>")
    assert process_time() - began < 10
    assert sum(block.text == "names" for block in found.blocks) == 400
