"""Mend words that were parted at the end of a line, and leave compounds their hyphen."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from spellchecker import SpellChecker

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_PARTED = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_SOFT = "\u00ad"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-_.?=&]$", re.IGNORECASE)
_NUMBERED = re.compile(r"\w[-\u2010]$")
_SHORTEST = 2
_SUSPENDED = frozenset(("and", "or"))  # "first- and third-party": the first word stands alone
_PREFIXES = frozenset(
    (
        *("anti", "bi", "co", "counter", "cross", "de", "ex", "extra", "hyper", "inter", "intra", "mid"),
        *("mis", "multi", "non", "over", "post", "pre", "pro", "re", "self", "semi", "sub", "super"),
        *("trans", "ultra", "un", "under"),
    )
)


class Hyphens:
    """Knows the words of one document: they tell a parted word from a compound.

    "informa-/tion" is one word where the document writes "information" elsewhere, "third-/party"
    keeps its hyphen where it writes "third-party". Where the document is silent, an English word
    list decides, together with the document's habit: most files part no words at all, so that
    every hyphen in them is the writer's own.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            words = _WORD.findall(line)
            if line.endswith(("-", "\u2010")):
                words = words[:-1]
            self._words.update(w.lower() for w in words[1:] or words)
        self._parts_words = any(self._was_parted(*halves) for halves in _halves(lines))

    def join(self, text: str, line: str) -> str:
        """Return `text` with `line` set after it: with a space, a hyphen, or nothing between."""
        if text.endswith(_SOFT):
            return text[:-1] + line
        if _ADDRESS.search(text):
            return text + line
        parted = _PARTED.search(text)
        follows = _FIRST.match(line)
        if not parted or not follows:
            glued = text.endswith(("/", "\u2010")) or (_NUMBERED.search(text) and line[0].isalnum())
            return f"{text}{line}" if glued else f"{text} {line}"
        before, after = _sides(parted[1], follows[0])
        if self._is_compound(before, after):
            return f"{text}{line}"
        if after in _SUSPENDED:
            return f"{text} {line}"
        return text[:-1] + line

    def _is_compound(self, before: str, after: str) -> bool:
        """Tell whether the hyphen is the writer's own."""
        last = before.rsplit("-", 1)[-1]
        joined = last + after.lower()
        if f"{before}-{after.lower()}" in self._words:
            return True
        if after in _SUSPENDED or before + after.lower() in self._words or joined in self._words:
            return False
        if not after[0].islower() or len(last) < _SHORTEST:
            return True
        whole = last in _PREFIXES or self._is_word(last)
        if joined in _english():
            return not self._parts_words and whole and self._is_word(after)
        return not self._parts_words or (whole and self._is_word(after))

    def _was_parted(self, before: str, after: str) -> bool:
        """Tell whether the end of a line certainly parted a word: one half alone is none."""
        last = before.rsplit("-", 1)[-1]
        joined = last + after.lower()
        if f"{before}-{after.lower()}" in self._words or not after[0].islower() or len(last) < _SHORTEST:
            return False
        halves_are_words = (last in _PREFIXES or self._is_word(last)) and self._is_word(after)
        return not halves_are_words and (joined in self._words or joined in _english())

    def _is_word(self, word: str) -> bool:
        return word in self._words or word in _english()


def _sides(before: str, after: str) -> tuple[str, str]:
    """Return both halves to compare: the first in lower case, the second too where both are capitals."""
    shouted = before.isupper() and after.isupper() and len(after) >= _SHORTEST
    return before.lower().replace("\u2010", "-"), after.lower() if shouted else after


def _halves(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield what stands before and after each hyphen that ends a line."""
    before = ""
    for line in lines:
        parted, follows = _PARTED.search(before), _FIRST.match(line)
        if parted and follows:
            yield _sides(parted[1], follows[0])
        before = line


@cache
def _english() -> frozenset[str]:
    """Return the English words of the spelling checker's list, in lower case; loaded when first asked."""
    return frozenset(SpellChecker(language="en", distance=1).word_frequency.words())
