"""From the glyphs of a page to its words."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from analyzer.extract.layout import clean
from analyzer.extract.pdf.model import Word

_BOLD = re.compile(r"bold|black|heavy|demi|-bd\b|,b\b", re.IGNORECASE)
_GAP_SHARE = 0.15  # of the type size: a wider gap parts two words
_REPEATED = 0.9  # fewer distinct glyphs than this share: text printed twice to look bold
_SPACED_RUN = 4
_WORD_GAP = 1.7  # times the gap between letters: a wider gap parts two spaced words
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def read_words(page: Any) -> tuple[list[Word], int, int]:
    """Return the words of a pdfplumber page, its glyph count, and how many glyphs have no text."""
    glyphs = [c for c in page.chars if c["text"].strip()]
    if not glyphs:
        return [], 0, 0
    unmapped = sum(1 for c in glyphs if _UNMAPPED.fullmatch(c["text"]) or _is_private(c["text"]))
    upright = sum(1 for c in glyphs if c["upright"])
    source = page
    if upright >= len(glyphs) / 2 and upright < len(glyphs):
        source = page.filter(_is_upright)  # side notes and watermarks set askew
    distinct = {(c["text"], round(c["x0"]), round(c["top"])) for c in glyphs}
    if len(distinct) < _REPEATED * len(glyphs):
        source = source.dedupe_chars(tolerance=1)
    found = source.extract_words(x_tolerance_ratio=_GAP_SHARE, return_chars=True, expand_ligatures=True)
    words = [word for raw in found if _is_on(page.bbox, raw) and (word := _word(raw))]
    return words, len(glyphs), unmapped


def _is_on(box: tuple[float, float, float, float], raw: dict[str, Any]) -> bool:
    """Tell whether a word stands on the page: nobody sees what a file prints beside it."""
    x, y = (raw["x0"] + raw["x1"]) / 2, (raw["top"] + raw["bottom"]) / 2
    on_page = box[0] <= x <= box[2] and box[1] <= y <= box[3]
    return bool(on_page and raw["x1"] - raw["x0"] <= box[2] - box[0])


def _is_upright(thing: dict[str, Any]) -> bool:
    return thing.get("object_type") != "char" or bool(thing["upright"])


def _is_private(text: str) -> bool:
    return any("\ue000" <= c <= "\uf8ff" or c == "\ufffd" or c < " " for c in text)


def _word(raw: dict[str, Any]) -> Word | None:
    text = clean(raw["text"])
    if not text:
        return None
    sizes = Counter(round(float(c["size"]), 1) for c in raw["chars"])
    bold = sum(1 for c in raw["chars"] if _BOLD.search(str(c["fontname"])))
    return Word(
        text=text,
        x0=float(raw["x0"]),
        x1=float(raw["x1"]),
        top=float(raw["top"]),
        bottom=float(raw["bottom"]),
        size=sizes.most_common(1)[0][0],
        bold=bold * 2 > len(raw["chars"]),
    )


def join_spaced(words: Sequence[Word]) -> list[Word]:
    """Read letter-spaced words ("P R I V A C Y") as words; `words` stand on one line."""
    joined: list[Word] = []
    run: list[Word] = []
    for word in words:
        if len(word.text) == 1 and (word.text.isalnum() or (run and word.text in "&'’.,:-–")):
            run.append(word)
            continue
        joined.extend(_close_run(run))
        run = []
        joined.append(word)
    joined.extend(_close_run(run))
    return joined


def _close_run(run: list[Word]) -> list[Word]:
    if len(run) < _SPACED_RUN or not any(w.text.isalpha() for w in run):
        return run
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    letter_gap = median(sorted(gaps)[: max(1, (len(gaps) + 1) // 2)])
    widest = max(letter_gap * _WORD_GAP, letter_gap + 1)
    groups = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > widest:
            groups.append([])
        groups[-1].append(word)
    return [_merge(group) for group in groups]


def _merge(group: Sequence[Word]) -> Word:
    first, last = group[0], group[-1]
    return Word(
        text="".join(w.text for w in group),
        x0=first.x0,
        x1=last.x1,
        top=min(w.top for w in group),
        bottom=max(w.bottom for w in group),
        size=first.size,
        bold=first.bold,
    )
