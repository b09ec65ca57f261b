"""Word: headings, lists, tables, tracked changes, notes, boxes, and what is no Word file."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analyzer.core.documents import BlockKind, ReadingStatus
from analyzer.core.errors import ExtractError
from analyzer.extract.docx import extract_docx
from analyzer.extract.docx.numbering import format_number
from analyzer.extract.layout import Extraction, RawBlock

BODY = "Willow Reader keeps a short list of the books that a class has opened."


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Any) -> Extraction:
    return extract_docx(saved(document))


def texts(extraction: Extraction) -> list[str]:
    return [b.text for b in extraction.blocks]


def only(extraction: Extraction, start: str) -> tuple[int, RawBlock]:
    found = [(i, b) for i, b in enumerate(extraction.blocks) if b.text.startswith(start)]
    assert len(found) == 1, texts(extraction)
    return found[0]


def run_xml(text: str, *, tag: str = "w:t") -> str:
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


def paragraph_xml(inner: str) -> Any:
    namespaces = f'{nsdecls("w", "wp", "a")} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    compat = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return parse_xml(f"<w:p {namespaces} {compat}>{inner}</w:p>")


def add_xml(document: Any, inner: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, paragraph_xml(inner))


def test_headings_by_style_and_by_look_with_levels() -> None:
    document = docx.Document()
    document.add_heading("Reading Notes", level=0)
    document.add_heading("What we keep", level=1)
    document.add_paragraph(BODY)
    document.add_heading("Books", level=2)
    document.add_paragraph(BODY)
    document.add_paragraph().add_run("In bold").bold = True
    extraction = read(document)
    heads = [(b.text, b.level) for b in extraction.blocks if b.kind is BlockKind.HEADING]
    assert heads == [("Reading Notes", 1), ("What we keep", 2), ("Books", 3), ("In bold", 4)]
    assert extraction.title == "Reading Notes"
    assert extraction.status is ReadingStatus.READ


def test_bulleted_and_numbered_lists_nest_and_print_their_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("We may share notes with:")
    document.add_paragraph("teachers", style="List Bullet")
    document.add_paragraph("helpers of two kinds", style="List Bullet")
    document.add_paragraph("printers", style="List Bullet 2")
    document.add_paragraph("nurses", style="List Bullet")
    document.add_paragraph(BODY)
    document.add_paragraph("First step", style="List Number")
    document.add_paragraph("Second step", style="List Number")
    extraction = read(document)
    lead, _ = only(extraction, "We may share")
    helpers, parent = only(extraction, "helpers")
    assert parent.kind is BlockKind.LIST_ITEM
    assert (parent.level, parent.introduced_by) == (1, (lead,))
    nested = only(extraction, "printers")[1]
    assert (nested.level, nested.introduced_by) == (2, (lead, helpers))
    assert only(extraction, "nurses")[1].level == 1
    assert texts(extraction)[-2:] == ["1. First step", "2. Second step"]


def test_tables_stand_in_body_order_with_headers_and_wide_cells() -> None:
    document = docx.Document()
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=3, cols=3)
    filled = (
        ("Note", "Why", "How long"),
        ("Page count", "To show progress", "One year"),
        ("Class", "To sort", "A term"),
    )
    for row, values in zip(table.rows, filled, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    table.rows[2].cells[1].merge(table.rows[2].cells[2])
    document.add_paragraph("After the table.")
    extraction = read(document)
    why, _ = only(extraction, "Why")
    count, row_head = only(extraction, "Page count")
    cell = only(extraction, "To show progress")[1]
    assert cell.kind is BlockKind.TABLE_CELL
    assert cell.introduced_by == (why, count)
    assert (row_head.row, cell.row) == (1, 1)
    assert texts(extraction)[0] == "Before the table."
    assert texts(extraction)[-1] == "After the table."


def test_a_table_of_one_column_only_frames_its_text() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text = BODY
    table.rows[1].cells[0].text = "A second frame."
    assert [b.kind for b in read(document).blocks] == [BlockKind.PARAGRAPH] * 2


def test_tracked_changes_are_resolved() -> None:
    document = docx.Document()
    add_xml(
        document,
        run_xml("We ")
        + f'<w:del w:id="1" w:author="a">{run_xml("always ", tag="w:delText")}</w:del>'
        + f'<w:ins w:id="2" w:author="a">{run_xml("never ")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="a">{run_xml("once ")}</w:moveFrom>'
        + run_xml("lend notes."),
    )
    mark_gone = '<w:pPr><w:rPr><w:del w:id="4" w:author="a"/></w:rPr></w:pPr>'
    add_xml(document, mark_gone + run_xml("This was two "))
    add_xml(document, run_xml("paragraphs."))
    assert texts(read(document)) == ["We never lend notes.", "This was two paragraphs."]


def test_hidden_text_and_fields_codes_stay_out_and_links_and_controls_stay_in() -> None:
    document = docx.Document()
    add_xml(
        document,
        run_xml("See ")
        + f'<w:hyperlink w:anchor="x">{run_xml("our list")}</w:hyperlink>'
        + run_xml(" PAGE ", tag="w:instrText")
        + f"<w:sdt><w:sdtContent>{run_xml(' of books')}</w:sdtContent></w:sdt>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        + run_xml("."),
    )
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run_xml('In a control.')}</w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(len(document.element.body) - 1, control)
    assert texts(read(document)) == ["See our list of books.", "In a control."]


def test_text_boxes_are_read_once() -> None:
    document = docx.Document()
    box = f"<w:txbxContent><w:p>{run_xml('Words in a box.')}</w:p></w:txbxContent>"
    shape = f"<a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
    drawing = f"<w:drawing><a:graphic>{shape}</a:graphic></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    inner = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    add_xml(document, run_xml("Beside the box.") + f"<w:r>{inner}</w:r>")
    assert texts(read(document)) == ["Beside the box.", "Words in a box."]


def test_headers_and_footers_stay_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Willow Reader confidential"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph(BODY)
    assert texts(read(document)) == [BODY]


def test_footnotes_follow_the_text() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    content = saved(document)
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        f'<w:footnote w:type="separator" w:id="-1"><w:p>{run_xml("rule")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run_xml("A note at the foot.")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    part = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{part}"/></Types>'
    edits = {
        "word/_rels/document.xml.rels": lambda old: old.replace("</Relationships>", relation),
        "[Content_Types].xml": lambda old: old.replace("</Types>", override),
    }
    assert texts(extract_docx(rewritten(content, edits, {"word/footnotes.xml": notes}))) == [
        BODY,
        "A note at the foot.",
    ]


def rewritten(content: bytes, edits: dict[str, Callable[[str], str]], added: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, edits[name](data.decode()) if name in edits else data)
        for name, text in added.items():
            target.writestr(name, text)
    return out.getvalue()


def test_a_file_without_words_is_empty() -> None:
    assert read(docx.Document()).status is ReadingStatus.EMPTY


def other_archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "not a Word file")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "save it anew"),
        (b"plain words", "save it anew"),
        (other_archive(), "not a Word document"),
        (saved(docx.Document())[:900], "save it anew"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"Save it as \.docx or PDF"),
    ],
)
def test_what_is_no_word_file_is_an_error_with_a_remedy(content: bytes, remedy: str) -> None:
    with pytest.raises(ExtractError, match=remedy):
        extract_docx(content)


def test_a_locked_file_says_so() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    extraction = extract_docx(container)
    assert extraction.status is ReadingStatus.ENCRYPTED
    assert "without one" in extraction.notices[0].message


def test_an_archive_that_unpacks_beyond_measure_is_refused() -> None:
    bomb = rewritten(saved(docx.Document()), {}, {})
    out = BytesIO(bomb)
    with zipfile.ZipFile(out, "a", compression=zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/extra.xml", b" " * 61_000_000)
    with pytest.raises(ExtractError, match="made to do harm"):
        extract_docx(out.getvalue())


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (4, "decimal", "4"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (49, "upperRoman", "XLIX"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "chicago", "7"),
    ],
)
def test_list_numbers_print_as_word_prints_them(value: int, number_format: str, printed: str) -> None:
    assert format_number(value, number_format) == printed
