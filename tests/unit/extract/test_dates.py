"""Dates: what says that a date is the document's own, and how dates are written."""

from datetime import date

import pytest

from analyzer.extract.dates import Dates, find_dates


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("Effective Date: January 27th 2022", date(2022, 1, 27)),
        ("This policy is effective as of 1 March 2023.", date(2023, 3, 1)),
        ("This notice is effective 1 March 2023, and replaces nothing.", date(2023, 3, 1)),
        ("Effective: **30 September 2025**", date(2025, 9, 30)),
        ("These terms take effect on 2023-08-07.", date(2023, 8, 7)),
        ("Effective Date\n\nMay 1, 2020", date(2020, 5, 1)),
        ("_Effective: January 1, 2026._", date(2026, 1, 1)),
        ("In force from the 3rd day of April, 2019", date(2019, 4, 3)),
        ("July 4, 2021 (Effective Date)", date(2021, 7, 4)),
    ],
)
def test_effective_dates(text: str, effective: date) -> None:
    assert find_dates(text) == Dates(effective=effective)


@pytest.mark.parametrize(
    ("text", "updated"),
    [
        ("Last updated 12/01/2023", date(2023, 12, 1)),
        ("Last updated: 26/02/2021", date(2021, 2, 26)),
        ("Last updated: 12.01.2023", date(2023, 1, 12)),
        ("Last updated: 2026.08.07", date(2026, 8, 7)),
        ("Last updated: August 2022", date(2022, 8, 1)),
        ("Last Updated: Sept. 5, 2020", date(2020, 9, 5)),
        ("Updated: 1/5/21", date(2021, 1, 5)),
        ("Our privacy notice was last modified June 27th 2020.", date(2020, 6, 27)),
        ("Version 3.1 – revised January 16, 2020", date(2020, 1, 16)),
        ("Date: 4 June 2019", date(2019, 6, 4)),
        ("© 2016 Willow Reader. Last revised 3 May 2018", date(2018, 5, 3)),
    ],
)
def test_dates_of_the_last_change(text: str, updated: date) -> None:
    assert find_dates(text) == Dates(updated=updated)


@pytest.mark.parametrize(
    "text",
    [
        "© 2023 Willow Reader. All rights reserved.",
        "Copyright Willow Reader, updated 4 May 2019",
        "On May 3, 2021 we opened a second office.",
        "Under the Learner Records Act, effective December 31, 2023, you have rights.",
        "Effective January 1, 2020, the state of Oz gives its residents a right to know.",
        "See Regulation 2016/679 of 27 April 2016.",
        "The previous version was last updated on 3 May 2018.",
        "Last updated: February 30, 2021",
        "Last updated 13/13/2020",
        "Call 12-34-5678 to update your account.",
        "",
    ],
)
def test_other_dates_are_not_taken(text: str) -> None:
    assert find_dates(text) == Dates()


def test_both_at_once_and_each_by_itself() -> None:
    same = date(2017, 3, 12)
    assert find_dates("Revised and Effective: March 12, 2017") == Dates(effective=same, updated=same)
    assert find_dates("Effective: 1/1/2020 Last revised: 2/1/2020") == Dates(
        effective=date(2020, 1, 1), updated=date(2020, 2, 1)
    )


def test_the_head_is_believed_before_the_tail_and_the_tail_before_the_middle() -> None:
    filler = "We keep lesson plans tidy. " * 400
    middle = f"{filler}\nLast updated: May 1, 2001\n{filler}"
    tail = f"{middle}\nLast updated: May 1, 2002"
    head = f"Last updated: May 1, 2003\n{tail}"
    assert find_dates(middle).updated == date(2001, 5, 1)
    assert find_dates(tail).updated == date(2002, 5, 1)
    assert find_dates(head).updated == date(2003, 5, 1)


def test_the_address_is_asked_only_where_the_text_says_nothing() -> None:
    url = "https://willow.example/legal/2023-08-07/privacy"
    assert find_dates("We keep lesson plans.", url=url) == Dates(updated=date(2023, 8, 7))
    assert find_dates("Last updated: May 1, 2003", url=url) == Dates(updated=date(2003, 5, 1))
    assert find_dates("We keep lesson plans.", url="https://willow.example/2023/08/privacy") == Dates()


def test_a_date_alone_near_the_title_is_the_last_change() -> None:
    assert find_dates("Privacy Notice\n\nAugust 6, 2026\n\nWe keep lesson plans.").updated == date(2026, 8, 6)
    assert find_dates("Privacy Notice\n\nOn August 6, 2026 we moved.") == Dates()
    assert find_dates("Privacy Notice\n\nAugust 6, 2026\n\nLast updated: May 1, 2024").updated == date(
        2024, 5, 1
    )


def test_the_date_of_an_annex_is_not_that_of_the_document() -> None:
    filler = "We keep lesson plans tidy. " * 400
    text = f"Last updated: May 1, 2023\n{filler}\nThe annex, in force March 21, 2022.\n{filler}"
    assert find_dates(text) == Dates(updated=date(2023, 5, 1))


def test_a_sentence_that_names_the_document_after_its_cue_counts() -> None:
    text = "Changes\n\nThe company last updated these terms on May 25, 2018, and may update them again."
    assert find_dates(text).updated == date(2018, 5, 25)


def test_the_entries_of_a_list_of_changes_are_not_told_by_the_entry_before() -> None:
    text = "Effective: May 2, 2025\n\nRules.\n\n" + "We lend books. " * 400
    text += (
        "\n\nChanges\n\n2025-01-29: Shelves moved, and updated what we call them.\n2022-06-07: Sorted anew."
    )
    assert find_dates(text).updated is None
