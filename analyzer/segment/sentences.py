"""Where one sentence ends and the next begins, as lawyers write them."""

import re
from functools import lru_cache

from analyzer.core.documents import Span
from analyzer.segment.abbreviations import (
    BEFORE_NUMBER,
    LOWER_OPENERS,
    NEVER_LAST,
    OFTEN_LAST,
    OPENERS,
    everyday,
)

_STOP = re.compile(
    r"(?P<mark>[.!?…。]+)"  # the mark itself
    r"(?P<closing>[\"'”’»)\]]*(?:\[\d{1,3}\])?)"  # quotes, parentheses and footnote marks close after it
    r"(?P<gap>\s+|(?=[A-Z][a-z]+[\s,]))"  # a gap, or the next word glued on
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]+$")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]*(?P<word>[^\s,;:.!?)\]\"”]*)")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
_ENUMERATOR = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVXLivxl]{1,5})\.")
_SHOUTED_NAME = re.compile(r"\b([A-Z]\w+)!(?=[’'](?!\s)|,|\s[a-z(])")
_LOOK_BACK = 40
_WHOLE_WORD = 3


def sentences(text: str, within: Span, names: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """Split a range of `text` into sentences, without the white space between them.

    Every other character of the range lies in exactly one sentence. `names` are names that end
    in an exclamation mark, as `shouted_names` finds them.
    """
    found: list[Span] = []
    start = _skip_blank(text, within.start, within.end)
    for stop in _STOP.finditer(text, start, within.end):
        end, following = stop.end("closing"), stop.end()
        if following >= within.end or end <= start:
            continue
        if _ends_sentence(text, stop, start, names):
            found.append(Span(start, end))
            start = following
    end = start + len(text[start : within.end].rstrip())
    if end > start:
        found.append(Span(start, end))
    return tuple(found)


def shouted_names(text: str) -> frozenset[str]:
    """Return the names that end in an exclamation mark (`Kahoot!`): a sentence goes on after them."""
    return frozenset(_SHOUTED_NAME.findall(text))


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, stop: re.Match[str], start: int, names: frozenset[str]) -> bool:
    """Judge one mark by the word before it and the word after it."""
    head = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    before = _WORD_BEFORE.search(head)
    word = before.group() if before else ""
    following = _WORD_AFTER.match(text, stop.end())
    after = following.group("word") if following else ""
    if not stop.group("gap"):
        return len(word) >= _WHOLE_WORD and word.isalpha() and word.islower() and after.casefold() in OPENERS
    if stop.group("mark") != ".":
        return _loud_end(stop.group("mark"), word, after, names)
    if stop.group("closing"):
        return not after[:1].islower()
    at_start = stop.start() - start == len(word) and _ENUMERATOR.fullmatch(f"{word}.") is not None
    return not at_start and _quiet_end(word, after)


def _loud_end(mark: str, word: str, after: str, names: frozenset[str]) -> bool:
    if mark == "!" and word in names:
        return after[:1].isupper() and after.casefold() in OPENERS
    if mark in {"..", "...", "…"}:
        return after[:1].isupper()
    return not after[:1].islower() or after in LOWER_OPENERS


def _quiet_end(word: str, after: str) -> bool:
    """Tell whether a single full stop after `word` ends the sentence when `after` comes next."""
    form = f"{word}.".casefold()
    opener = after.casefold() in OPENERS
    if form in NEVER_LAST:
        return False
    if form in BEFORE_NUMBER and (after[:1].isdigit() or after[:1] == "§"):
        return False
    if _abbreviated(form, f"{word}."):
        return opener and not after[:1].islower()
    if after[:1].islower():
        return _bare_brand(after) or (after in LOWER_OPENERS and len(word) >= _WHOLE_WORD)
    return True


@lru_cache(maxsize=8192)
def _abbreviated(form: str, written: str) -> bool:
    initials = _INITIAL.fullmatch(written) is not None
    return initials or form in OFTEN_LAST or written in everyday() or written.title() in everyday()


def _bare_brand(word: str) -> bool:
    """Tell whether a word is a name that begins small, as in `iPad` or `eSchool`."""
    return len(word) > 1 and word[0].islower() and word[1].isupper()
