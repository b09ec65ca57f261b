"""Text that a page carries twice (desktop and mobile copies) is counted once."""

import re
from dataclasses import replace

from analyzer.core.documents import Segment

_WORD = re.compile(r"\w+")
_SPEAKING_WORDS = 5
"""From this many words on a segment says the same wherever it stands under the same lead-in."""


class Repeats:
    """The segments seen so far in one document, by their folded words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first: dict[tuple[str, ...], int] = {}

    def mark(self, segments: list[Segment], *, count: int, heading: str) -> None:
        """Set `repeats` on those of the last `count` segments, which are one block, that came before.

        The same words under another lead-in are another statement (`We never share: names`, `We
        share: names`). A short segment repeats only where its whole block and its heading do.
        """
        whole = " ".join(self._folded(one) for one in segments[len(segments) - count :])
        for index in range(len(segments) - count, len(segments)):
            one = segments[index]
            folded = self._folded(one)
            led = " ".join(span.of(self._text) for span in one.lead_in).casefold()
            key: tuple[str, ...] = (one.kind, folded, led)
            if folded.count(" ") + 1 < _SPEAKING_WORDS:
                key = (*key, whole, heading.casefold())
            first = self._first.setdefault(key, one.id)
            if first != one.id:
                segments[index] = replace(one, repeats=first)

    def _folded(self, one: Segment) -> str:
        return " ".join(_WORD.findall(one.span.of(self._text).casefold()))
