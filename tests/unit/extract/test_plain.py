"""Plain text: headings, lists, wrapped lines."""

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
