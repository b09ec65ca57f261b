"""Running headers, footers and page numbers: what recurs at the same place on many pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from analyzer.extract.pdf.model import Line, PageContent, count_letters

_EDGE_LINES = 4  # lines at the top and bottom of a page that may be running heads
_EDGE_SHARE = 0.16  # of the page height: running heads stand no further in
_SAME_PLACE = 4.0  # points
_PAGE_SHARE = 0.3  # of the pages that the line must recur on, and at least two
_TITLE_SIZE = 1.1  # times the usual type size: a running head so large is the title
_DIGITS = re.compile(r"\d+")
_DATED = re.compile(
    r"\b(?:effective|updated?|revised|revision|version|modified|date|dated|valid|as of)\b.*\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_AROUND_NUMBER = "-–—| \t\r\n\f\v\u00a0"
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|página)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\||-|von|sur|de)\s*\d{1,4})?",
    re.IGNORECASE,
)


def drop_running(pages: Sequence[PageContent]) -> tuple[list[PageContent], int]:
    """Return the pages without running heads and page numbers, and the number of letters dropped."""
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for line in _edge_lines(page):
            seen[_mask(line.text)].append((page.number, _place(line, page)))
    needed = max(2, _PAGE_SHARE * len(pages))
    kept: list[PageContent] = []
    dropped = 0
    said: set[str] = set()
    for page in pages:
        gone = {id(line) for line in _edge_lines(page) if _recurs(line, page, seen, needed)}
        gone -= _telling(page, gone, said)
        gone |= {id(line) for line in _outermost(page, gone) if _is_page_number(line.text)}
        dropped += sum(count_letters(line.text) for line in _edge_lines(page) if id(line) in gone)
        kept.append(replace(page, items=tuple(i for i in page.items if id(i) not in gone)))
    return kept, dropped


def _is_page_number(text: str) -> bool:
    """Tell whether a line is a page's number alone, between dashes or not."""
    # strip, not the expression: runs of space on both sides of an optional word grow without bound
    return _PAGE_NUMBER.fullmatch(text.strip(_AROUND_NUMBER)) is not None


def _telling(page: PageContent, gone: set[int], said: set[str]) -> set[int]:
    """Return the running heads that tell something for the first time: a date, or the title."""
    sizes = [i.size for i in page.items if isinstance(i, Line)]
    fresh: set[int] = set()
    for line in _edge_lines(page):
        title = line.top < page.height / 2 and line.size > _TITLE_SIZE * median(sizes)
        if id(line) in gone and (title or _DATED.search(line.text)) and _mask(line.text) not in said:
            said.add(_mask(line.text))
            fresh.add(id(line))
    return fresh


def _edge_lines(page: PageContent) -> list[Line]:
    lines = sorted((i for i in page.items if isinstance(i, Line)), key=lambda line: line.top)
    edge = page.height * _EDGE_SHARE
    top = [line for line in lines[:_EDGE_LINES] if line.bottom <= edge]
    bottom = [line for line in lines[len(top) :][-_EDGE_LINES:] if line.top >= page.height - edge]
    return top + bottom


def _outermost(page: PageContent, gone: set[int]) -> list[Line]:
    """Return the first and the last line that are left, where they stand at the edge."""
    left = [line for line in _edge_lines(page) if id(line) not in gone]
    return [left[0], left[-1]] if left else []


def _mask(text: str) -> str:
    return _DIGITS.sub("#", text.casefold()).strip()


def _place(line: Line, page: PageContent) -> float:
    """Return the distance from the nearer edge, negative from the bottom: pages differ in height."""
    return line.top if line.top < page.height / 2 else line.bottom - page.height


def _recurs(line: Line, page: PageContent, seen: dict[str, list[tuple[int, float]]], needed: float) -> bool:
    place = _place(line, page)
    pages = {n for n, other in seen[_mask(line.text)] if abs(other - place) <= _SAME_PLACE}
    return len(pages) >= needed
