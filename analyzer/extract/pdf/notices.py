"""What the reader must know about how a PDF was read."""

from collections.abc import Sequence

from analyzer.core.documents import Notice, ReadingStatus
from analyzer.extract.ocr import INSTALL_HINT, RecognizedPage
from analyzer.extract.pdf.model import PageContent

_ASK = f"Read it with OCR ({INSTALL_HINT}), or ask the vendor for a PDF with text."


def password_needed() -> Notice:
    """Return what to say of a PDF that opens with a password only."""
    return Notice(
        code="encrypted",
        message="The PDF opens with a password only. Ask the vendor for a copy without one, "
        "or save it without its password and read that file.",
    )


def recognized(page: RecognizedPage) -> Notice:
    """Return what to say of a page read by OCR."""
    return Notice(
        code="ocr_page",
        message=f"Page {page.number} was read by OCR with a mean word confidence of "
        f"{page.confidence:.0f} %. Check quotes from it against the page.",
    )


def judge(pages: Sequence[PageContent], count: int) -> tuple[ReadingStatus, tuple[Notice, ...]]:
    """Return how far the document could be read, and the notices that say where it could not.

    `pages` are the pages that were read, `count` is the number of pages in the file.
    """
    garbled = [p.number for p in pages if p.garbled]
    empty = [p.number for p in pages if not p.words and not p.failed and p.pictured]
    failed = [p.number for p in pages if p.failed]
    notices: list[Notice] = []
    if garbled:
        notices.append(_garbled(garbled))
    if empty:
        notices.append(_without_text(empty))
    if failed:
        notices.append(_unreadable(failed))
    if len(pages) < count:
        notices.append(_beyond(len(pages), count))
    return _status(pages, notices, garbled, empty), tuple(notices)


def _status(
    pages: Sequence[PageContent], notices: Sequence[Notice], garbled: Sequence[int], empty: Sequence[int]
) -> ReadingStatus:
    readable = sum(p.words for p in pages if not p.garbled)
    lost = sum(p.words for p in pages if p.garbled)
    if garbled and lost >= readable:
        return ReadingStatus.GARBLED
    if not readable:
        return ReadingStatus.NO_TEXT if empty else ReadingStatus.EMPTY
    return ReadingStatus.PARTLY_READ if notices else ReadingStatus.READ


def _garbled(numbers: Sequence[int]) -> Notice:
    return Notice(
        code="garbled_text",
        message=f"The text of {page_list(numbers)} cannot be read: its font does not say which "
        f"letters it draws. {_ASK}",
    )


def _without_text(numbers: Sequence[int]) -> Notice:
    looks = "it looks" if len(numbers) == 1 else "they look"
    return Notice(
        code="page_without_text",
        message=f"No text found on {page_list(numbers)}: {looks} scanned. {_ASK}",
    )


def _unreadable(numbers: Sequence[int]) -> Notice:
    return Notice(
        code="page_unreadable",
        message=f"{page_list(numbers).capitalize()} could not be read: the file is damaged there. "
        "Fetch it again, or ask the vendor for another copy.",
    )


def _beyond(read: int, count: int) -> Notice:
    return Notice(
        code="page_limit",
        message=f"Only the first {read} of {count} pages were read. "
        "Split the file where the policy lies further back.",
    )


def page_list(numbers: Sequence[int]) -> str:
    """Return page numbers as a person writes them: "page 2", "pages 3–7 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"
