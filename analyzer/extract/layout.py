"""From runs of text to one canonical text with exact offsets.

Each extractor yields `RawBlock`s in reading order; `lay_out` joins them into the one text that
every later offset refers to. No offset is ever computed anywhere else.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.core.documents import Block, BlockKind, Notice, Page, ReadingStatus, Section, Span

_INVISIBLE: dict[int, str | None] = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(map(ord, "\u2010\u2011"), "-")  # hyphens that only look different
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlock:
    """A run of text before it has offsets; fields as in `analyzer.core.documents.Block`.

    `introduced_by` are indices into the same sequence of raw blocks. `page` is the page the run
    begins on, counted from 1, or None where the format has no pages.
    """

    kind: BlockKind
    text: str
    level: int = 0
    introduced_by: tuple[int, ...] = ()
    row: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSignals:
    """What the source looked like around its text: the gates judge by these, not by guesses.

    `visible_words` counts the words a person would see on the whole page, `link_words` those of
    them that are links, `script_chars` the characters of inline and JSON scripts.
    """

    title: str = ""
    visible_words: int = 0
    link_words: int = 0
    script_tags: int = 0
    script_chars: int = 0
    password_fields: int = 0
    noscript_text: str = ""
    canonical_url: str | None = None
    html_language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an extractor got out of the bytes.

    `status` is set only where the extractor itself knows that the text cannot be trusted or had
    to stay behind (ENCRYPTED, NO_TEXT, GARBLED, TRUNCATED, PARTLY_READ …); otherwise READ.
    `text_share` is the measured share (0–1) of visible words kept.
    """

    blocks: tuple[RawBlock, ...]
    title: str | None = None
    status: ReadingStatus = ReadingStatus.READ
    notices: tuple[Notice, ...] = ()
    text_share: float | None = None
    signals: PageSignals | None = None
    page_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The canonical text and the structure that lies over it."""

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    pages: tuple[Page, ...]


def clean(text: str) -> str:
    """Fold white space to single spaces, drop invisible characters, compose accents (NFC)."""
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def lay_out(raw: Sequence[RawBlock]) -> Layout:
    """Join blocks into the canonical text and give each its exact span.

    Blocks whose text is blank are left out; references to them are dropped. List items, table
    cells of one block group are separated by one line break, everything else by two.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    page_of: list[int | None] = []
    new_index: dict[int, int] = {}
    position = 0
    for index, block in enumerate(raw):
        text = clean(block.text)
        if not text:
            continue
        if blocks:
            gap = "\n" if _close(blocks[-1].kind, block.kind) else "\n\n"
            parts.append(gap)
            position += len(gap)
        new_index[index] = len(blocks)
        introduced = tuple(new_index[i] for i in block.introduced_by if i in new_index)
        span = Span(position, position + len(text))
        blocks.append(
            Block(kind=block.kind, span=span, level=block.level, introduced_by=introduced, row=block.row)
        )
        page_of.append(block.page)
        parts.append(text)
        position = span.end
    laid = tuple(blocks)
    return Layout(text="".join(parts), blocks=laid, sections=_sections(laid), pages=_pages(laid, page_of))


def _close(before: BlockKind, after: BlockKind) -> bool:
    listed = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    return after in listed and (before in listed or before is BlockKind.PARAGRAPH)


def _sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Nest headings by level; a section ends where a heading of its level or higher begins."""
    end = blocks[-1].span.end if blocks else 0
    headings = [b for b in blocks if b.kind is BlockKind.HEADING]
    sections: list[Section] = []
    open_sections: list[int] = []
    for i, heading in enumerate(headings):
        while open_sections and sections[open_sections[-1]].level >= heading.level:
            open_sections.pop()
        stop = next((h.span.start for h in headings[i + 1 :] if h.level <= heading.level), end)
        parent = open_sections[-1] if open_sections else None
        span = Span(heading.span.start, stop)
        sections.append(Section(heading=heading.span, span=span, level=heading.level, parent=parent))
        open_sections.append(i)
    return tuple(sections)


def _pages(blocks: tuple[Block, ...], page_of: Sequence[int | None]) -> tuple[Page, ...]:
    starts: dict[int, int] = {}
    for block, page in zip(blocks, page_of, strict=True):
        if page is not None:
            starts.setdefault(page, block.span.start)
    if not starts:
        return ()
    numbers = sorted(starts)
    end = blocks[-1].span.end if blocks else 0
    stops = [starts[n] for n in numbers[1:]] + [end]
    return tuple(Page(number=n, span=Span(starts[n], stop)) for n, stop in zip(numbers, stops, strict=True))
