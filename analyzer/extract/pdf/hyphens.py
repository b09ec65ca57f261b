"""Mend words that were parted at the end of a line, and leave compounds their hyphen."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_PARTED = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")
_SOFT = "\u00ad"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-_.?=&]$", re.IGNORECASE)
_SHORTEST = 2


class Hyphens:
    """Knows the words of one document: they tell a parted word from a compound.

    "informa-/tion" is one word where the document writes "information" elsewhere, or where its
    halves are no words of the document; "third-/party" keeps its hyphen where both halves are.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            words = _WORD.findall(line)
            if line.endswith(("-", "\u2010")):
                words = words[:-1]
            self._words.update(w.lower() for w in words[1:] or words)

    def join(self, text: str, line: str) -> str:
        """Return `text` with `line` set after it: with a space, a hyphen, or nothing between."""
        if text.endswith(_SOFT):
            return text[:-1] + line
        if _ADDRESS.search(text):
            return text + line
        parted = _PARTED.search(text)
        follows = _FIRST.match(line)
        if not parted or not follows:
            return f"{text}{line}" if text.endswith(("/", "\u2010")) else f"{text} {line}"
        if self._is_compound(parted[1].lower(), follows[0]):
            return f"{text}{line}"
        return text[:-1] + line

    def _is_compound(self, before: str, after: str) -> bool:
        last = before.replace("\u2010", "-").rsplit("-", 1)[-1]
        if f"{before}-{after.lower()}" in self._words:
            return True
        if before + after.lower() in self._words or last + after.lower() in self._words:
            return False
        if not after[0].islower() or len(last) < _SHORTEST:
            return True
        return last in self._words and after in self._words
