"""PDF: order, paragraphs, lists, headings, tables, running heads, forms, and what cannot be read."""

from collections.abc import Callable
from io import BytesIO

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw

from analyzer.core.documents import BlockKind, ReadingStatus
from analyzer.core.errors import ExtractError
from analyzer.extract.layout import Extraction, RawBlock
from analyzer.extract.pdf import extract_pdf
from analyzer.extract.pdf.notices import page_list

LOREM = (
    "Willow Reader keeps a short list of the books that a class has opened, so that the teacher "
    "can see which chapters were read and which were left for another day. "
)


def new_pdf(size: float = 11) -> FPDF:
    pdf = FPDF(format="letter", unit="pt")
    pdf.set_margins(72, 72)
    pdf.set_auto_page_break(auto=True, margin=72)
    pdf.add_page()
    pdf.set_font("helvetica", size=size)
    return pdf


def read(pdf: FPDF) -> Extraction:
    return extract_pdf(bytes(pdf.output()))


def say(
    pdf: FPDF, text: str, *, indent: float = 0, after: float = 10, style: str = "", size: float = 11
) -> None:
    pdf.set_font("helvetica", style=style, size=size)
    pdf.set_x(72 + indent)
    pdf.multi_cell(pdf.w - 144 - indent, size * 1.3, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(after)


def texts(extraction: Extraction, kind: BlockKind | None = None) -> list[str]:
    return [b.text for b in extraction.blocks if kind in (None, b.kind)]


def only(extraction: Extraction, start: str) -> tuple[int, RawBlock]:
    found = [(i, b) for i, b in enumerate(extraction.blocks) if b.text.startswith(start)]
    assert len(found) == 1, texts(extraction)
    return found[0]


def test_paragraphs_are_mended_and_headings_found_by_size_and_weight() -> None:
    pdf = new_pdf()
    say(pdf, "Reading Notes Policy", size=20, style="B")
    say(pdf, LOREM * 3)
    say(pdf, "What we keep", style="B")
    say(pdf, LOREM * 2)
    extraction = read(pdf)
    assert texts(extraction) == [
        "Reading Notes Policy",
        (LOREM * 3).strip(),
        "What we keep",
        (LOREM * 2).strip(),
    ]
    assert [(b.kind, b.level) for b in extraction.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert extraction.title == "Reading Notes Policy"
    assert extraction.status is ReadingStatus.READ
    assert extraction.text_share == 1.0


def test_numbered_headings_nest_by_their_numbers() -> None:
    pdf = new_pdf()
    for title in ("1. Scope", "1.1 Schools", "2. Data"):
        say(pdf, title, style="B")
        say(pdf, LOREM)
    levels = [b.level for b in read(pdf).blocks if b.kind is BlockKind.HEADING]
    assert levels == [1, 2, 1]


def test_words_parted_at_the_line_end_are_mended_and_compounds_keep_their_hyphen() -> None:
    pdf = new_pdf()
    for line in (
        "Our readers like information that is short, and a third-party library that",
        "is kept far away. Each party in the third grade may ask us for more infor-",
        "mation. We name every third-",
        "party that helps us, and we keep pass-",
        "words apart.",
    ):
        pdf.cell(0, 14, line, new_x="LMARGIN", new_y="NEXT")
    text = " ".join(texts(read(pdf)))
    assert "more information. We" in text
    assert "every third-party that" in text
    assert "passwords apart" in text


def test_a_sentence_goes_on_over_the_page_break_and_each_block_knows_its_page() -> None:
    pdf = new_pdf()
    for i in range(22):
        say(pdf, f"Clause {i} says little. {LOREM}", after=8)
    extraction = read(pdf)
    assert extraction.page_count == 2
    assert {b.page for b in extraction.blocks} == {1, 2}
    assert all(b.text == f"Clause {i} says little. {LOREM.strip()}" for i, b in enumerate(extraction.blocks))


def test_where_no_line_parts_a_word_every_hyphen_is_the_writers_own() -> None:
    pdf = new_pdf()
    for line in (
        "Pupils whose shelf was closed shall not re-",
        "register with the library, and all non-",
        "transferable cards stay at school. Call 555-",
        "0142, or ask the first- and second-",
        "year readers.",
    ):
        pdf.cell(0, 14, line, new_x="LMARGIN", new_y="NEXT")
    text = " ".join(texts(read(pdf)))
    assert "shall not re-register with" in text
    assert "all non-transferable cards" in text
    assert "555-0142" in text
    assert "second-year readers" in text


def test_words_parted_in_capitals_are_mended() -> None:
    pdf = new_pdf()
    for line in ("WE KEEP NO INFOR-", "MATION OF PUPILS ON AN AS-", "IS SHELF."):
        pdf.cell(0, 14, line, new_x="LMARGIN", new_y="NEXT")
    assert "NO INFORMATION OF PUPILS ON AN AS-IS SHELF." in " ".join(texts(read(pdf)))


def paged(last: str, first: str) -> list[str]:
    """Return the paragraphs of a file in which `last` ends the first page and `first` begins the next."""
    pdf = new_pdf()
    for _ in range(3):
        say(pdf, LOREM * 2)
    pdf.set_font("helvetica", size=11)
    for line in (f"Last of all {LOREM[:60]}", last):
        pdf.cell(0, 14.3, line, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    say(pdf, first)
    say(pdf, LOREM)
    return texts(read(pdf))


FULL_LINE = "the shelf is closed for the summer, and nobody may open it until the last bell of the school."


def test_a_full_line_that_ends_a_sentence_goes_on_over_the_page_break() -> None:
    assert any(
        "bell of the school. The nurse keeps" in t for t in paged(FULL_LINE, "The nurse keeps a key of it.")
    )


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("the shelf is closed.", "The nurse keeps a key of it."),
        (FULL_LINE, "Note: the nurse keeps a key."),
        (FULL_LINE, "2. The nurse keeps a key."),
        (f"{FULL_LINE[:-1]};", '"Key" means what opens the shelf.'),
        ("the shelf is closed", "The nurse keeps a key of it."),
    ],
    ids=["short line", "label", "number", "defined term", "no stop"],
)
def test_a_paragraph_that_ended_does_not_go_on_over_the_page_break(last: str, first: str) -> None:
    assert first in paged(last, first)


def test_bullets_and_nested_items_know_what_introduces_them() -> None:
    pdf = new_pdf()
    say(pdf, LOREM)
    say(pdf, "We may share reading notes with:", after=4)
    say(pdf, "- teachers of the class", indent=18, after=4)
    say(pdf, "- two kinds of helpers:", indent=18, after=4)
    say(pdf, "- printers of the yearbook", indent=40, after=4)
    say(pdf, "- the school nurse", indent=18, after=10)
    say(pdf, "Nobody else sees them.")
    extraction = read(pdf)
    lead, _ = only(extraction, "We may share")
    helpers, parent = only(extraction, "two kinds")
    _, nested = only(extraction, "printers")
    _, last = only(extraction, "the school nurse")
    assert parent.kind is nested.kind is last.kind is BlockKind.LIST_ITEM
    assert (parent.level, nested.level, last.level) == (1, 2, 1)
    assert parent.introduced_by == last.introduced_by == (lead,)
    assert nested.introduced_by == (lead, helpers)
    assert only(extraction, "Nobody else")[1].kind is BlockKind.PARAGRAPH


def test_numbered_clauses_and_lettered_items_are_items() -> None:
    pdf = new_pdf()
    say(pdf, f"1. Sharing. {LOREM} The following may see them:")
    say(pdf, "(a) the class teacher;", indent=18)
    say(pdf, "(b) the parents.", indent=18)
    say(pdf, f"2. Keeping. {LOREM}")
    extraction = read(pdf)
    first, _ = only(extraction, "1. Sharing")
    assert only(extraction, "(b)")[1].introduced_by == (first,)
    assert [b.level for b in extraction.blocks] == [1, 2, 2, 1]


def test_a_heading_that_ends_with_a_colon_introduces_its_list() -> None:
    pdf = new_pdf()
    say(pdf, LOREM * 2)
    say(pdf, "We never lend to:", style="B")
    say(pdf, "- collectors", indent=18)
    extraction = read(pdf)
    place, heading = only(extraction, "We never lend")
    assert heading.kind is BlockKind.HEADING
    assert only(extraction, "collectors")[1].introduced_by == (place,)


def test_two_columns_are_read_one_after_the_other_below_a_full_title() -> None:
    pdf = new_pdf(size=10)
    pdf.cell(
        0,
        40,
        "Reading Notes Policy of the Willow Reader for Schools and Libraries",
        new_y="NEXT",
        new_x="LMARGIN",
    )
    top = pdf.get_y()
    for x, name in ((72, "Left"), (320, "Right")):
        pdf.set_xy(x, top)
        pdf.multi_cell(220, 13, f"{name} column begins here. {LOREM * 3} {name} column ends.", align="L")
    text = " ".join(texts(read(pdf)))
    assert (
        text.index("Left column begins") < text.index("Left column ends") < text.index("Right column begins")
    )
    assert text.index("Policy of the Willow") < text.index("Left column begins")


def test_rows_of_short_labels_are_not_taken_for_columns() -> None:
    pdf = new_pdf()
    for i in range(8):
        pdf.cell(300, 16, f"Label {i}")
        pdf.cell(100, 16, f"Value {i}", new_x="LMARGIN", new_y="NEXT")
    text = " ".join(texts(read(pdf)))
    assert all(f"Label {i} Value {i}" in text for i in range(8))


class Running(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.set_y(20)
        self.cell(0, 10, "Willow Reader confidential")
        self.set_y(72)

    def footer(self) -> None:
        self.set_font("helvetica", size=8)
        self.set_y(-30)
        self.cell(150, 10, "Last updated: May 4, 2021")
        self.cell(0, 10, f"Page {self.page_no()} of 3", align="R")


def test_running_heads_and_page_numbers_go_and_a_date_in_them_stays_once() -> None:
    pdf = Running(format="letter", unit="pt")
    for name in ("Aspen", "Birch and Cedar", "Elm"):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 14, f"{name} is the grove of this page. " + LOREM.replace("Willow", name) * 3)
    extraction = read(pdf)
    joined = " ".join(texts(extraction))
    assert "confidential" not in joined
    assert joined.count("Last updated: May 4, 2021") == 1
    assert [joined.count(f"{name} Reader keeps") for name in ("Aspen", "Birch and Cedar", "Elm")] == [3, 3, 3]
    assert extraction.text_share == 1.0


@pytest.mark.parametrize("spacing", ["P R I V A C Y   N O T I C E", "PRIVACY NOTICE"])
def test_letter_spaced_headings_are_read_as_words(spacing: str) -> None:
    pdf = new_pdf()
    pdf.set_font("helvetica", style="B", size=14)
    if " " * 3 not in spacing:
        pdf.set_char_spacing(7)
    pdf.cell(0, 30, spacing, new_x="LMARGIN", new_y="NEXT")
    pdf.set_char_spacing(0)
    say(pdf, LOREM * 2)
    assert texts(read(pdf), BlockKind.HEADING) == ["PRIVACY NOTICE"]


def test_ruled_tables_give_cells_with_their_headers() -> None:
    pdf = new_pdf()
    say(pdf, "We keep these notes:")
    with pdf.table() as table:
        for cells in (
            ("Note", "Why we keep it"),
            ("Page count", "To show how far a reader came."),
            ("Class", "To sort."),
        ):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    say(pdf, "That is all.")
    extraction = read(pdf)
    lead, _ = only(extraction, "We keep these")
    note, _ = only(extraction, "Note")
    why, head = only(extraction, "Why we keep it")
    count, row_head = only(extraction, "Page count")
    _, cell = only(extraction, "To show how far")
    assert head.kind is row_head.kind is cell.kind is BlockKind.TABLE_CELL
    assert row_head.introduced_by == (lead, note)
    assert cell.introduced_by == (lead, why, count)
    assert (head.row, row_head.row, cell.row) == (0, 1, 1)
    assert only(extraction, "That is all")[0] == len(extraction.blocks) - 1


def scanned(lines: tuple[str, ...]) -> Image.Image:
    image = Image.new("L", (1700, 700), 255)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        draw.text((80, 80 + i * 90), line, fill=0, font_size=60)
    return image


def test_pages_without_text_are_named_and_the_rest_is_read() -> None:
    pdf = new_pdf()
    say(pdf, LOREM * 2)
    for _ in range(2):
        pdf.add_page()
        pdf.image(scanned(("A picture of words",)), w=400)
    extraction = read(pdf)
    assert extraction.status is ReadingStatus.PARTLY_READ
    (notice,) = extraction.notices
    assert notice.code == "page_without_text"
    assert "pages 2–3" in notice.message
    assert "[ocr]" in notice.message


def test_a_scan_has_no_text() -> None:
    pdf = new_pdf()
    pdf.image(scanned(("A picture of words",)), w=400)
    extraction = read(pdf)
    assert extraction.status is ReadingStatus.NO_TEXT
    assert extraction.blocks == ()


def test_an_empty_page_among_others_is_no_loss() -> None:
    pdf = new_pdf()
    say(pdf, LOREM)
    pdf.add_page()
    assert read(pdf).status is ReadingStatus.READ


def test_encryption_with_the_empty_password_is_no_hindrance_and_a_real_password_is_one() -> None:
    for password, status in (("", ReadingStatus.READ), ("secret", ReadingStatus.ENCRYPTED)):
        pdf = new_pdf()
        say(pdf, LOREM)
        pdf.set_encryption(owner_password="owner", user_password=password)  # noqa: S106
        extraction = read(pdf)
        assert extraction.status is status
    assert [n.code for n in extraction.notices] == ["encrypted"]
    assert "without one" in extraction.notices[0].message


def test_text_without_a_mapping_to_letters_is_garbled() -> None:
    pdf = new_pdf()
    scramble = str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdfghjklmnpqrstvwxzbcdfgh")
    say(pdf, (LOREM * 4).lower().translate(scramble))
    extraction = read(pdf)
    assert extraction.status is ReadingStatus.GARBLED
    assert extraction.blocks == ()
    assert extraction.text_share == 0.0
    assert "page 1" in extraction.notices[0].message


def test_a_page_limit_is_said() -> None:
    pdf = new_pdf()
    for _ in range(3):
        say(pdf, LOREM)
        pdf.add_page()
    extraction = extract_pdf(bytes(pdf.output()), most_pages=2)
    assert extraction.status is ReadingStatus.PARTLY_READ
    assert extraction.page_count == 4
    assert "first 2 of 4 pages" in extraction.notices[0].message


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"<html>not found</html>",
        lambda _: b"%PDF-1.7\n",
        lambda content: content[: len(content) // 3],
    ],
)
def test_what_is_no_pdf_is_an_error_with_a_remedy(spoil: Callable[[bytes], bytes]) -> None:
    pdf = new_pdf()
    say(pdf, LOREM)
    with pytest.raises(ExtractError, match=r"(?i)check|fetch it again"):
        extract_pdf(spoil(bytes(pdf.output())))


def test_a_stream_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.extract.pdf.pages._MOST_DECODED", 1_000)
    pdf = new_pdf()
    for _ in range(30):
        say(pdf, LOREM)
    with pytest.raises(ExtractError, match="unpacks"):
        read(pdf)


def test_page_lists_read_like_a_person_writes_them() -> None:
    assert page_list([2]) == "page 2"
    assert page_list([3, 4, 5, 6, 7]) == "pages 3–7"
    assert page_list([1, 3, 4, 9]) == "pages 1, 3–4 and 9"


def test_words_printed_beside_the_page_are_not_read() -> None:
    pdf = new_pdf()
    say(pdf, LOREM)
    pdf.text(5_000_000, 300, "Nobody sees this.")
    assert texts(read(pdf)) == [LOREM.strip()]


def test_same_bytes_same_blocks() -> None:
    pdf = new_pdf()
    say(pdf, LOREM * 5)
    content = bytes(pdf.output())
    assert extract_pdf(content) == extract_pdf(BytesIO(content).getvalue())
