"""Read plain text: headings, list items with their lead-ins, wrapped lines mended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from analyzer.core.documents import BlockKind
from analyzer.extract.charset import decode
from analyzer.extract.layout import Extraction, PageSignals, RawBlock
from analyzer.extract.shape import (
    NUMBERED,
    could_be_heading,
    ends_sentence,
    is_lead_in,
    is_shouted,
    list_marker,
    without_bullet,
)

_TAB = 4
_SHORT = 0.6
_WRAPPED_SHARE = (
    0.15  # of the lines that another one follows: fewer are accidents, and each line is a paragraph
)
_LONG = 50  # characters of a line of capitals that is no title
_WIDEST_SHARE = 1.25  # of the width: a line beyond was not wrapped
_HANGING = re.compile(
    r"(?<![;,] )\b(?:an?|and|as|at|by|for|from|in|of|on|or|our|see|that|the|these|this|to|with|your)$"
)
_USUAL_WIDTH = 78
_WIDEST_WRAP = 110
_WRAPPING_LINES = 3
_TITLE_WORDS = 8
_DEEPEST = 6
_RULES = frozenset("=-_*~#.")


def extract_plain(content: bytes, *, charset: str | None = None) -> Extraction:
    """Return plain text as blocks in reading order; never raises on any bytes.

    Every visible word is kept but for lines of rule characters, so `text_share` is 1 where there is text.
    """
    lines = decode(content, charset).replace("\f", "\n\n").split("\n")
    blocks = blocks_of_lines(lines)
    words = sum(len(line.split()) for line in lines)
    first = blocks[0] if blocks else None
    title = first.text if first and first.kind is BlockKind.HEADING else None
    signals = PageSignals(title=title or "", visible_words=words)
    return Extraction(blocks=blocks, title=title, text_share=1.0 if blocks else None, signals=signals)


def blocks_of_lines(lines: Sequence[str]) -> tuple[RawBlock, ...]:
    """Return the blocks that lines of plain text make up."""
    writer = _Writer()
    width = _wrap_width(lines)
    for group in _groups(lines):
        for paragraph in _paragraphs(group, width):
            writer.add(paragraph)
    return tuple(writer.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """A mended paragraph; `alone` when it is one line between blank lines, `ruled` when underlined."""

    text: str
    indent: int
    alone: bool
    ruled: bool = False


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Return the width at which lines were wrapped, or None where each line is a paragraph.

    A line is wrapped where it breaks off within a sentence and the next one goes on in lower case,
    or in capitals both.
    """
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    wrapped = [
        len(line.strip())
        for line, after in pairs
        if _goes_on(line, after) and not ends_sentence(line) and not list_marker(after)
    ]
    wrapped = [length for length in wrapped if length <= _WIDEST_WRAP]
    if len(wrapped) < _WRAPPED_SHARE * len(pairs) or not wrapped:
        return None
    if len(wrapped) < _WRAPPING_LINES:
        return _USUAL_WIDTH
    return sorted(wrapped)[len(wrapped) * 9 // 10]


def _goes_on(line: str, after: str) -> bool:
    """Tell whether the start of a line shows that it goes on with the one before."""
    if is_shouted(after) and is_shouted(line):
        return len(line.strip()) >= _LONG
    return after.strip()[:1].islower()


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the stretches of lines between blank lines."""
    group: list[str] = []
    for line in lines:
        if line.strip():
            group.append(line.expandtabs(_TAB).rstrip())
        elif group:
            yield group
            group = []
    if group:
        yield group


def _paragraphs(group: Sequence[str], width: int | None) -> Iterator[_Paragraph]:
    current: list[str] = []
    alone = sum(not _is_rule(line) for line in group) == 1
    for line in group:
        if _is_rule(line):
            if current:
                yield replace(_joined(current, alone=alone), ruled=len(current) == 1)
            current = []
            continue
        if current and _begins(current, line, width):
            yield _joined(current, alone=alone)
            current = []
        current.append(line)
    if current:
        yield _joined(current, alone=alone)


def _is_rule(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and set(stripped) <= _RULES  # noqa: PLR2004 - three make a rule in every dialect


def _begins(current: Sequence[str], line: str, width: int | None) -> bool:
    """Tell whether `line` begins a new paragraph after the lines of `current`."""
    before, text = current[-1].strip(), line.strip()
    if list_marker(text) or (NUMBERED.match(text) and ends_sentence(before)):
        return True
    if text[0].islower() or _shouts_on(current, text):
        return False
    if not ends_sentence(before) and (text[0] == "(" or _HANGING.search(before)):
        return False
    if width is None or not _is_full(before, text, width):
        return True
    # Capitals that go on over full lines are one statement; a short line of them is a heading.
    return (
        is_shouted(text) and could_be_heading(text) and ends_sentence(before) and len(text) < _SHORT * width
    )


def _shouts_on(current: Sequence[str], text: str) -> bool:
    """Tell whether a statement in capitals, too long for a heading, goes on with `text`."""
    said = " ".join(line.strip() for line in current)
    running = len(said) >= _LONG or not could_be_heading(said)
    return running and is_shouted(text) and is_shouted(current[-1]) and not ends_sentence(current[-1])


def _is_full(before: str, text: str, width: int) -> bool:
    """Tell whether the first word of `text` had no room on the line before, itself not far too long."""
    return width <= len(before) + len(text.split(maxsplit=1)[0]) and len(before) <= _WIDEST_SHARE * width


def _joined(lines: Sequence[str], *, alone: bool) -> _Paragraph:
    text = " ".join(line.strip() for line in lines)
    indent = len(lines[0]) - len(lines[0].lstrip())
    return _Paragraph(text=text, indent=indent, alone=alone)


@dataclass(slots=True)
class _Writer:
    """Blocks so far, with the list that is open: its indents and what introduces each depth."""

    blocks: list[RawBlock] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    leads: list[tuple[int, ...]] = field(default_factory=list)
    item: int = 0
    titled: bool = False

    def add(self, paragraph: _Paragraph) -> None:
        """Append one paragraph in the shape it has."""
        if _is_heading(paragraph):
            self._close()
            level = self._level(paragraph)
            self.titled = True
            self.blocks.append(RawBlock(kind=BlockKind.HEADING, text=paragraph.text, level=level))
        elif list_marker(paragraph.text):
            self._add_item(paragraph)
        elif self.indents and paragraph.indent > self.indents[-1]:
            self.blocks.append(
                RawBlock(
                    kind=BlockKind.PARAGRAPH,
                    text=paragraph.text,
                    introduced_by=(*self.leads[-1], self.item),
                )
            )
        else:
            self._close()
            self.blocks.append(RawBlock(kind=BlockKind.PARAGRAPH, text=paragraph.text))

    def _close(self) -> None:
        self.indents, self.leads = [], []

    def _level(self, paragraph: _Paragraph) -> int:
        found = NUMBERED.match(paragraph.text)
        if found and found.group("digits"):
            return min(2 + found.group("digits").count("."), _DEEPEST)
        if not self.titled:
            return 1
        return 2 if is_shouted(paragraph.text) or found or paragraph.ruled else 3

    def _add_item(self, paragraph: _Paragraph) -> None:
        while self.indents and self.indents[-1] > paragraph.indent:
            self.indents.pop()
            self.leads.pop()
        if not self.indents or self.indents[-1] < paragraph.indent:
            before = self.blocks[-1] if self.blocks else None
            lead: tuple[int, ...] = self.leads[-1] if self.leads else ()
            if self.indents:
                lead = (*lead, self.item)
            elif before and before.kind is BlockKind.PARAGRAPH and is_lead_in(before.text):
                lead = (len(self.blocks) - 1,)
            self.indents.append(paragraph.indent)
            self.leads.append(lead)
        text = without_bullet(paragraph.text) or paragraph.text
        depth = min(len(self.indents), _DEEPEST)
        self.item = len(self.blocks)
        self.blocks.append(
            RawBlock(
                kind=BlockKind.LIST_ITEM,
                text=text,
                level=depth,
                introduced_by=tuple(dict.fromkeys(self.leads[-1])),
            )
        )


def _is_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    if not could_be_heading(text) or text.endswith(":"):
        return False
    if paragraph.ruled:
        return True
    numbered = NUMBERED.match(text)
    if numbered and not list_marker(text):
        return True
    if list_marker(text):
        return False
    return is_shouted(text) or (
        paragraph.alone and len(text.split()) <= _TITLE_WORDS and not ends_sentence(text)
    )
