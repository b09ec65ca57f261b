"""Plain text: headings, lists, wrapped lines."""

import pytest

from analyzer.core.documents import BlockKind
from analyzer.extract.plain import extract_plain

WRAPPED = """ACORN PRIVACY POLICY

1. Introduction

This policy was wrapped by hand at about seventy characters per line,
as old mails were, and it goes on for several lines so that the width
is known to the reader of it.
We collect the following
information:

  * your name and the name of
    your school
  * your email
      - work
      - home

Sharing
-------
We never share data
with anyone else.
"""


def test_headings_items_and_mended_lines() -> None:
    found = extract_plain(WRAPPED.encode())
    shapes = [(block.kind, block.text) for block in found.blocks]
    assert shapes[0] == (BlockKind.HEADING, "ACORN PRIVACY POLICY")
    assert shapes[1] == (BlockKind.HEADING, "1. Introduction")
    assert shapes[2][1].endswith("several lines so that the width is known to the reader of it.")
    assert shapes[3] == (BlockKind.PARAGRAPH, "We collect the following information:")
    assert shapes[4] == (BlockKind.LIST_ITEM, "your name and the name of your school")
    assert (BlockKind.HEADING, "Sharing") in shapes
    assert shapes[-1] == (BlockKind.PARAGRAPH, "We never share data with anyone else.")
    assert found.title == "ACORN PRIVACY POLICY"


def test_nested_items_know_lead_in_and_parent() -> None:
    blocks = extract_plain(WRAPPED.encode()).blocks
    home = next(block for block in blocks if block.text == "home")
    assert home.level == 2
    assert [blocks[i].text for i in home.introduced_by] == [
        "We collect the following information:",
        "your email",
    ]


def test_each_long_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    line = (
        "We collect what a school asks us to collect and nothing beyond that, ever, for any reason at all. "
        * 2
    )
    found = extract_plain(f"{line}\n{line}\n".encode())
    assert [block.kind for block in found.blocks] == [BlockKind.PARAGRAPH] * 2


def test_utf16_and_windows_bytes_are_read() -> None:
    assert extract_plain("Pupils’ data\n".encode("utf-16")).blocks[0].text == "Pupils’ data"
    text = "The pupils’ data stays “private”, and the café’s too. " * 5
    assert "pupils’ data" in extract_plain(text.encode("cp1252")).blocks[0].text


def test_nothing_gives_nothing() -> None:
    found = extract_plain(b"\n \x00\n")
    assert found.blocks == ()
    assert found.text_share is None


def paragraphs(text: str) -> list[str]:
    return [b.text for b in extract_plain(text.encode()).blocks if b.kind is BlockKind.PARAGRAPH]


CAPITALS = """WE DO NOT, AND WILL NOT, UNDER ANY CIRCUMSTANCES WHATSOEVER, EVER
SELL THE NAMES OF PUPILS TO BOOKSHOPS
OR RENT THEM TO PRINTERS, UNLESS A PARENT HAS
ASKED FOR IT IN WRITING."""


@pytest.mark.parametrize("around", ["", "NAMES OF READERS\n\n"], ids=["alone", "under a title"])
def test_wrapped_capitals_stay_one_paragraph(around: str) -> None:
    assert paragraphs(f"{around}{CAPITALS}\n\nThank you for reading.\n")[0] == CAPITALS.replace("\n", " ")


def test_capitals_within_a_wrapped_paragraph_go_on() -> None:
    text = """
        We keep the titles of books that a class has opened in the year, and
        nothing else about the shelf. NOTE THAT WE DO NOT LEND, RENT OR SELL
        THE NAMES OF PUPILS OR THE TITLES WHICH A PUPIL HAS OPENED IN A CLASS
        OR AT HOME.
        the rest of the shelf is empty, and nobody has asked for more of the
        books.
    """
    (only,) = paragraphs(text)
    assert "DO NOT LEND, RENT OR SELL THE NAMES OF PUPILS" in only
    assert "IN A CLASS OR AT HOME. the rest" in only


def test_titles_in_a_wrapped_text_stand_alone() -> None:
    text = """Our readers may ask for the list of their books at any time, and the
library sends it within a week.
Questions About the Shelf
When a pupil asks why a book is gone, the teacher looks it up in the
journal and answers.
WHO MAY ASK
Everybody may, but only a teacher may open the journal that lies in the
desk."""
    texts = [b.text for b in extract_plain(text.encode()).blocks]
    assert [t.split()[0] for t in texts] == ["Our", "Questions", "When", "WHO", "Everybody"]
    assert texts[1] == "Questions About the Shelf"


def test_a_few_wrapped_lines_do_not_glue_whole_lines() -> None:
    lines = [f"Reader number {n} keeps a shelf of books that is {n} feet long and wide." for n in range(30)]
    lines[7:8] = ["The shelf of the last reader", "is short."]
    assert len(paragraphs("\n".join(lines))) == 30


def test_a_line_that_hangs_on_a_small_word_goes_on() -> None:
    text = "Please read the\nTerms of the Library\nfirst; and\nKeep quiet.\n"
    assert paragraphs(text) == ["Please read the Terms of the Library first; and", "Keep quiet."]
