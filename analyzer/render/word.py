"""Blocks as a Word file with real styles, so that headings, lists and tables can be edited as such."""

import io
import re
import zipfile
from datetime import datetime
from itertools import pairwise

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.blocks import (
    Block,
    Heading,
    Items,
    Letterhead,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Verdict,
    letterhead_of,
)
from analyzer.render.summary import summary

_EMPTY = Letterhead()
# XML 1.0 cannot hold these; Word would call the file damaged.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SOFT = RGBColor(0x4B, 0x57, 0x68)
_EARLIEST_ZIP = (1980, 1, 1, 0, 0, 0)
_TITLE_LIMIT = 255  # characters that a core property of an Office file may hold
_PAGE_WIDTH = 16.5  # centimetres between the margins of a letter page


def render_docx(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the review summary as a Word file, the same bytes for the same report."""
    return word_file(
        summary(report, rulebook, record),
        title=f"{report.vendor.name}: privacy review",
        made_at=report.provenance.made_at,
        letterhead=letterhead_of(record),
    )


def word_file(
    blocks: tuple[Block, ...], *, title: str, made_at: datetime, letterhead: Letterhead = _EMPTY
) -> bytes:
    """Set blocks as a Word file."""
    word = Document()
    _prepare(word, title=title, made_at=made_at, letterhead=letterhead)
    for before, block in pairwise((None, *blocks)):
        if block is not None and not isinstance(block, PageBreak):
            _add(word, block, new_page=isinstance(before, PageBreak))
    out = io.BytesIO()
    word.save(out)
    return _without_clock(out.getvalue())


def _prepare(word: WordDocument, *, title: str, made_at: datetime, letterhead: Letterhead) -> None:
    properties = word.core_properties
    properties.title = _clean(title)[:_TITLE_LIMIT]
    properties.author = _clean(letterhead.district)[:_TITLE_LIMIT]
    properties.comments = ""
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    word.styles["Normal"].font.size = Pt(10.5)
    word.styles["Normal"].font.name = "Calibri"
    note = word.styles.add_style("Source note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = word.styles["Normal"]
    note.font.size, note.font.color.rgb = Pt(9), _SOFT
    section = word.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    _page_number(section.footer.paragraphs[0])
    head = section.header.paragraphs[0]
    if letterhead.logo is not None:
        head.add_run().add_picture(io.BytesIO(letterhead.logo), height=Cm(1.2))
    head.add_run(("  " if letterhead.logo else "") + _clean(letterhead.district))


def _page_number(paragraph: object) -> None:
    run = paragraph.add_run("Page ")  # type: ignore[attr-defined]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no public way to write a field


def _add(word: WordDocument, block: Block, *, new_page: bool) -> None:
    if isinstance(block, Heading):
        # a break of its own could fall on a page that is already full, and leave an empty one
        heading = word.add_heading(_clean(block.text), level=block.level)
        heading.paragraph_format.page_break_before = new_page
    elif isinstance(block, Paragraph):
        paragraph = word.add_paragraph()
        paragraph.add_run(_clean(block.text)).bold = block.strong
        paragraph.paragraph_format.space_after = Pt(6)
        # it leads to what follows
        paragraph.paragraph_format.keep_with_next = block.strong or block.text.endswith(":")
    elif isinstance(block, Verdict):
        word.add_paragraph(_clean(f"{block.tier} · {block.line}"), style="Intense Quote")
    elif isinstance(block, Items):
        _add_items(word, block)
    elif isinstance(block, Quotation):
        _add_quotation(word, block)
    elif isinstance(block, Table):
        _add_table(word, block)


def _add_items(word: WordDocument, items: Items) -> None:
    """Add a list; numbers are text, since Word would count on from the last list."""
    for number, text in enumerate(items.items, start=1):
        if items.numbered:
            paragraph = word.add_paragraph(f"{number}. {_clean(text)}", style="List")
        else:
            paragraph = word.add_paragraph(_clean(text), style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(3)


def _add_quotation(word: WordDocument, quotation: Quotation) -> None:
    for before in quotation.context:
        lead = word.add_paragraph(_clean(f"after: “{before}”"), style="Source note")
        lead.paragraph_format.keep_with_next = True
        lead.paragraph_format.space_after = Pt(2)
    words = word.add_paragraph(_clean(f"“{quotation.text}”"), style="Quote")
    words.paragraph_format.keep_with_next = True
    words.paragraph_format.space_after = Pt(2)
    note = word.add_paragraph(style="Source note")
    note.add_run(_clean(quotation.where))
    if quotation.remarks:
        note.add_run(_clean(f"\n{quotation.remarks}"))


def _add_table(word: WordDocument, table: Table) -> None:
    grid = word.add_table(rows=1, cols=len(table.header), style="Table Grid")
    grid.autofit = False
    for column, share in zip(grid.columns, table.widths, strict=True):
        column.width = Cm(_PAGE_WIDTH * share / sum(table.widths))
    for row in (table.header, *table.rows):
        cells = grid.rows[0].cells if row is table.header else grid.add_row().cells
        for cell, text, share in zip(cells, row, table.widths, strict=True):
            cell.text = ""
            cell.paragraphs[0].add_run(_clean(text)).bold = row is table.header
            cell.width = Cm(_PAGE_WIDTH * share / sum(table.widths))
    repeat = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - no public way to repeat a header row
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _without_clock(content: bytes) -> bytes:
    """Return the same archive with every member dated 1980, so that equal reports are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=_EARLIEST_ZIP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member.filename))
    return out.getvalue()
