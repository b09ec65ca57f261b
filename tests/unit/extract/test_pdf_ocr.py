"""OCR: scans are read where the extra and Tesseract are installed, and it is said how surely."""

import builtins
import shutil
from typing import Any

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw

from analyzer.core.documents import ReadingStatus
from analyzer.extract.pdf import extract_pdf

LINES = ("We keep reading notes for one school year.", "We never sell reading notes to anyone.")


def scan() -> bytes:
    image = Image.new("L", (1700, 2200), 255)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(LINES):
        draw.text((150, 200 + i * 70), line, fill=0, font_size=48)
    pdf = FPDF(format="letter", unit="pt")
    pdf.add_page()
    pdf.image(image, x=0, y=0, w=612)
    return bytes(pdf.output())


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scan_is_read_and_its_confidence_said() -> None:
    pytest.importorskip("pytesseract")
    pytest.importorskip("pypdfium2")
    extraction = extract_pdf(scan(), ocr=True)
    assert extraction.status is ReadingStatus.READ
    assert " ".join(b.text for b in extraction.blocks) == " ".join(LINES)
    assert {b.page for b in extraction.blocks} == {1}
    (notice,) = extraction.notices
    assert notice.code == "ocr_page"
    assert "confidence of 9" in notice.message


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pytesseract":
            raise ImportError("absent", name=name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", absent)
    extraction = extract_pdf(scan(), ocr=True)
    assert extraction.status is ReadingStatus.NO_TEXT
    notice = next(n for n in extraction.notices if n.code == "ocr_unavailable")
    assert "pytesseract" in notice.message
    assert "[ocr]" in notice.message


def test_a_page_with_text_is_not_recognised_anew() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 6, "We keep reading notes.")
    content = bytes(pdf.output())
    assert extract_pdf(content, ocr=True) == extract_pdf(content)
