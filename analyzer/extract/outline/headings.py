"""Tell headings from text by what the format declares, by size, weight, capitals and numbering."""

import re
from collections import Counter
from collections.abc import Sequence

from analyzer.extract.outline.markers import read_markers
from analyzer.extract.outline.model import Paragraph

_MAX_WORDS = 22
_MAX_PLAIN_WORDS = 12
_LARGER = 1.12  # times the size of running text
_DEEPEST = 6
_DATED = re.compile(
    r"\b(?:effective|updated?|revised|version|modified|date[ds]?|approved)\b.*\d", re.IGNORECASE
)
_NOT_TITLE = re.compile(
    r"_{3,}|@|https?://|www\.|[;,]$|^[^\w“\"'(¿]*$|^\W*[A-Za-z]{3,9}\.? \d{1,2}, \d{4}\W*$"
)
_NAMED = re.compile(
    r"(?:article|section|part|chapter|annex|appendix|schedule|exhibit|attachment)\s+[\dA-Z]{1,5}\b",
    re.IGNORECASE,
)


def body_size(paragraphs: Sequence[Paragraph]) -> float:
    """Return the size in points in which most characters are set, 0 where no size is known."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        if paragraph.size:
            sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_levels(paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    """Return for each paragraph its heading level (1–6), or 0 where it is no heading.

    Levels follow rank: what is declared first, then the larger, the bolder, the capitals; within
    one look, "2.1" lies below "2".
    """
    size = body_size(paragraphs)
    letters = sum(len(p.text) for p in paragraphs) or 1
    bold_counts = sum(len(p.text) for p in paragraphs if p.bold) / letters < 0.5  # noqa: PLR2004 - half
    chosen = [_is_heading(p, size, bold_counts=bold_counts) for p in paragraphs]
    looks = sorted({_look(p, size) for p, is_one in zip(paragraphs, chosen, strict=True) if is_one})
    rank = {look: i + 1 for i, look in enumerate(looks)}
    shallowest: dict[tuple[float, ...], int] = {}
    for p, is_one in zip(paragraphs, chosen, strict=True):
        parts = _parts(p)
        if is_one and parts:
            look = _look(p, size)
            shallowest[look] = min(parts, shallowest.get(look, parts))
    levels: list[int] = []
    for p, is_one in zip(paragraphs, chosen, strict=True):
        look = _look(p, size)
        deeper = max(0, _parts(p) - shallowest.get(look, 0)) if _parts(p) else 0
        levels.append(min(_DEEPEST, rank[look] + deeper) if is_one else 0)
    return tuple(levels)


def _is_heading(paragraph: Paragraph, size: float, *, bold_counts: bool) -> bool:
    text = paragraph.text
    words = text.split()
    if paragraph.heading_level:
        return True
    if paragraph.flat or paragraph.bullet or not 0 < len(words) <= _MAX_WORDS:
        return False
    if _NOT_TITLE.search(text) or _DATED.search(text) or not any(c.isalpha() for c in text):
        return False
    if size and paragraph.size >= size * _LARGER:
        return not text.endswith(".") or len(words) <= _MAX_PLAIN_WORDS
    return _stands_out(paragraph, words, bold_counts=bold_counts)


def _stands_out(paragraph: Paragraph, words: list[str], *, bold_counts: bool) -> bool:
    """Judge a short paragraph in the size of running text."""
    text = paragraph.text
    markers = read_markers(text)
    numbered = bool(markers) or bool(_NAMED.match(text))
    if paragraph.bold and bold_counts:
        return numbered or not text.endswith(".")
    if len(words) > _MAX_PLAIN_WORDS or text.endswith("."):
        return False
    title = text[markers[0].end :] if markers else text
    if is_capitals(title):
        return True
    return bool(_NAMED.match(text)) and title[-1].isalnum()


def is_capitals(text: str) -> bool:
    """Tell whether a text is set in capitals; a mere abbreviation is not."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 4 and all(c.isupper() for c in letters)  # noqa: PLR2004 - not "FAQ", "USA"


def _parts(paragraph: Paragraph) -> int:
    markers = read_markers(paragraph.text)
    return markers[0].parts if markers else 0


def _look(paragraph: Paragraph, size: float) -> tuple[float, ...]:
    """Return what a heading looks like, as a key that sorts the more prominent first."""
    height = max(paragraph.size, size) if size else 0.0
    rounded = round(height * 2) / 2
    plain = (not paragraph.bold, not is_capitals(paragraph.text))
    if paragraph.heading_level:
        return (paragraph.heading_level, 0.0, False, False)
    return (_DEEPEST + 1, -rounded, *plain)
