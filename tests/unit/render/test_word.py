import io
import itertools
import zipfile

import pytest
from docx import Document

from analyzer.core.record import ReviewRecord
from analyzer.render.word import render_docx
from tests.unit.render.make_report import (
    HOSTILE,
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)
from tests.unit.render.test_pdf import png

RULEBOOK = make_rulebook()


def opened(report, **letterhead):
    return Document(
        io.BytesIO(render_docx(report, RULEBOOK, ReviewRecord(**letterhead) if letterhead else None))
    )


def test_every_quote_is_a_paragraph_of_style_quote():
    report = make_report()
    quotes = {paragraph.text for paragraph in opened(report).paragraphs if paragraph.style.name == "Quote"}
    assert {f"“{finding.evidence.quote}”" for finding in report.findings} <= quotes
    assert f"“{HOSTILE}”" in quotes


def test_headings_are_real_and_in_order():
    headings = [p for p in opened(make_report()).paragraphs if p.style.name.startswith("Heading")]
    levels = [int(heading.style.name[-1]) for heading in headings]
    assert headings[0].text == "Lumen Reader: privacy review"
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_letterhead_carries_district_and_logo():
    word = opened(make_report(), district="Otter Brook Schools", logo=png())
    header = word.sections[0].header
    assert "Otter Brook Schools" in header.paragraphs[0].text
    assert header._element.xpath(".//pic:pic")
    assert word.core_properties.author == "Otter Brook Schools"


def test_points_are_a_table():
    tables = opened(make_report()).tables
    assert [cell.text for cell in tables[0].rows[0].cells] == ["No.", "Question", "Answer", "Points"]
    assert [cell.text for cell in tables[0].rows[2].cells] == [
        "Q07", "Who receives student data?", "Risk stated", "0 of 4",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [*NAMES.values(), "nul\x00 and escape\x1b"], ids=[*NAMES, "control"])
def test_strange_names_open_and_show(name):
    heading = opened(make_report(name)).paragraphs[0].text
    assert heading == f"{name}: privacy review".replace("\x00", "\ufffd").replace("\x1b", "\ufffd")


def test_four_hundred_findings_and_none():
    large = opened(make_large_report()).paragraphs
    assert sum(p.text.endswith("may receive reading records of pupils.”") for p in large) == 400
    unscored = "\n".join(p.text for p in opened(make_unscored_report()).paragraphs)
    assert "Not reviewable · no score" in unscored


def test_no_member_of_the_file_carries_the_time_of_writing():
    with zipfile.ZipFile(io.BytesIO(render_docx(make_report(), RULEBOOK))) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
