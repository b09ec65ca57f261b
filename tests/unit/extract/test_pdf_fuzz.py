"""Damaged files: whatever is wrong with them, the one error that speaks to a person is raised."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from fpdf import FPDF

from analyzer.core.documents import ReadingStatus
from analyzer.core.errors import ExtractError
from analyzer.extract.docx import extract_docx
from analyzer.extract.layout import Extraction, lay_out
from analyzer.extract.pdf import extract_pdf

ROUNDS = 150


def small_pdf(*, compressed: bool) -> bytes:
    pdf = FPDF()
    pdf.set_compression(compressed)
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 6, "1. Notes\nWe keep notes of books:\n- titles\n- chapters\n")
    with pdf.table() as table:
        for cells in (("Note", "Why"), ("Title", "To sort the shelf")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    return bytes(pdf.output())


def small_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Notes", level=1)
    document.add_paragraph("We keep notes of books:")
    document.add_paragraph("titles", style="List Bullet")
    document.add_table(rows=2, cols=2).rows[0].cells[0].text = "Note"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def damaged(content: bytes, rng: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 300))):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    if rng.random() < 0.2:
        start = rng.randrange(len(spoiled))
        del spoiled[start : start + rng.randrange(400)]
    return bytes(spoiled)


def damaged_inside(content: bytes, rng: random.Random) -> bytes:
    """Damage the XML within the archive: damage to the archive itself is caught by its checksums."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("word/") and rng.random() < 0.4:
                old, new = rng.choice(
                    (
                        (b'w:val="1"', b'w:val="x"'),
                        (b"<w:body>", b"<w:tbl>"),
                        (b"w:lvlText", b"w:gone"),
                        (b'w:ilvl="0"', b'w:ilvl="q"'),
                        (b"<w:tc>", b"<w:tc><w:tcPr><w:gridSpan w:val='many'/></w:tcPr>"),
                        (b"w:styleId", b"w:other"),
                    )
                )
                data = data.replace(old, new) if rng.random() < 0.8 else damaged(data, rng)
            target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "extract", "damage", "some_read"),
    [
        pytest.param(small_pdf(compressed=False), extract_pdf, damaged, True, id="pdf"),
        pytest.param(small_pdf(compressed=True), extract_pdf, damaged, True, id="packed-pdf"),
        pytest.param(small_docx(), extract_docx, damaged, False, id="docx"),
        pytest.param(small_docx(), extract_docx, damaged_inside, True, id="docx-parts"),
    ],
)
def test_damage_is_read_or_said(
    content: bytes,
    extract: Callable[[bytes], Extraction],
    damage: Callable[[bytes, random.Random], bytes],
    some_read: bool,  # noqa: FBT001 - an archive's checksums refuse all damage from outside
) -> None:
    rng = random.Random(20230807)  # noqa: S311 - nothing secret
    read: list[Extraction] = []
    refused: list[str] = []
    for _ in range(ROUNDS):
        try:
            read.append(extract(damage(content, rng)))
        except ExtractError as error:
            refused.append(str(error))
    assert all(lay_out(e.blocks).text or e.status is not ReadingStatus.READ for e in read)
    assert all(message.endswith((".", ").")) for message in refused)
    assert bool(read) is some_read
    assert refused
