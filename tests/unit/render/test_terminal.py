from dataclasses import replace

import pytest
from rich.cells import cell_len

from analyzer.render import render_full_txt, render_txt, terminal_text
from tests.unit.render.make_report import (
    NAMES,
    make_large_report,
    make_report,
    make_rulebook,
    make_unscored_report,
)

RULEBOOK = make_rulebook()


def flat(text):
    return " ".join(text.split())


def test_the_first_line_is_score_range_tier_and_standing():
    first = terminal_text(make_report(), RULEBOOK).splitlines()[:2]
    assert first == ["72 (70–73) of 100 · Approve with DPA", "Provisional: 3 decisive findings to confirm"]


def test_what_was_not_read_comes_before_the_questions_with_a_remedy():
    text = flat(terminal_text(make_report(), RULEBOOK))
    unread = text.index("Not read in full: data agreement (https://reader.example/dpa)")
    assert text.index("What to do: Ask the vendor for the agreement as a file.") > unread
    assert unread < text.index("[x] Q07 Who receives student data?")
    assert "it lies behind a login What to do: Log in, save the page" in text


def test_each_question_shows_state_points_quote_document_section_and_page():
    text = flat(terminal_text(make_report(), RULEBOOK))
    assert "[x] Q07 Who receives student data? Risk stated · 0 of 4 points" in text
    assert (
        "(after: “We may share your information with:”) “sponsors who show offers that may interest you;”"
        in text
    )
    assert "section “Privacy Policy > 1. What we share”" in text
    assert "“We never sell, rent or trade student data.” Student privacy policy, page 2" in text
    assert "superseded by a controlling document" in text
    assert "[?] Q16 Can the school or parent have data deleted? silent earns 0.2" in text


def test_a_silence_without_a_line_is_explained_by_its_class():
    report = make_report()
    bare = tuple(replace(state, line="") for state in report.assessment.questions)
    report = replace(report, assessment=replace(report.assessment, questions=bare))
    text = flat(terminal_text(report, RULEBOOK))
    assert (
        "Q16 Can the school or parent have data deleted? The documents do not say · 0.8 of 4 points "
        "Silence counts against the vendor here" in text
    )


def test_documents_obtained_are_named_by_their_titles():
    report = make_report()
    coverage = replace(report.assessment.coverage, obtained=("d2", "terms"))
    report = replace(report, assessment=replace(report.assessment, coverage=coverage))
    text = flat(terminal_text(report, RULEBOOK))
    assert "75 % of what governs the product: Student privacy policy, terms." in text


def test_other_users_comparison_questions_and_limits_are_printed():
    text = flat(terminal_text(make_report(), RULEBOOK))
    assert "ABOUT OTHER USERS (NEVER IN THE SCORE)" in text
    assert "sponsors: exceeds the district's policy" in text
    assert "1. Do sponsors receive data of pupils? (Q07) Clause to ask for: Provider shall not" in text
    assert "It is not legal advice." in text
    assert "not verified: check before relying on it" in text


def test_an_unscored_report_says_why_and_shows_no_bars():
    text = terminal_text(make_unscored_report(), RULEBOOK)
    assert text.startswith("Not reviewable: no score\n")
    assert "No privacy policy that covers the product could be read." in text
    assert "SCORE BY SUBJECT" not in text
    assert "of 100" not in text
    assert "Send the vendor" not in text


@pytest.mark.parametrize("width", [40, 60, 88, 140])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_line_is_wider_than_asked(width, name):
    text = terminal_text(make_report(name), RULEBOOK, width=width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_control_characters_of_the_vendor_never_reach_the_terminal():
    name = "Bad\x1b[2JName\x9b31m\u202eevil"
    text = terminal_text(make_report(name), RULEBOOK)
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert "Bad\ufffd[2JName" in text


def test_colour_is_only_written_when_asked():
    assert "\x1b[1m" in terminal_text(make_report(), RULEBOOK, colour=True)
    assert b"\x1b" not in render_txt(make_report(), RULEBOOK)


def test_ascii_only_is_ascii():
    text = terminal_text(make_report("Café 🚀"), RULEBOOK, ascii_only=True)
    assert text.isascii()
    assert text.startswith("72 (70-73) of 100 - Approve with DPA")
    assert "Caf\\xe9" in text


def test_the_decisive_quotes_and_the_first_three_are_printed_and_the_rest_counted():
    report = make_large_report()
    text = terminal_text(report, RULEBOOK)
    assert text.count("may receive reading records of pupils.”") == 4
    assert "… and 396 more quotes; the formats full.txt and html show all." in flat(text)
    assert len(text.splitlines()) < 120


def test_a_decisive_quote_is_printed_wherever_it_stands():
    report = make_large_report()
    last = report.findings[-1]
    [state] = report.assessment.questions
    decided = replace(state, decided_by=(last.key,))
    report = replace(report, assessment=replace(report.assessment, questions=(decided,)))
    text = terminal_text(report, RULEBOOK)
    assert last.evidence.quote in flat(text)


def test_four_hundred_findings_are_all_in_the_full_text():
    text = render_full_txt(make_large_report(), RULEBOOK).decode()
    assert text.count("may receive reading records of pupils.”") == 400
    assert "more quotes" not in text


def test_paper_is_eighty_columns_wide():
    for content in (render_txt(make_report(), RULEBOOK), render_full_txt(make_large_report(), RULEBOOK)):
        assert max(cell_len(line) for line in content.decode().splitlines()) <= 80


def test_findings_that_answer_no_question_are_printed():
    report = make_report()
    none = replace(report, assessment=replace(report.assessment, questions=(), other_users=()))
    text = flat(terminal_text(none, RULEBOOK))
    assert "FINDINGS THAT ANSWER NO QUESTION" in text
    assert "in the traditional sense of the word." in text
