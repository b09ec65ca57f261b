"""Segments lose nothing, overlap nowhere and never cut a word."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.core.documents import BlockKind, Document, DocumentKind, ReadingStatus, Source
from analyzer.extract.layout import RawBlock, lay_out
from analyzer.segment import segment

WRITTEN = """We share (a) (b) (c) (i) (ii) (1) (2) • data. Inc. U.S.C. e.g., No. 5 v. 1.2 2. data.We yes!
https://example.org/a.b;c Kahoot! why? advertisers; and or: “sold.” (sold.) ... … § 99.31 KIDS. iPad a)"""
WORDS = st.sampled_from(WRITTEN.split())
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.text(min_size=1, max_size=40))
BLOCKS = st.tuples(
    st.sampled_from(list(BlockKind)),
    TEXTS,
    st.integers(1, 3),
    st.lists(st.integers(0, 8), max_size=3, unique=True),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    raw: list[RawBlock] = []
    for index, (kind, text, level, above) in enumerate(draw(st.lists(BLOCKS, max_size=9))):
        introduced = tuple(sorted(one for one in above if one < index))
        raw.append(RawBlock(kind=kind, text=text, level=level, introduced_by=introduced))
    laid = lay_out(raw)
    return Document(
        id="d1",
        source=Source(location="policy.txt"),
        snapshot_id=None,
        kind=DocumentKind.OTHER,
        status=ReadingStatus.READ,
        text=laid.text,
        blocks=laid.blocks,
        sections=laid.sections,
    )


@given(documents())
@settings(max_examples=300, deadline=None)
def test_every_character_lies_in_exactly_one_segment(document: Document) -> None:
    held = [0] * len(document.text)
    for one in segment(document):
        for position in range(one.span.start, one.span.end):
            held[position] += 1
    for position, character in enumerate(document.text):
        assert held[position] == 1 or (character.isspace() and held[position] == 0)


@given(documents())
@settings(max_examples=300, deadline=None)
def test_segments_are_ordered_and_never_cut_a_word(document: Document) -> None:
    text = document.text
    found = segment(document)
    assert [one.id for one in found] == list(range(len(found)))
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start
    for one in found:
        start, end = one.span.start, one.span.end
        assert start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())


@given(documents())
@settings(max_examples=300, deadline=None)
def test_what_introduces_a_segment_stands_before_it(document: Document) -> None:
    found = segment(document)
    for one in found:
        assert one.block is not None
        assert document.blocks[one.block].span.covers(one.span)
        for span in one.lead_in:
            assert span.end <= one.span.start
            assert span.of(document.text).strip()
        assert one.repeats is None or one.repeats < one.id
        if one.section is not None:
            assert document.sections[one.section].span.covers(one.span)


@given(documents())
@settings(max_examples=100, deadline=None)
def test_a_repeat_has_the_same_words_and_is_itself_no_repeat(document: Document) -> None:
    found = segment(document)
    for one in found:
        if one.repeats is not None:
            first = found[one.repeats]
            assert first.repeats is None
            assert first.kind is one.kind
