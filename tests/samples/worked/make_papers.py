"""Make the school addenda and the signed agreement of the worked example from their plain sources.

Run from the repository root: `python -m tests.samples.worked.make_papers`. All of it is invented.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from docx import Document
from fpdf import FPDF

HERE = Path(__file__).parent
PREVAILS = "This Addendum prevails over the Privacy Policy, the Terms of Use and any other terms of LexiLoop."
SCOPE = "This Addendum applies to the website, the apps and the school services of LexiLoop."


def sources() -> dict[str, str]:
    """Return each paper's words; the second addendum tells its scope, and not that it prevails."""
    addendum = (HERE / "addendum.md").read_text(encoding="utf-8")
    assert addendum.count(PREVAILS) == 1
    unordered = addendum.replace("Order of documents", "Scope").replace(PREVAILS, SCOPE)
    return {
        "addendum.docx": addendum,
        "addendum_without_order.docx": unordered,
        "agreement.pdf": (HERE / "agreement.md").read_text(encoding="utf-8"),
    }


def pieces(source: str) -> list[tuple[str, list[str]]]:
    """Return a source as (kind, lines): heading1, heading2, table (its rows), text."""
    found = []
    for kind, group in groupby(source.splitlines(), key=_kind_of):
        if kind != "blank":
            found.append((kind, list(group)))
    return found


def _kind_of(line: str) -> str:
    if line.startswith("## "):
        return "heading2"
    if line.startswith("# "):
        return "heading1"
    return "table" if line.startswith("|") else "text" if line.strip() else "blank"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def make_docx(path: Path, source: str) -> None:
    paper = Document()
    for kind, lines in pieces(source):
        for line in lines:
            if kind.startswith("heading"):
                paper.add_heading(line.lstrip("# "), level=int(kind[-1]))
            else:
                paper.add_paragraph(line)
    paper.save(str(path))


def make_pdf(path: Path, source: str) -> None:
    pdf = FPDF(format="letter")
    pdf.set_margin(20)
    pdf.add_page()
    for kind, lines in pieces(source):
        if kind == "table":
            pdf.set_font("helvetica", size=9)
            with pdf.table(first_row_as_headings=False) as table:
                for line in lines:
                    row = table.row()
                    for cell in _cells(line):
                        row.cell(cell)
            pdf.ln(4)
            continue
        size = {"heading1": 16, "heading2": 13}.get(kind, 10)
        pdf.set_font("helvetica", style="B" if kind.startswith("heading") else "", size=size)
        for line in lines:
            words = line.lstrip("# ") if kind.startswith("heading") else line
            pdf.multi_cell(0, size * 0.5, words, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    pdf.output(str(path))


def make_all() -> None:
    for name, source in sources().items():
        make = make_docx if name.endswith(".docx") else make_pdf
        make(HERE / name, source)


if __name__ == "__main__":
    make_all()
