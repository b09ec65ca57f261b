"""PDF → paragraphs, lists, headings and tables, with the page each stands on."""

import re
from collections.abc import Sequence

from analyzer.core.documents import BlockKind, Notice, ReadingStatus
from analyzer.core.errors import ExtractError
from analyzer.extract.layout import Extraction, RawBlock, clean
from analyzer.extract.ocr import OcrUnavailableError, recognize_pages
from analyzer.extract.outline import build_blocks
from analyzer.extract.pdf import notices
from analyzer.extract.pdf.model import PageContent, count_letters
from analyzer.extract.pdf.pages import PasswordNeededError, list_pages, open_pdf, page_content, read_pages
from analyzer.extract.pdf.paragraphs import make_paragraphs
from analyzer.extract.pdf.running import drop_running
from analyzer.extract.pdf.tables import join_over_pages

__all__ = ["extract_pdf"]

_MOST_PAGES = 500
_TITLE_BLOCKS = 6
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|rtf|odt|indd)\b|^Microsoft Word|^untitled", re.IGNORECASE)


def extract_pdf(content: bytes, *, ocr: bool = False, most_pages: int = _MOST_PAGES) -> Extraction:
    """Read a PDF: text in reading order, without running heads, each block with its page.

    With `ocr`, pages without usable text are recognised by Tesseract where it is installed; a
    notice then says how sure it was. Raises ExtractError where the bytes are no readable PDF.
    """
    try:
        document = open_pdf(content)
    except PasswordNeededError:
        return Extraction(blocks=(), status=ReadingStatus.ENCRYPTED, notices=(notices.password_needed(),))
    count = len(list_pages(document))
    pages = list(read_pages(document, most_pages))
    title = _declared_title(document.metadata)
    if all(page.failed for page in pages):
        raise ExtractError(
            "No page of the PDF could be read. It is damaged or cut off: fetch it again, "
            "or ask the vendor for another copy."
        )
    said: list[Notice] = []
    if ocr:
        pages, said = _recognize(content, pages)
    return _assemble(pages, count, title, said)


def _recognize(content: bytes, pages: Sequence[PageContent]) -> tuple[list[PageContent], list[Notice]]:
    """Read by OCR the pages that have no usable text."""
    wanted = [p.number for p in pages if _unread(p)]
    if not wanted:
        return list(pages), []
    try:
        recognized = {page.number: page for page in recognize_pages(content, wanted)}
    except OcrUnavailableError as error:
        return list(pages), [Notice(code="ocr_unavailable", message=str(error))]
    read = [
        page_content(recognized[p.number].words, p.number, p.height or recognized[p.number].height)
        if p.number in recognized and recognized[p.number].words
        else p
        for p in pages
    ]
    return read, [notices.recognized(page) for page in recognized.values() if page.words]


def _unread(page: PageContent) -> bool:
    return page.garbled or page.failed or (not page.words and page.pictured)


def _assemble(
    pages: Sequence[PageContent], count: int, title: str | None, said: Sequence[Notice]
) -> Extraction:
    kept, running = drop_running([p for p in pages if not p.garbled])
    items = join_over_pages([item for page in kept for item in page.items])
    blocks = build_blocks(make_paragraphs(items))
    status, found = notices.judge(pages, count)
    printed = sum(p.letters for p in pages) - running
    return Extraction(
        blocks=blocks,
        title=_printed_title(blocks) or title,
        status=status,
        notices=(*said, *found),
        text_share=_share(sum(count_letters(b.text) for b in blocks), printed),
        page_count=count,
    )


def _share(kept: int, printed: int) -> float | None:
    """Return the kept share of the words, weighed by their letters (words are mended in between)."""
    return min(1.0, round(kept / printed, 4)) if printed > 0 else None


def _printed_title(blocks: Sequence[RawBlock]) -> str | None:
    """Return the first heading near the top."""
    near = (b for b in blocks[:_TITLE_BLOCKS] if b.kind is BlockKind.HEADING)
    return next((b.text for b in near), None)


def _declared_title(metadata: dict[str, object]) -> str | None:
    """Return the title the file declares, unless it is a file name left there by a program."""
    title = metadata.get("Title")
    if not isinstance(title, str) or _FILE_NAME.search(title):
        return None
    return clean(title) or None
