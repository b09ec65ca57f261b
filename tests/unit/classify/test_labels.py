"""What a person's quotes say of our segments."""

from analyzer.classify.labels import Label, QuotedLabel, same_clause, stated_in
from analyzer.core.documents import Document, DocumentKind, ReadingStatus, Segment, SegmentKind, Source, Span
from analyzer.core.findings import Asserted

SENTENCES = (
    "We may share your data with:",
    "trusted advertising partners of ours;",
    "the police.",
    "We keep it for ninety days after you leave.",
)


def _document() -> tuple[Document, tuple[Segment, ...]]:
    text = " ".join(SENTENCES)
    starts = [text.index(sentence) for sentence in SENTENCES]
    segments = tuple(
        Segment(id=i, kind=SegmentKind.SENTENCE, span=Span(start, start + len(SENTENCES[i])))
        for i, start in enumerate(starts)
    )
    document = Document(
        id="d1",
        source=Source(location="x"),
        snapshot_id=None,
        kind=DocumentKind.TERMS,
        status=ReadingStatus.READ,
        text=text,
    )
    return document, segments


def _quoted(practice: str, quote: str, *, certain: bool = True) -> QuotedLabel:
    return QuotedLabel(label=Label(practice), quote=quote, certain=certain)


def test_a_label_is_written_and_read_back() -> None:
    for label in (Label("ads.targeted"), Label("ads.targeted", Asserted.DENIES)):
        assert Label.of(str(label)) == label
    assert str(Label("ads.targeted", Asserted.DENIES)) == "ads.targeted:denies"


def test_only_the_last_part_of_a_quote_states() -> None:
    document, segments = _document()
    quote = f"{SENTENCES[0]} … {SENTENCES[1]}"
    told = stated_in(document, segments, [_quoted("sharing.advertisers", quote)])
    assert [bool(stated) for stated, _ in told] == [False, True, False, False]


def test_what_is_uncertain_is_neither_stated_nor_refused() -> None:
    document, segments = _document()
    told = stated_in(document, segments, [_quoted("retention.fixed_period", SENTENCES[3], certain=False)])
    assert told[3] == (frozenset(), frozenset({Label("retention.fixed_period")}))
    assert told[0] == (frozenset(), frozenset())


def test_where_the_labeller_stopped_the_rest_is_unknown() -> None:
    document, segments = _document()
    rows = [_quoted("retention.fixed_period", SENTENCES[3])] * 5
    assert stated_in(document, segments, rows)[0] == (frozenset(), frozenset())
    assert stated_in(document, segments, rows, listed_at_most=6)[0][1] == frozenset()
    told = stated_in(document, segments, rows, listed_at_most=5)
    assert told[3][0] == {Label("retention.fixed_period")}
    assert Label("retention.fixed_period") not in told[3][1]
    assert {Label("retention.fixed_period"), Label("retention.fixed_period", Asserted.DENIES)} <= told[0][1]


def test_equal_vocabulary_alone_is_not_the_same_clause() -> None:
    kept = ["we", "keep", "it", "for", "ninety", "days"]
    assert same_clause(kept, ["we", "keep", "it", "for", "long"])
    assert not same_clause(kept, kept[::-1])
    assert same_clause(["the", "police"], ["the", "police"])
    assert not same_clause(["police"], ["we", "tell", "the", "police", "about", "it"])
    assert not same_clause([], [])
