"""Vendors' words reach the page as text, whatever they contain."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Source, Span
from analyzer.dashboard.passages import MOST_SHOWN, around, grid, marked, parts_of, reworded

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:b) **c** =cmd()"


def _shown(page: str) -> str:
    return html.fromstring(f"<div>{page}</div>").xpath("string(.//p)")


def _document(text: str) -> Document:
    return Document(
        id="d1",
        source=Source(location="x"),
        snapshot_id=None,
        kind=DocumentKind.OTHER,
        status=ReadingStatus.READ,
        text=text,
    )


def test_hostile_text_is_shown_not_obeyed() -> None:
    tree = html.fromstring(f"<div>{marked(HOSTILE, [Span(0, 8)])}</div>")
    assert not tree.xpath("//script | //img")
    assert tree.xpath("string(.//p)") == HOSTILE
    assert tree.xpath("string(.//mark)") == "<script>"


@given(st.text(alphabet="ab<>&\"' ", min_size=1, max_size=40), st.data())
def test_every_character_is_kept_and_spans_are_marked(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=4))
    spans = [Span(min(p), max(p)) for p in pairs]
    page = marked(text, spans)
    assert _shown(page) == text
    inside = {i for s in spans for i in range(s.start, s.end)}
    assert sum(map(len, html.fromstring(f"<div>{page}</div>").xpath(".//mark/text()"))) == len(inside)


def test_line_of_ten_million_signs_is_shown_in_bounded_parts() -> None:
    text = "a" * 5_000_000 + "quote" + "b" * 5_000_000
    document = _document(text)
    span = Span(5_000_000, 5_000_005)
    shown = around(document, span)
    assert shown.covers(span)
    assert shown.end - shown.start < 2_500
    parts = parts_of(len(text))
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert max(part.end - part.start for part in parts) == MOST_SHOWN
    assert len(parts_of(0)) == 1


def test_a_quote_is_seen_without_scrolling() -> None:
    lines = "\n\n".join(f"Line {n} says a good deal about nothing in particular." for n in range(40))
    quote = "We sell it."
    text = f"{lines}\n\n{quote} And more.\n\n{lines}"
    document = _document(text)
    at = text.index(quote)
    shown = around(document, Span(at, at + len(quote)))
    assert 0 < at - shown.start <= 220
    assert text[shown.start :].startswith("Line 3")
    assert shown.end > at + len(quote)


def test_signs_that_turn_writing_are_shown_and_counted() -> None:
    page = marked("pay \u202eeerf\u202c now", [Span(4, 10)])
    assert _shown(page) == "pay \ufffdeerf\ufffd now"


def test_cells_of_a_grid_are_text() -> None:
    page = grid(("A", HOSTILE), [(HOSTILE, "<b>x</b>")], caption='"><script>')
    tree = html.fromstring(f"<div>{page}</div>")
    assert not tree.xpath("//script | //img | //b")
    assert tree.xpath("string(.//tbody//th)") == HOSTILE
    assert tree.xpath("string(.//tbody//td)") == "<b>x</b>"


def test_a_wide_grid_names_each_cell_by_its_column_for_phones() -> None:
    tree = html.fromstring(f"<div>{grid('abcd', ['1234'], caption='x')}</div>")
    assert tree.xpath("//table/@class") == ["grid wide"]
    assert tree.xpath("//td/@data-label") == ["b", "c", "d"]
    roles = {role for element in tree.iter() for role in [element.get("role")] if role}
    assert roles >= {"table", "rowgroup", "row", "columnheader", "rowheader", "cell"}
    assert "wide" not in grid("abc", ["123"], caption="x")


def test_rewording_marks_the_words_that_went_and_came() -> None:
    before, after = reworded("we keep data <60> days", "we keep data for ever")
    old, new = (html.fromstring(f"<div>{page}</div>") for page in (before, after))
    assert old.xpath("string(.//del)") == "<60> days"
    assert new.xpath("string(.//ins)") == "for ever"
    assert not old.xpath(".//ins")
