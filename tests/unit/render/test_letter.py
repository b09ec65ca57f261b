import io
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt

from analyzer.core.reports import VendorQuestion
from analyzer.render.letter import render_letter_docx, render_letter_eml, render_letter_md
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()
ASKED = (
    "1. Do sponsors receive data of pupils?",
    "“sponsors who show offers that may interest you;”",
    "Clause we ask for: Provider shall not disclose Student Data to sponsors.",
    "2. Do you train AI models on student data?",
    "We found nothing about it in your documents.",
)


def word_text(report):
    return "\n".join(p.text for p in Document(io.BytesIO(render_letter_docx(report, RULEBOOK))).paragraphs)


def markdown_text(report):
    page = MarkdownIt("commonmark").render(render_letter_md(report, RULEBOOK).decode())
    return html.fromstring(f"<div>{page}</div>").text_content()


def mail(report):
    return message_from_bytes(render_letter_eml(report, RULEBOOK), policy=default)


@pytest.mark.parametrize("read", [word_text, markdown_text, lambda report: mail(report).get_content()])
def test_each_form_asks_quotes_and_names_the_clause(read):
    text = " ".join(read(make_report()).split())
    for words in ASKED:
        assert words in text
    assert "as they stood on 2026-03-04" in text
    assert "72" not in text.replace("72 hours", "")  # the score is the district's own


def test_the_mail_is_a_draft_with_a_subject_of_one_line():
    draft = mail(make_report("Two\nLines\r\nBcc: x@evil.example"))
    assert draft["Subject"] == "Questions about pupils' data in Two Lines Bcc: x@evil.example"
    assert draft["Bcc"] is None
    assert draft["X-Unsent"] == "1"
    assert draft["From"] is None


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_strange_names_are_in_the_subject(name):
    assert name in mail(make_report(name))["Subject"]


def test_a_question_quotes_three_passages_and_counts_the_rest():
    report = make_large_report(10)
    keys = tuple(finding.key for finding in report.findings)
    ask = VendorQuestion(question_id="Q07", text="Who are the partners?", finding_keys=keys)
    text = word_text(replace(report, assessment=replace(report.assessment, vendor_questions=(ask,))))
    assert text.count("may receive reading records of pupils.”") == 3
    assert "say more of this kind in 7 other places." in text


def test_words_that_state_two_things_are_quoted_once():
    report = make_report()
    found = report.findings[0]
    other = replace(found, practice_id="ads.no_targeted", key="other")
    ask = VendorQuestion(question_id="Q01", text="Is it sold?", finding_keys=(found.key, "other"))
    assessment = replace(report.assessment, vendor_questions=(ask,))
    text = word_text(replace(report, findings=(found, other), assessment=assessment))
    assert text.count(found.evidence.quote) == 1


def test_a_vendor_without_open_questions_is_told_so():
    report = make_unscored_report()
    assert "They leave no question open" in word_text(replace(report, unread=()))
