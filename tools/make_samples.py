"""Make the binary sample documents from their plain sources.

Run from anywhere: `python tools/make_samples.py`. It reads `data/samples/_sources/*.md` and
writes the PDF and Word files of the invented vendors beside their pages. Dates are fixed, so
that the same source gives the same bytes with the same library versions.
"""

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from fpdf import FPDF
from fpdf.enums import XPos, YPos

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
SOURCES = SAMPLES / "_sources"
MADE_AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
SOFT_HYPHEN = "\u00ad"
# A long word may be broken between two consonants that stand between vowels: "infor-mation".
BREAKABLE = re.compile(r"(?<=[aeiou][bcdfglmnprst])(?=[bcdfgklmnprst][aeiou])", re.IGNORECASE)
LONG_WORD = re.compile(r"[A-Za-z]{8,}")
HEADING = re.compile(r"(#{1,3}) (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of a source: its kind (h1, h2, h3, item, row, page, wide, text) and its words."""

    kind: str
    text: str

    @property
    def cells(self) -> list[str]:
        """Return the cells of a table row."""
        return [cell.strip() for cell in self.text.strip().strip("|").split("|")]


def read_source(name: str) -> Iterator[Piece]:
    """Yield the pieces of one source file in order."""
    for line in (SOURCES / name).read_text("utf-8").splitlines():
        heading = HEADING.fullmatch(line)
        if heading:
            yield Piece(kind=f"h{len(heading[1])}", text=heading[2])
        elif line in ("@page", "@wide"):
            yield Piece(kind=line[1:], text="")
        elif line.startswith("|"):
            yield Piece(kind="row", text=line)
        elif line.startswith("- "):
            yield Piece(kind="item", text=line[2:])
        elif line:
            yield Piece(kind="text", text=line)


def is_table_row(piece: Piece) -> bool:
    """Tell whether a piece is a row of a table."""
    return piece.kind == "row"


def hyphenate(text: str) -> str:
    """Mark with soft hyphens where long words may be broken."""
    return LONG_WORD.sub(lambda word: BREAKABLE.sub(SOFT_HYPHEN, word[0]), text)


class Paper(FPDF):
    """A PDF with a running header and page numbers."""

    running_title: ClassVar[str] = ""
    font: ClassVar[str] = "times"

    def header(self) -> None:
        """Print the running title, from the second page on."""
        if self.page_no() > 1:
            self.set_font(self.font, "I", 8)
            self.cell(0, 5, self.running_title, align="R", border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(4)

    def footer(self) -> None:
        """Print the page number."""
        self.set_y(-14)
        self.set_font(self.font, "", 8)
        self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="C")


class AgreementPaper(Paper):
    """The data agreement: one column, Times."""

    running_title = (
        "Student Data Privacy Agreement - Marrowdale Public Schools / Fernquill Learning Cooperative"
    )


class PolicyPaper(Paper):
    """The monitoring vendor's policy: two columns, Helvetica."""

    running_title = "Sentrivane Privacy Policy, April 6, 2026"
    font = "helvetica"


def draw_table(pdf: Paper, rows: list[list[str]], widths: tuple[int, ...], *, headed: bool) -> None:
    """Draw a ruled table over the full width of the page."""
    pdf.set_font(pdf.font, "", 9)
    with pdf.table(col_widths=widths, first_row_as_headings=headed, line_height=5.2, align="LEFT") as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.ln(3)


def draw_line(pdf: Paper, piece: Piece) -> None:
    """Draw one heading or paragraph of the agreement."""
    sizes = {"h1": (16, "B", "C"), "h2": (11, "B", "C" if "EXHIBIT" in piece.text else "L")}
    size, style, align = sizes.get(piece.kind, (10.5, "", "J"))
    # The lines of the title page stand in the middle.
    if pdf.page_no() == 1 and piece.kind == "text" and len(piece.text) < 60:  # noqa: PLR2004
        align = "C"
    if piece.kind == "h2":
        pdf.ln(2)
    pdf.set_font(pdf.font, style, size)
    pdf.multi_cell(
        0, size * 0.48, piece.text, align=align, markdown=True, new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )
    pdf.ln(1.6)


def make_agreement() -> bytes:
    """Return the signed data privacy agreement as a PDF."""
    pdf = AgreementPaper(format="Letter")
    pdf.set_margins(25, 20, 25)
    pdf.set_auto_page_break(auto=True, margin=22)
    pdf.set_title("Student Data Privacy Agreement")
    pdf.set_author("Fernquill Learning Cooperative")
    pdf.set_creation_date(MADE_AT)
    pdf.add_page()
    for is_row, group in groupby(read_source("fernquill-agreement.md"), key=is_table_row):
        pieces = list(group)
        if is_row:
            rows = [piece.cells for piece in pieces]
            widths = (34, 54, 12) if len(rows[0]) == 3 else (50, 50)  # noqa: PLR2004
            draw_table(pdf, rows, widths, headed=len(rows[0]) == 3)  # noqa: PLR2004
            continue
        for piece in pieces:
            if piece.kind == "page":
                pdf.add_page()
            else:
                draw_line(pdf, piece)
    return bytes(pdf.output())


def write_columns(pdf: Paper, pieces: list[Piece]) -> None:
    """Set headings, paragraphs and items in two justified, hyphenated columns."""
    sizes = {"h2": (11.5, "B", 3.0), "h3": (10, "BI", 2.0)}
    with pdf.text_columns(ncols=2, gutter=9, text_align="J", line_height=1.25) as columns:
        for piece in pieces:
            size, style, above = sizes.get(piece.kind, (10, "", 0.0))
            body = piece.kind in ("text", "item")
            words = hyphenate(piece.text) if body else piece.text
            pdf.set_font(pdf.font, style, size)
            with columns.paragraph(
                text_align="J" if body else "L",
                top_margin=above,
                bottom_margin=1.6,
                bullet_string="\u00b7" if piece.kind == "item" else "",
                indent=4 if piece.kind == "item" else 0,
            ) as paragraph:
                paragraph.write(words)


def make_policy() -> bytes:
    """Return the monitoring vendor's privacy policy as a PDF in two columns."""
    pdf = PolicyPaper(format="Letter")
    pdf.set_margins(18, 18, 18)
    pdf.set_auto_page_break(auto=True, margin=20)
    pdf.set_title("Sentrivane Privacy Policy")
    pdf.set_author("Sentrivane, Inc.")
    pdf.set_creation_date(MADE_AT)
    pdf.add_page()
    title, subtitle, *rest = read_source("sentrivane-privacy.md")
    pdf.set_font(pdf.font, "B", 20)
    pdf.cell(0, 12, title.text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(pdf.font, "", 10)
    pdf.cell(0, 8, subtitle.text, border="B", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(4)
    wide = next(index for index, piece in enumerate(rest) if piece.kind == "wide")
    write_columns(pdf, rest[:wide])
    pdf.add_page()
    pdf.set_font(pdf.font, "B", 11)
    pdf.cell(0, 9, rest[wide + 1].text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    draw_table(pdf, [piece.cells for piece in rest[wide + 2 :]], (60, 120), headed=True)
    return bytes(pdf.output())


def add_page_number(paragraph: Any) -> None:
    """Add Word's own page-number field to a footer paragraph."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 (python-docx offers no fields)


def add_table(document: Any, rows: list[list[str]]) -> None:
    """Add a ruled table to the Word document."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_paragraph()


def with_fixed_times(content: bytes) -> bytes:
    """Return a zip archive with the same members and one fixed time for all."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def make_addendum() -> bytes:
    """Return the reading app's school addendum as a Word document."""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title, properties.author = "LexiLoop Reader School Addendum", "LexiLoop Inc."
    properties.created = properties.modified = MADE_AT.replace(tzinfo=None)
    document.sections[0].header.paragraphs[0].text = "LexiLoop Inc. - School Addendum, version 4"
    add_page_number(document.sections[0].footer.paragraphs[0])
    styles = {"h1": "Title", "h2": "Heading 1", "item": "List Bullet"}
    for is_row, group in groupby(read_source("lexiloop-addendum.md"), key=is_table_row):
        pieces = list(group)
        if is_row:
            add_table(document, [piece.cells for piece in pieces])
            continue
        for piece in pieces:
            document.add_paragraph(piece.text, style=styles.get(piece.kind))
    content = BytesIO()
    document.save(content)
    return with_fixed_times(content.getvalue())


BINARIES = {
    "fernquill/agreement.pdf": make_agreement,
    "sentrivane/privacy.pdf": make_policy,
    "lexiloop/addendum.docx": make_addendum,
}


def main() -> None:
    """Write every binary sample."""
    for path, make in BINARIES.items():
        content = make()
        (SAMPLES / path).write_bytes(content)
        sys.stdout.write(f"{path}: {len(content)} bytes\n")


if __name__ == "__main__":
    main()
