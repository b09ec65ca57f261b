import io
import struct
import zlib

import pypdfium2
import pytest

from analyzer.render.pdf import render_pdf
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_record,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()


def png(width=8, height=8):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x30\x60\x90" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def opened(content):
    return pypdfium2.PdfDocument(io.BytesIO(content))


def letters(text):
    """Keep the visible characters: lines, hyphens at line ends and spaces are the setter's choice."""
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\ufffe\u00ad-\u202e")


def text_of(content):
    return letters("".join(page.get_textpage().get_text_range() for page in opened(content)))


def test_every_quote_can_be_selected_as_it_stands_in_the_document():
    report = make_report()
    text = text_of(render_pdf(report, RULEBOOK))
    for finding in report.findings:
        quote = finding.evidence.quote.split("\u202e")[0]  # what follows is set from right to left
        assert letters(quote) in text


def test_the_pdf_is_tagged_titled_and_has_bookmarks():
    content = render_pdf(make_report(), RULEBOOK)
    document = opened(content)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Lumen Reader: privacy review"
    marks = [mark.get_title() for mark in document.get_toc()]
    assert marks[0] == "Lumen Reader: privacy review"
    assert "Q07 Who receives student data?" in marks


def test_the_first_page_is_the_superintendents():
    document = opened(render_pdf(make_report(), RULEBOOK, make_record(logo=png())))
    first = document[0].get_textpage().get_text_range()
    assert "Otter Brook Schools" in first
    assert "72 (70–73) of 100" in first
    assert "What weighs most" in first
    assert f"page 1 of {len(document)}" in first
    assert "We never sell" not in first


def test_pages_stay_inside_the_paper_with_a_name_of_300_characters():
    document = opened(render_pdf(make_report(NAMES["long"]), RULEBOOK))
    page = document[0]
    text = page.get_textpage()
    rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
    assert max(rights) < page.get_width() - 40


@pytest.mark.parametrize("name", ["quotes", "formula", "tags"])
def test_strange_names_are_set_as_they_are(name):
    assert letters(NAMES[name]) in text_of(render_pdf(make_report(NAMES[name]), RULEBOOK))


def test_markup_of_the_typesetter_in_a_name_is_only_text():
    name = '#panic("x") $a^2$ *b* @ref `c` \\u{41}'
    assert letters(name) in text_of(render_pdf(make_report(name), RULEBOOK))


def test_four_hundred_findings_and_none():
    assert (
        text_of(render_pdf(make_large_report(), RULEBOOK)).count("mayreceivereadingrecordsofpupils.”") == 400
    )
    assert "Notreviewablenoscore" in text_of(render_pdf(make_unscored_report(), RULEBOOK))
