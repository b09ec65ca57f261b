"""One block of text cut into the pieces that become segments."""

import re
from dataclasses import dataclass

from analyzer.core.documents import Span
from analyzer.segment.enumerations import Enumeration, enumeration
from analyzer.segment.sentences import sentences

_CLOSED = re.compile(r"[.!?…][\"'”’)\]]*$")
_OPEN = re.compile(r"[\w)\]”\"’*_]\s?[:—–-][*_]{0,3}$")
_ASKED = re.compile(r"\?[\"'”’)\]]*$")
_TITLE_WORDS = 8
_ANSWER = re.compile(r"(?:yes|no|never|none|we|you|i)\b", re.IGNORECASE)
_SMALL = re.compile(r"(?:an?|and|as|at|by|for|from|in|of|on|or|our|the|to|we|with|your?)$")
_ENUMERATOR = re.compile(r"^(?:[§(]?[\dA-Za-z]{1,4}(?:\.\d{1,3})*[.)]?\s+)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or an item of a list in running text; `lead_in` lies within the same block."""

    span: Span
    lead_in: tuple[Span, ...] = ()
    item: bool = False


def pieces(text: str, within: Span, names: frozenset[str]) -> tuple[Piece, ...]:
    """Cut a range of text into sentences and items; every non-space character lies in one piece."""
    return tuple(_cut(text, within, names, lead_in=(), item=False))


def introducing(text: str, parts: tuple[Piece, ...], *, item: bool) -> Span:
    """Return the piece of a block that introduces what comes after it.

    A list follows the end of its paragraph; an item above an item says at its beginning what it
    is about, unless it was left open (`Usage data. It includes:`).
    """
    last = parts[-1].span
    return parts[0].span if item and not is_open(text, last) else last


def is_question(text: str, span: Span) -> bool:
    """Tell whether a sentence or heading asks something."""
    return _ASKED.search(text, span.start, span.end) is not None


def is_open(text: str, span: Span) -> bool:
    """Tell whether a sentence stops at a colon, a dash or nothing, so that what follows completes it."""
    return _OPEN.search(text, span.start, span.end) is not None


def is_title(text: str, span: Span) -> bool:
    """Tell whether a short sentence is a heading run into its paragraph (`4.2 Sale of Data.`)."""
    words = _ENUMERATOR.sub("", span.of(text), count=1).rstrip(".:").split()
    if not 0 < len(words) <= _TITLE_WORDS or is_question(text, span) or _ANSWER.match(words[0]):
        return False
    return all(word[:1].isupper() or not word[:1].isalpha() or _SMALL.match(word) for word in words)


def _cut(
    text: str, within: Span, names: frozenset[str], *, lead_in: tuple[Span, ...], item: bool
) -> list[Piece]:
    """Cut list after list from the left, then the sentences that remain."""
    found: list[Piece] = []
    rest = within
    while (listed := enumeration(text, rest)) is not None:
        before = _plain(text, listed.before, names, lead_in=lead_in, item=item)
        inner = lead_in
        if before and _CLOSED.search(text, before[-1].span.start, before[-1].span.end) is None:
            inner = (*lead_in, before[-1].span)
        found += before
        for one in listed.items[:-1]:
            found += _cut(text, one, names, lead_in=inner, item=True)
        rest = _last_item(text, listed, names, inner, found)
    return found + _plain(text, rest, names, lead_in=lead_in, item=item)


def _last_item(
    text: str, listed: Enumeration, names: frozenset[str], lead_in: tuple[Span, ...], found: list[Piece]
) -> Span:
    """Add the last item, which ends with its first sentence, and return what is left after it."""
    last = listed.items[-1]
    end = sentences(text, last, names)[0].end
    found += _cut(text, Span(last.start, end), names, lead_in=lead_in, item=True)
    return Span(end, last.end)


def _plain(
    text: str, within: Span, names: frozenset[str], *, lead_in: tuple[Span, ...], item: bool
) -> list[Piece]:
    """Cut sentences; a question or a run-in title introduces those after it."""
    spans = sentences(text, within, names)
    made: list[Piece] = []
    above: tuple[Span, ...] = ()
    for number, span in enumerate(spans):
        own = lead_in if number == 0 or text[span.start].islower() else ()
        asks = is_question(text, span)
        if asks and above and is_question(text, above[0]) and above[0] != spans[number - 1]:
            above = ()  # the question before it was answered
        made.append(Piece(span, (*own, *above), item))
        if asks or (number == 0 and len(spans) > 1 and is_title(text, span)):
            above = (span,)
    return made
