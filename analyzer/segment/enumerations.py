"""Lists inside a paragraph: `shall not (a) sell data; (b) rent data; or (c) …`, and inline bullets."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from analyzer.core.documents import Span

_MARKER = re.compile(
    r"(?<!\S)(?:\((?P<inner>[A-Za-z]{1,5}|\d{1,2})\)|(?P<open>[A-Za-z]|[ivx]{1,4}|\d{1,2})\))(?=\s)"
)
_BULLET = re.compile(r"(?<!\S)[•▪●◦‣∙·➢❖✓](?=\s)")
_JOINING = re.compile(r"\b(?:and|or|through|to)\b", re.IGNORECASE)
_WORD = re.compile(r"\w")
_MOST_FIRSTS = 100  # a block of thousands of markers is a table gone wrong, not a list
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """A list found in running text: what stands before it, and its items with their markers."""

    before: Span
    items: tuple[Span, ...]


def enumeration(text: str, within: Span) -> Enumeration | None:
    """Find the outermost list within a range of `text`; None where there is no list of two or more.

    Items reach from their marker to the next; the last one to the end of the range, so that the
    caller has to decide where it ends.
    """
    starts = _bullets(text, within) or _sequence(text, within)
    if not starts:
        return None
    edges = [*starts, within.end]
    items = tuple(Span(a, b) for a, b in pairwise(edges))
    if not all(_speaks(text, item) for item in items):
        return None
    return Enumeration(before=Span(within.start, starts[0]), items=items)


def _bullets(text: str, within: Span) -> tuple[int, ...]:
    starts = tuple(found.start() for found in _BULLET.finditer(text, within.start, within.end))
    return starts if len(starts) > 1 or (starts and starts[0] > within.start) else ()


def _sequence(text: str, within: Span) -> tuple[int, ...]:
    """Return the starts of `(a)`, `(b)`, `(c)` … for the first series with at least two members."""
    markers = [
        (found.start(), found.group("inner") or found.group("open"))
        for found in _MARKER.finditer(text, within.start, within.end)
    ]
    for first, (start, label) in enumerate(markers[:_MOST_FIRSTS]):
        following = _series(label)
        if following is None:
            continue
        starts = [start]
        expected = next(following)
        for position, name in markers[first + 1 :]:
            if name == expected:
                starts.append(position)
                expected = next(following, "")
        if len(starts) > 1:
            return tuple(starts)
    return ()


def _series(label: str) -> Iterator[str] | None:
    """Return the labels that follow a first label, or None where it cannot be the first."""
    case: Callable[[str], str] = str.upper if label.isupper() else str.lower
    folded = label.lower()
    if folded == "1":
        return (str(number) for number in range(2, 100))
    if folded == "a":
        return (case(chr(code)) for code in range(ord("b"), ord("z") + 1))
    if folded == "i":
        return (case(numeral) for numeral in _NUMERALS[1:])
    return None


def _speaks(text: str, item: Span) -> bool:
    """Tell whether an item says anything, unlike the `(a) and (b)` of a cross-reference."""
    bare = _MARKER.sub(" ", item.of(text))
    return _WORD.search(_JOINING.sub(" ", bare)) is not None
