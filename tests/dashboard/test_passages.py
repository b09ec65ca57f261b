"""Vendors' words reach the page as text, whatever they contain."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from analyzer.core.documents import Span
from analyzer.dashboard.passages import marked

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:b) **c** =cmd()"


def _shown(page: str) -> str:
    return html.fromstring(f"<div>{page}</div>").xpath("string(.//p)")


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
