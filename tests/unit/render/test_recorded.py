"""The fields of the review record stand in the summary of every format."""

import csv
import io
import json
from dataclasses import replace

import jsonschema
import pypdfium2
import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from analyzer.core.record import ReviewRecord
from analyzer.core.reviews import ReviewVerdict
from analyzer.render import render, report_schema
from analyzer.render.recorded import (
    NOT_RECORDED,
    UNDECIDED,
    answer_words,
    decision_words,
    record_rows,
    review_id,
)
from tests.unit.render.make_report import make_record, make_report, make_rulebook

RULEBOOK = make_rulebook()
RECORDED = (
    "Otter Brook Schools", "lumen-reader-12", "Mx. O'Neil", "Brook Elementary", "school edition",
    "Reading aloud in small groups.", "48", "Approved with conditions", "Ann Lee", "Bo Diaz", "2026-03-04",
    "2027-06-30", "Grades 3 to 5 only.", "Advertising switched off.", "The addendum prevails.", "2026-09-01",
    "Used in grade 3 and 4.", "vendor decided", "Cy Park", "We train no models.",
)  # fmt: skip
IN_TABLES = (
    "lumen-reader-12", "Mx. O'Neil", "Brook Elementary", "Approved with conditions", "Ann Lee", "Bo Diaz",
    "Grades 3 to 5 only.; Advertising switched off.", "Cy Park", "Read it twice.",
)  # fmt: skip


def _word(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return "\n".join([*heads, *(p.text for p in document.paragraphs), *cells])


def _pdf(content):
    pages = pypdfium2.PdfDocument(io.BytesIO(content))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


READERS = {
    "txt": bytes.decode,
    "full.txt": bytes.decode,
    "md": lambda content: html.fromstring(
        MarkdownIt("commonmark").enable("table").render(content.decode())
    ).text_content(),
    "html": lambda content: html.fromstring(content).text_content(),
    "docx": _word,
    "pdf": _pdf,
}


def flat(text):
    return " ".join(text.replace("\ufffe", "-").replace("\u200b", "").split())


@pytest.mark.parametrize("name", READERS)
def test_every_field_stands_in_each_summary(name):
    text = flat(READERS[name](render(make_report(), RULEBOOK, name, make_record())))
    assert [words for words in RECORDED if words not in text] == []


def test_every_field_stands_in_the_csv():
    content = render(make_report(), RULEBOOK, "csv", make_record()).decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    told = {cell for row in rows for cell in row.values()}
    assert [words for words in IN_TABLES if words not in told] == []
    assert {row["decision_expires"] for row in rows} == {"2027-06-30"}
    assert {row["next_review"] for row in rows} == {"2026-09-01"}


def test_every_field_stands_in_the_workbook():
    book = load_workbook(io.BytesIO(render(make_report(), RULEBOOK, "xlsx", make_record())))
    told = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert [words for words in IN_TABLES if words not in told] == []
    assert book["due reviews"]["A2"].value == "Lumen Reader"


def test_the_json_holds_the_record_and_validates():
    data = json.loads(render(make_report(), RULEBOOK, "json", make_record()))
    jsonschema.Draft202012Validator(report_schema()).validate(data)
    record = data["record"]
    assert (record["review_id"], record["decision"]) == ("lumen-reader-12", "approve_with_conditions")
    assert (record["decider"], record["second_approver"]) == ("Ann Lee", "Bo Diaz")
    assert (record["expires_at"], record["next_review"]) == ("2027-06-30", "2026-09-01")
    assert record["conditions"] == ["Grades 3 to 5 only.", "Advertising switched off."]
    [request] = record["requests"]
    assert (request["requester"], request["student_count"], request["sign_in_method"]) == (
        "Mx. O'Neil",
        48,
        "sso",
    )
    assert record["audit_log"][0]["detail"] == {"reason": "The addendum prevails."}
    [judged] = [finding for finding in data["findings"] if finding["reviewer"]]
    assert (judged["reviewer"], judged["note"]) == ("Cy Park", "Read it twice.")
    asked = {question["question"]: question for question in data["vendor_questions"]}
    assert asked["Q13"]["answer"] == "We train no models."
    assert (asked["Q07"]["sent_on"], asked["Q07"]["answer"]) == (None, "")
    overridden = [finding for finding in data["findings"] if finding["superseded"]]
    assert overridden[0]["superseded_by"] == [make_report().findings[6].key]
    assert data["data_elements"][0]["mentions"][0]["quote"] == "Privacy"


def test_without_a_record_the_json_says_null_and_the_pages_say_nothing():
    data = json.loads(render(make_report(), RULEBOOK, "json"))
    assert data["record"]["decision"] is None
    assert data["record"]["review_id"] == "lumen-reader-20260304"
    assert "review record" not in render(make_report(), RULEBOOK, "txt").decode().casefold()
    assert 'id="record"' not in render(make_report(), RULEBOOK, "html").decode()


def test_an_empty_record_tells_what_is_missing():
    rows = dict(record_rows(make_report(), RULEBOOK, ReviewRecord(number=3)))
    assert review_id(make_report(), ReviewRecord(number=3)) == "lumen-reader-3"
    assert {rows[name] for name in ("Request", "Decision", "Decided by", "Next check due")} == {NOT_RECORDED}
    assert decision_words(ReviewRecord()) == UNDECIDED


def test_a_decision_by_one_person_without_an_end_is_told_plainly():
    decision = replace(make_record().decision, second_approver=None, expires_on=None)
    assert decision_words(ReviewRecord(decision=decision)) == (
        "Approved with conditions by Ann Lee on 2026-03-04."
    )


def test_a_question_that_waits_for_its_answer_says_so():
    [answer] = make_record().answers
    waiting = ReviewRecord(answers=(replace(answer, answer=""),))
    assert answer_words(waiting, "Q13") == "Sent 2026-03-05. No answer yet."
    assert answer_words(waiting, "Q07") == answer_words(None, "Q13") == ""


def test_a_verdict_that_was_taken_back_is_not_shown():
    record = make_record()
    gone = replace(record, reviews=(replace(record.reviews[0], verdict=ReviewVerdict.WITHDRAWN),))
    assert "Cy Park" not in render(make_report(), RULEBOOK, "md", gone).decode()
