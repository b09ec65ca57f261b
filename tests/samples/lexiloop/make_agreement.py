"""Make the signed agreement of the worked example as Word file and PDF from its plain source.

Run from the repository root: `python -m tests.samples.lexiloop.make_agreement`. All of it is invented.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from docx import Document
from fpdf import FPDF

HERE = Path(__file__).parent


def pieces() -> list[tuple[str, list[str]]]:
    """Return the source as (kind, lines): heading1, heading2, table (its rows), text."""
    lines = (HERE / "agreement.md").read_text(encoding="utf-8").splitlines()
    found = []
    for kind, group in groupby(lines, key=_kind_of):
        if kind != "blank":
            found.append((kind, list(group)))
    return found


def _kind_of(line: str) -> str:
    if line.startswith("## "):
        return "heading2"
    if line.startswith("# "):
        return "heading1"
    return "table" if line.startswith("|") else "text" if line.strip() else "blank"


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def make_docx(path: Path) -> None:
    paper = Document()
    for kind, lines in pieces():
        if kind == "table":
            rows = [cells(line) for line in lines]
            table = paper.add_table(rows=len(rows), cols=len(rows[0]))
            for at, row in enumerate(rows):
                for column, words in enumerate(row):
                    table.cell(at, column).text = words
        elif kind == "text":
            paper.add_paragraph(" ".join(lines))
        else:
            for line in lines:
                paper.add_heading(line.lstrip("# "), level=int(kind[-1]))
    paper.save(str(path))


def make_pdf(path: Path) -> None:
    pdf = FPDF(format="letter")
    pdf.set_margin(20)
    pdf.add_page()
    for kind, lines in pieces():
        pdf.set_font("Helvetica", "B" if kind.startswith("heading") else "", 13 if kind == "heading1" else 11)
        if kind == "table":
            with pdf.table(first_row_as_headings=False) as table:
                for line in lines:
                    row = table.row()
                    for words in cells(line):
                        row.cell(words)
            pdf.ln(4)
        else:
            pdf.multi_cell(0, 6, " ".join(line.lstrip("# ") for line in lines), new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    pdf.output(str(path))


if __name__ == "__main__":
    make_docx(HERE / "agreement.docx")
    make_pdf(HERE / "agreement.pdf")
