"""A vendor whose every word attacks: in each export they stay words, on a line of ten megabytes, too."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pypdfium2
import pytest
from docx import Document as WordFile
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from analyzer.core.documents import Span
from analyzer.render import (
    DISCLOSURES,
    RENDERERS,
    FamilyEntry,
    family_site,
    render,
    render_disclosure_csv,
    vendors_csv,
)
from analyzer.render.spreadsheet_cells import original
from tests.unit.render.make_report import HOSTILE, make_report, make_rulebook

RULEBOOK = make_rulebook()
LINE = 10_000_000  # characters
FORMULA = "=cmd|' /C calc'!A0 +1 -1 @SUM(1)"
ATTACK = f"{FORMULA} {HOSTILE}"
SEEN = "<script>alert('x')</script> [click](javascript:alert(1)) ![i](http://evil.example/p.png) **value**"


def hostile():
    """Return a report whose name, title, section and quote attack, on one line of ten megabytes."""
    report = make_report()
    text = ATTACK + " We sell student data to anyone." * ((LINE - len(ATTACK)) // 32)
    document = replace(report.documents[0], text=text, title=ATTACK, blocks=(), sections=(), pages=())
    found = report.findings[0]
    evidence = replace(
        found.evidence,
        document_id=document.id,
        span=Span(0, len(ATTACK)),
        quote=ATTACK,
        context=(),
        section=(ATTACK,),
    )
    finding = replace(found, evidence=evidence)
    state = replace(report.assessment.questions[0], decided_by=(finding.key,), finding_keys=(finding.key,))
    asks = tuple(replace(one, finding_keys=(finding.key,)) for one in report.assessment.vendor_questions)
    assessment = replace(
        report.assessment,
        questions=(state,),
        hard_fails=(),
        other_users=(),
        conflicts=(),
        vendor_questions=asks,
    )
    return replace(
        report,
        vendor=replace(report.vendor, name=ATTACK),
        documents=(document,),
        standings=report.standings[:1],
        findings=(finding,),
        dropped=(),
        assessment=assessment,
    )


REPORT = hostile()


def made(name):
    return render(REPORT, RULEBOOK, name)


def harmless_page(content):
    root = html.fromstring(content)
    assert root.xpath("//script | //img | //iframe | //object | //@onerror | //@src") == []
    assert [href for href in root.xpath("//a/@href") if "javascript" in href or "evil" in href] == []
    return root.text_content()


def test_pages_show_it_as_text():
    assert SEEN in harmless_page(made("html"))
    site = family_site([FamilyEntry(report=REPORT)], RULEBOOK, district=ATTACK, contact=ATTACK)
    for page in site.values():
        assert SEEN in harmless_page(page)


@pytest.mark.parametrize("name", ["md", "letter.md"])
def test_markdown_shows_it_as_text(name):
    page = MarkdownIt("commonmark").enable("table").render(made(name).decode())
    root = html.fromstring(f"<div>{page}</div>")
    assert root.xpath(".//script | .//img | .//a[contains(@href, 'evil')] | .//code[text()='code']") == []
    assert [strong.text for strong in root.iter("strong") if strong.text == "value"] == []
    assert SEEN in " ".join(root.text_content().split())


@pytest.mark.parametrize("name", ["docx", "letter.docx"])
def test_word_files_hold_no_link_and_no_field_of_it(name):
    content = made(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        xml = archive.read("word/document.xml").decode()
    assert "evil" not in links
    assert "fldSimple" not in xml
    text = "\n".join(paragraph.text for paragraph in WordFile(io.BytesIO(content)).paragraphs)
    assert SEEN in text


def test_the_workbook_runs_no_formula():
    book = load_workbook(io.BytesIO(made("xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    assert ATTACK in {cell.value for cell in cells}


def test_no_cell_of_a_csv_begins_a_formula():
    tables = [made("csv"), vendors_csv([REPORT])]
    tables += [render_disclosure_csv(state, [REPORT], RULEBOOK) for state in DISCLOSURES]
    for table in tables:
        cells = [cell for row in csv.reader(io.StringIO(table.decode(), newline="")) for cell in row]
        assert [cell for cell in cells if re.match(r"\s*[=+@\t\r]", cell)] == []
        assert any(original(cell).startswith(ATTACK) or SEEN in cell for cell in cells)


def test_the_pdf_holds_no_action_of_it():
    content = made("pdf")
    for action in (b"/JavaScript", b"/JS", b"/URI", b"/Launch"):
        assert action not in content
    pages = pypdfium2.PdfDocument(io.BytesIO(content))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "".join(SEEN.split()) in "".join(text.replace("\ufffe", "").replace("\u200b", "").split())


def test_the_mail_is_one_plain_text_with_our_headers_only():
    mail = message_from_bytes(made("letter.eml"), policy=default)
    assert mail.get_content_type() == "text/plain"
    assert not mail.is_multipart()
    assert SEEN in " ".join(mail.get_content().split())
    assert set(mail.keys()) <= {
        "Subject", "X-Unsent", "Date", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip


def test_the_json_gives_it_back_exactly():
    data = json.loads(made("json"))
    assert data["findings"][0]["quote"] == ATTACK


@pytest.mark.parametrize("name", ["txt", "full.txt"])
def test_a_terminal_is_given_no_sign_that_turns_or_steers(name):
    text = made(name).decode()
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text) == []
    assert "<script>" in text


@pytest.mark.parametrize("name", RENDERERS)
def test_the_line_of_ten_megabytes_is_printed_once_at_most(name):
    assert len(made(name)) < LINE * 1.1
