"""Real PDF and Word files: all are read or refused with a reason, and no word is lost silently."""

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from analyzer.core.documents import ReadingStatus
from analyzer.extract.dates import find_dates
from analyzer.extract.docx import extract_docx
from analyzer.extract.layout import Extraction, lay_out
from analyzer.extract.pdf import extract_pdf

pytestmark = pytest.mark.shared

WORDS = re.compile(r"\w+")
LONGEST_SECONDS = 20
LOWEST_RECALL = 0.94  # the rest are running heads and page numbers, which go on purpose
LOWEST_SHARE = 0.99
GARBLED = "basecamp-37signals--basecamp-data-processing-addendum-v201805"


@pytest.fixture(scope="module")
def folder(shared_dir: Path) -> Path:
    return shared_dir / "documents" / "pdf"


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, tuple[Extraction, float]]:
    found = {}
    for path in sorted(folder.glob("*.pdf")):
        start = time.process_time()
        found[path.stem] = (extract_pdf(path.read_bytes()), time.process_time() - start)
    return found


def words(extraction: Extraction) -> Counter[str]:
    return Counter(WORDS.findall(" ".join(b.text for b in extraction.blocks)))


def test_all_are_read_but_the_one_whose_font_maps_to_nothing(
    read: dict[str, tuple[Extraction, float]],
) -> None:
    assert len(read) >= 50
    unread = {name: e.status for name, (e, _) in read.items() if e.status is not ReadingStatus.READ}
    assert unread == {GARBLED: ReadingStatus.GARBLED}
    assert "pages 1–26" in read[GARBLED][0].notices[0].message


def test_none_takes_long(read: dict[str, tuple[Extraction, float]]) -> None:
    assert max(seconds for _, seconds in read.values()) < LONGEST_SECONDS


def test_the_words_of_another_reader_are_all_there(
    read: dict[str, tuple[Extraction, float]], folder: Path
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    low = {}
    for name, (extraction, _) in read.items():
        if name == GARBLED:
            continue
        with pdfium.PdfDocument(folder / f"{name}.pdf") as document:
            pages = [page.get_textpage().get_text_range() for page in document]
        expected = Counter(WORDS.findall(" ".join(pages)))
        recall = 1 - (expected - words(extraction)).total() / expected.total()
        if recall < LOWEST_RECALL:
            low[name] = recall
    assert low == {}


def test_the_measured_share_is_high_and_pages_lie_in_order(read: dict[str, tuple[Extraction, float]]) -> None:
    for name, (extraction, _) in read.items():
        if name == GARBLED:
            continue
        assert extraction.text_share is not None
        assert extraction.text_share >= LOWEST_SHARE, name
        layout = lay_out(extraction.blocks)
        numbers = [p.number for p in layout.pages]
        assert numbers == sorted(numbers)
        assert extraction.page_count is not None
        assert set(numbers) <= set(range(1, extraction.page_count + 1))


@pytest.mark.parametrize("name", ["acceptable-use-policy", "privacy-policy", "terms-of-service"])
def test_the_same_document_as_pdf_and_as_word(folder: Path, name: str) -> None:
    pdf = extract_pdf((folder / f"textel--{name}.pdf").read_bytes())
    word = extract_docx((folder / f"textel--{name}.docx").read_bytes())
    apart = (words(pdf) - words(word)) + (words(word) - words(pdf))
    assert apart.total() <= 0.001 * words(word).total()
    same = {(b.kind, b.text) for b in pdf.blocks} & {(b.kind, b.text) for b in word.blocks}
    assert len(same) >= 0.9 * len(word.blocks)
    dates = [find_dates(lay_out(e.blocks).text) for e in (pdf, word)]
    assert dates[0] == dates[1]
    assert dates[0].effective is not None


def test_damage_to_real_files_is_read_or_said(folder: Path) -> None:
    names = ("mozilla--mdn-plus-privacy.pdf", "rao-academy--refundpolicy.pdf", "textel--privacy-policy.docx")
    for name in names:
        content = (folder / name).read_bytes()
        for cut in range(1, 10):
            part = content[: len(content) * cut // 10]
            extract = extract_docx if name.endswith("docx") else extract_pdf
            try:
                assert extract(part).page_count
            except Exception as error:  # noqa: BLE001 - the very question is which one
                assert type(error).__name__ == "ExtractError", (name, cut, error)  # noqa: PT017
