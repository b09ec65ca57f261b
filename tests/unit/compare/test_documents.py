from dataclasses import replace
from datetime import date

import pytest

from analyzer.compare import compare_documents, compare_series
from analyzer.compare.amounts import compare_amounts
from analyzer.compare.clauses import cut_clauses, is_date_line
from analyzer.core.changes import ClauseChangeKind
from analyzer.core.documents import Block, BlockKind, Document, ReadingStatus, Section, Span
from tests.unit.store.invented import make_document

FIRST = (
    "Maplewick keeps pupils' drawings for 60 days after a class ends.",
    "We never sell the drawings of pupils to anybody.",
    "Teachers may download every drawing of their own class.",
    "Parents may ask the school to remove a drawing.",
)


def changes(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[str, str | None, str | None]]:
    change = compare_documents(make_document(old), make_document(new))
    return [(clause.kind.value, clause.old, clause.new) for clause in change.clauses]


def dated(sentences: tuple[str, ...], updated: date | None) -> Document:
    return replace(make_document(sentences), updated_date=updated)


def test_the_same_words_are_no_change() -> None:
    change = compare_documents(make_document(FIRST), make_document(FIRST))
    assert not change.changed
    assert change.share == 0.0


def test_a_new_clause_is_added() -> None:
    new = "Drawings may be used to train drawing machines."
    assert changes(FIRST, (*FIRST[:2], new, *FIRST[2:])) == [("added", None, new)]


def test_a_clause_within_a_paragraph_is_added() -> None:
    longer = FIRST[1] + " Machines may learn from them."
    assert changes(FIRST, (FIRST[0], longer, *FIRST[2:])) == [
        ("added", None, "Machines may learn from them.")
    ]


def test_a_clause_that_went_is_removed() -> None:
    assert changes(FIRST, (FIRST[0], *FIRST[2:])) == [("removed", FIRST[1], None)]


def test_a_clause_at_another_place_moved() -> None:
    found = changes(FIRST, (*FIRST[1:], FIRST[0]))
    assert found == [("moved", FIRST[0], FIRST[0])]


def test_a_reworded_clause_shows_both_wordings_and_the_number_that_changed() -> None:
    new = "Maplewick keeps pupils' drawings indefinitely after a class ends."
    change = compare_documents(make_document(FIRST), make_document((new, *FIRST[1:])))
    (clause,) = change.clauses
    assert clause.kind is ClauseChangeKind.REWORDED
    assert (clause.old, clause.new) == (FIRST[0], new)
    assert 0.55 < clause.similarity < 1
    assert [(p.name, p.old, p.new) for p in clause.parameters] == [("duration", "60 days", "indefinitely")]
    assert (change.words_added, change.words_removed) == (1, 3)  # "for 60 days" went


def test_a_clause_that_moved_and_was_reworded_is_one_change() -> None:
    new = "Maplewick keeps pupils' drawings for 90 days after a class ends."
    (found,) = changes(FIRST, (*FIRST[1:], new))
    assert found == ("reworded", FIRST[0], new)


def test_spans_point_at_the_words() -> None:
    new = make_document((FIRST[0], "Entirely other words stand here now, friend.", *FIRST[2:]))
    old = make_document(FIRST)
    for clause in compare_documents(old, new).clauses:
        assert clause.old_span is None or clause.old_span.of(old.text) == clause.old
        assert clause.new_span is None or clause.new_span.of(new.text) == clause.new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We  keep\u00a0it.", "We keep it."),
        ("We don't “sell” it – never.", 'We don’t "sell" it - never.'),
        ("© 2020 Maplewick, all rights reserved", "© 2021 Maplewick, all rights reserved"),
        ("Copyright 2019-2020 Maplewick Ltd", "Copyright 2019-2021 Maplewick Ltd"),
        ("• We keep it.", "We keep it."),
        ("We keep it .", "We keep it."),
    ],
)
def test_what_is_no_change_of_meaning_is_no_change(old: str, new: str) -> None:
    assert changes((*FIRST, old), (*FIRST, new)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We may sell it.", "We may not sell it."),
        ("Kept for 30 days.", "Kept for 30 years."),
        ("Founded in 2020 by us.", "Founded in 2021 by us."),
        ("We share names, and photos.", "We share names and photos."),
    ],
)
def test_small_changes_of_meaning_are_changes(old: str, new: str) -> None:
    assert changes((*FIRST, old), (*FIRST, new)) == [("reworded", old, new)]


def test_other_paragraph_breaks_are_no_change() -> None:
    joined = (" ".join(FIRST[:2]), " ".join(FIRST[2:]))
    assert changes(FIRST, joined) == []
    assert changes(joined, FIRST) == []
    assert changes(("a list of: names, and ages",), ("a list of:", "names, and ages")) == []


def test_a_menu_in_another_order_is_no_change() -> None:
    assert changes(("Home", "Plans", "Help", *FIRST), ("Help", "Home", "Plans", *FIRST)) == []
    assert len(changes(("Home", *FIRST), ("Home", "Camera access", *FIRST))) == 1


def test_a_clause_said_twice_counts_twice() -> None:
    assert changes((*FIRST, FIRST[0]), FIRST) == [("removed", FIRST[0], None)]


def test_a_silent_edit_changes_the_text_and_not_the_date() -> None:
    day, later = date(2026, 1, 5), date(2026, 2, 5)
    other = (*FIRST, "One more thing was put in here.")
    assert compare_documents(dated(FIRST, day), dated(other, day)).silent_edit
    assert not compare_documents(dated(FIRST, day), dated(other, later)).silent_edit
    assert not compare_documents(dated(FIRST, None), dated(other, None)).silent_edit
    assert not compare_documents(dated(FIRST, day), dated(FIRST, day)).silent_edit


def test_an_edit_is_not_silent_where_a_date_line_moved_that_was_not_read() -> None:
    day = date(2026, 1, 5)
    more = "One more thing was put in here."
    own = "Last update of this annex: January 5, 2026"
    old = dated(("Last updated: June 1, 2025", *FIRST, own), day)
    assert not compare_documents(
        old, dated(("Last updated: July 1, 2026", *FIRST, more, own), day)
    ).silent_edit
    assert compare_documents(old, dated(("Last updated: June 1, 2025", *FIRST, more, own), day)).silent_edit
    assert compare_documents(
        old, dated(("Last updated: 1st of June 2025", *FIRST, more, own), day)
    ).silent_edit
    assert compare_documents(old, dated(("Last updated: July 1, 2026", *FIRST, own), day)).date_only


def test_a_date_that_moves_alone_is_told() -> None:
    day, later = date(2026, 1, 5), date(2026, 2, 5)
    old = dated(("Last updated: January 5, 2026", *FIRST), day)
    new = dated(("Last updated: February 5, 2026", *FIRST), later)
    change = compare_documents(old, new)
    assert (change.changed, change.date_only) == (False, True)
    assert (change.old_date, change.new_date) == (day, later)


@pytest.mark.parametrize(
    ("line", "only_a_date"),
    [
        ("Last updated: January 5, 2026", True),
        ("Effective 2026-01-05", True),
        ("*Revised 5th of March 2026*", True),
        ("March 2026", True),
        ("We deleted all drawings on January 5, 2026.", False),
        ("Last updated", False),
        (
            "Updated rules say that pupils born before May 5, 2013 may post alone as their own teachers do",
            False,
        ),
    ],
)
def test_date_lines_are_told_from_clauses(line: str, *, only_a_date: bool) -> None:
    assert is_date_line(line) is only_a_date


@pytest.mark.parametrize("status", [ReadingStatus.BLOCKED, ReadingStatus.EMPTY, ReadingStatus.LOGIN_WALL])
def test_a_page_that_could_not_be_read_says_nothing_of_its_clauses(status: ReadingStatus) -> None:
    change = compare_documents(make_document(FIRST), make_document(("Prove you are human",), status=status))
    assert change.could_not_read is status
    assert change.clauses == ()
    assert not change.changed


def test_a_readable_page_without_text_counts_as_empty() -> None:
    change = compare_documents(make_document(FIRST), make_document(("",)))
    assert change.could_not_read is ReadingStatus.EMPTY


def test_a_series_looks_past_what_could_not_be_read() -> None:
    blocked = make_document(("Access denied",), status=ReadingStatus.BLOCKED)
    other = make_document((*FIRST, "A line was put in at the end."))
    first, second, third = compare_series([make_document(FIRST), blocked, make_document(FIRST), other])
    assert first.could_not_read is ReadingStatus.BLOCKED
    assert not second.changed
    assert second.flips_back_to is None
    assert [c.kind.value for c in third.clauses] == ["added"]


def test_a_series_that_begins_unread_goes_on() -> None:
    blocked = make_document(("Access denied",), status=ReadingStatus.BLOCKED)
    change = compare_series([blocked, make_document(FIRST)])
    assert [step.could_not_read for step in change] == [ReadingStatus.BLOCKED]
    assert compare_series([]) == ()
    assert compare_series([make_document(FIRST)]) == ()


def test_a_variant_that_flips_back_is_marked() -> None:
    one, two = make_document(FIRST), make_document(FIRST[:2])
    changes = compare_series([one, two, one, one, two])
    assert [change.flips_back_to for change in changes] == [None, 0, None, 1]
    assert [change.changed for change in changes] == [True, True, False, True]


def test_a_variant_that_is_nearly_an_earlier_one_flips_back() -> None:
    long = tuple(f"Rule number {n} says what Maplewick does with drawing {n}." for n in range(40))
    again = (*long[:-1], "Rule number 39 says what Maplewick never does with drawing 39.")
    changes = compare_series([make_document(long), make_document(long[:10]), make_document(again)])
    assert [change.flips_back_to for change in changes] == [None, 0]
    assert changes[1].flip_words_left == 1


def test_a_step_that_goes_half_the_way_back_is_no_flip() -> None:
    long = tuple(f"Rule number {n} says what Maplewick does with drawing {n}." for n in range(40))
    half = (*long[:25], *(f"Maplewick may also show picture {n} to guests." for n in range(9)))
    changes = compare_series([make_document(long), make_document(long[:10]), make_document(half)])
    assert [change.flips_back_to for change in changes] == [None, None]


def test_a_small_edit_that_stays_near_the_first_version_is_no_flip() -> None:
    long = tuple(f"Rule number {n} says what Maplewick does with drawing {n}." for n in range(40))
    versions = [
        long,
        (*long, "A first word came."),
        (*long, "A first word came.", "A second word came, too."),
    ]
    changes = compare_series([make_document(version) for version in versions])
    assert [change.flips_back_to for change in changes] == [None, None]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("window.pagePath = '/a'; load(1);", "window.pagePath = '/a'; load(2);"),
        (
            "if (on) { (function(i, s) { i.go = 1; })(window); }",
            "if (on) { (function(i, s) { i.go = 2; })(window); }",
        ),
        ("/*<![CDATA[*/ page.map = 7 /*]]>*/", "/*<![CDATA[*/ page.map = 8 /*]]>*/"),
    ],
)
def test_a_script_saved_as_words_is_no_clause(old: str, new: str) -> None:
    assert changes((*FIRST, old), (*FIRST, new)) == []
    assert changes(FIRST, (*FIRST, new)) == []


def test_words_about_functions_and_windows_are_clauses() -> None:
    told = (
        "The function (of the camera) is to open a window.",
        "We use document.cookies to know you = a guest.",
    )
    assert len(changes(FIRST, (*FIRST, *told))) == 2


def test_sections_are_named_by_their_headings() -> None:
    text = "Keeping\n\nWe keep it for a day.\n\nSharing\n\nWe share nothing."
    document = replace(
        make_document(("x",)),
        text=text,
        blocks=(
            Block(kind=BlockKind.HEADING, span=Span(0, 7), level=1),
            Block(kind=BlockKind.PARAGRAPH, span=Span(9, 30)),
            Block(kind=BlockKind.HEADING, span=Span(32, 39), level=2),
            Block(kind=BlockKind.PARAGRAPH, span=Span(41, 58)),
        ),
        sections=(
            Section(heading=Span(0, 7), span=Span(0, 58), level=1),
            Section(heading=Span(32, 39), span=Span(32, 58), level=2, parent=0),
        ),
    )
    assert [(c.text, c.section) for c in cut_clauses(document).body] == [
        ("Keeping", ("Keeping",)),
        ("We keep it for a day.", ("Keeping",)),
        ("Sharing", ("Keeping", "Sharing")),
        ("We share nothing.", ("Keeping", "Sharing")),
    ]


def test_abbreviations_do_not_end_a_clause() -> None:
    document = make_document(("Maplewick Inc. Drawings, e.g. Portraits, stay. Then we delete them.",))
    assert [clause.text for clause in cut_clauses(document).body] == [
        "Maplewick Inc. Drawings, e.g. Portraits, stay.",
        "Then we delete them.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "within thirty (30) days",
            "within 10 business days",
            [("duration", "thirty (30) days", "10 business days")],
        ),
        ("for 60 days", "as long as necessary", [("duration", "60 days", "as long as necessary")]),
        ("pupils under 13", "pupils under the age of 16", [("age", "under 13", "under the age of 16")]),
        ("13 years of age", "16 years old", [("age", "13 years of age", "16 years old")]),
        ("at least 30 days", "at least 90 days", [("duration", "30 days", "90 days")]),
        (
            "keep 95% of $1,000",
            "keep 5 percent of $2,000.",
            [("percentage", "95%", "5 percent"), ("amount", "$1,000", "$2,000")],
        ),
        ("for 30 days or 1 year", "for 1 year or 30 days", []),
        ("we keep it", "we keep it for 2 years", [("duration", None, "2 years")]),
        ("a 30-day notice", "a 30 day notice", []),
    ],
)
def test_amounts_are_compared(old: str, new: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(p.name, p.old, p.new) for p in compare_amounts(old, new)] == expected
