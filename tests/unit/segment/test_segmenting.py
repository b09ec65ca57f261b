from analyzer.core.documents import (
    BlockKind,
    Document,
    DocumentKind,
    ReadingStatus,
    Segment,
    SegmentKind,
    Source,
    Span,
)
from analyzer.extract.layout import RawBlock, lay_out
from analyzer.segment import segment

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
CELL, TERM = BlockKind.TABLE_CELL, BlockKind.TERM


def document(*raw: RawBlock, foreign: tuple[str, ...] = ()) -> Document:
    laid = lay_out(raw)
    spans = tuple(Span(laid.text.index(one), laid.text.index(one) + len(one)) for one in foreign)
    return Document(
        id="d1",
        source=Source(location="policy.txt"),
        snapshot_id=None,
        kind=DocumentKind.OTHER,
        status=ReadingStatus.READ,
        text=laid.text,
        blocks=laid.blocks,
        sections=laid.sections,
        foreign=spans,
    )


def block(kind: BlockKind, text: str, *above: int, level: int = 1) -> RawBlock:
    return RawBlock(kind=kind, text=text, level=level, introduced_by=above)


def read(doc: Document) -> list[tuple[str, list[str]]]:
    return [(one.span.of(doc.text), [span.of(doc.text) for span in one.lead_in]) for one in segment(doc)]


def find(doc: Document, words: str) -> Segment:
    return next(one for one in segment(doc) if one.span.of(doc.text) == words)


def test_an_item_is_led_by_the_last_sentence_and_its_parents() -> None:
    doc = document(
        block(PARAGRAPH, "We value trust. We may share your data with:"),
        block(ITEM, "Partners, such as", 0),
        block(ITEM, "advertisers", 0, 1, level=2),
        block(ITEM, "hosts. They are bound by contract.", 0),
    )
    lead = "We may share your data with:"
    assert read(doc)[2:] == [
        ("Partners, such as", [lead]),
        ("advertisers", [lead, "Partners, such as"]),
        ("hosts.", [lead]),
        ("They are bound by contract.", []),
    ]
    assert find(doc, "advertisers").kind is SegmentKind.LIST_ITEM


def test_a_bare_list_is_led_by_its_heading() -> None:
    doc = document(
        block(HEADING, "DATA WE DO NOT COLLECT"), block(ITEM, "birth dates"), block(ITEM, "voices")
    )
    assert read(doc)[1:] == [
        ("birth dates", ["DATA WE DO NOT COLLECT"]),
        ("voices", ["DATA WE DO NOT COLLECT"]),
    ]


def test_an_answer_is_led_by_its_question() -> None:
    doc = document(
        block(HEADING, "Do you sell my data?"),
        block(PARAGRAPH, "No. We never did."),
        block(PARAGRAPH, "We keep it for a year."),
        block(TERM, "Do you show ads?"),
        block(PARAGRAPH, "No.", 3),
        block(PARAGRAPH, "Is it encrypted? Yes."),
    )
    asked = "Do you sell my data?"
    assert read(doc) == [
        (asked, []),
        ("No.", [asked]),
        ("We never did.", [asked]),
        ("We keep it for a year.", []),
        ("Do you show ads?", []),
        ("No.", ["Do you show ads?"]),
        ("Is it encrypted?", []),
        ("Yes.", ["Is it encrypted?"]),
    ]


def test_a_cell_is_led_by_its_headers() -> None:
    doc = document(
        block(CELL, "Data"), block(CELL, "Shared?"), block(CELL, "Grades"), block(CELL, "No", 1, 2)
    )
    assert read(doc)[-1] == ("No", ["Shared?", "Grades"])
    assert find(doc, "No").kind is SegmentKind.TABLE_CELL


def test_a_list_within_a_paragraph_becomes_items() -> None:
    doc = document(
        block(PARAGRAPH, "It is so. Vendor shall not (a) sell data; (b) rent data; and (c) lend it. Ask us.")
    )
    lead = "Vendor shall not"
    assert read(doc) == [
        ("It is so.", []),
        (lead, []),
        ("(a) sell data;", [lead]),
        ("(b) rent data; and", [lead]),
        ("(c) lend it.", [lead]),
        ("Ask us.", []),
    ]
    assert find(doc, "(a) sell data;").kind is SegmentKind.LIST_ITEM
    assert find(doc, "Ask us.").kind is SegmentKind.SENTENCE


def test_paragraphs_after_a_colon_are_led_by_it() -> None:
    doc = document(
        block(PARAGRAPH, "We never:"),
        block(PARAGRAPH, "sell data; or"),
        block(PARAGRAPH, "rent data."),
        block(PARAGRAPH, "Ask us."),
    )
    assert [lead for _, lead in read(doc)] == [[], ["We never:"], ["We never:"], []]


def test_a_title_run_into_its_paragraph_leads_it() -> None:
    doc = document(block(PARAGRAPH, "4.2 Sale of Data. Vendor shall do no such thing."))
    assert read(doc)[1] == ("Vendor shall do no such thing.", ["4.2 Sale of Data."])


def test_sections_and_heading_kind() -> None:
    doc = document(
        block(PARAGRAPH, "Before all."),
        block(HEADING, "One", level=1),
        block(HEADING, "Inner", level=2),
        block(PARAGRAPH, "Within."),
        block(HEADING, "Two", level=1),
        block(PARAGRAPH, "Last."),
    )
    assert [one.section for one in segment(doc)] == [None, 0, 1, 1, 2, 2]
    assert find(doc, "Inner").kind is SegmentKind.HEADING


def test_copies_repeat_but_other_lead_ins_do_not() -> None:
    doc = document(
        block(PARAGRAPH, "We delete all data on request."),
        block(PARAGRAPH, "We share:"),
        block(ITEM, "the names of all the pupils", 1),
        block(PARAGRAPH, "We never share:"),
        block(ITEM, "the names of all the pupils", 3),
        block(PARAGRAPH, "We delete all data on request!"),
        block(PARAGRAPH, "Ask us. Now."),
        block(PARAGRAPH, "Ask us. Later."),
    )
    assert [one.repeats for one in segment(doc)] == [None, None, None, None, None, 0, None, None, None, None]


def test_foreign_passages_give_no_segments() -> None:
    doc = document(
        block(PARAGRAPH, "We keep data."), block(PARAGRAPH, "Guardamos datos."), foreign=("Guardamos datos.",)
    )
    assert [words for words, _ in read(doc)] == ["We keep data."]


def test_nothing_gives_nothing() -> None:
    assert segment(document()) == ()


def test_questions_glued_to_their_answers_are_pairs() -> None:
    text = "Do you lend names?No, never. We keep them. Do you print them? Only in May."
    assert read(document(block(PARAGRAPH, text))) == [
        ("Do you lend names?", []),
        ("No, never.", ["Do you lend names?"]),
        ("We keep them.", ["Do you lend names?"]),
        ("Do you print them?", []),
        ("Only in May.", ["Do you print them?"]),
    ]


def test_a_run_in_heading_heads_its_own_paragraph_only() -> None:
    raw = (
        block(PARAGRAPH, "Lending of Names. We lend names. We print none."),
        block(PARAGRAPH, "We keep the shelf."),
        block(ITEM, "Old Books. They stay. Nobody reads them."),
        block(ITEM, "cards"),
    )
    assert read(document(*raw)) == [
        ("Lending of Names.", []),
        ("We lend names.", ["Lending of Names."]),
        ("We print none.", ["Lending of Names."]),
        ("We keep the shelf.", []),
        ("Old Books.", []),
        ("They stay.", ["Old Books."]),
        ("Nobody reads them.", ["Old Books."]),
        ("cards", []),
    ]
