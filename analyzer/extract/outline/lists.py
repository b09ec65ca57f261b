"""Follow lists through a document: how deep an item lies, and what introduces it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzer.extract.outline.markers import Marker

_SLACK = 5.0  # points by which two items of one list may differ in indent
_FAR = 1_000.0  # points: any indent at all
_POINTS_AHEAD = re.compile(r"\b(?:following|listed below|as follows|such as)\b", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"[^.!?]*[.!?]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an item lies: its depth (1 = outermost) and the blocks that introduce it."""

    depth: int
    introduced_by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    style: str
    indent: float
    value: int
    parts: int
    item: int
    chain: tuple[int, ...]


def is_lead_in(text: str) -> bool:
    """Tell whether a paragraph says that it introduces what follows it."""
    if text.endswith((":", "–", "—", ",", ";")):
        return True
    last = _LAST_SENTENCE.search(text.rstrip(".!?"))
    return bool(last and _POINTS_AHEAD.search(last[0]))


def _is_open(text: str) -> bool:
    """Tell whether a paragraph breaks off without ending a sentence."""
    return not text.endswith((".", "!", "?", ")", "”", '"'))


class ListTracker:
    """Reads a document's items in order and remembers which lists are open."""

    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._suspended: dict[str, tuple[_Level, ...]] = {}
        self._lead: int | None = None
        self._breaks_off: int | None = None

    def heading(self, index: int, text: str) -> None:
        """Close every list: a heading begins something new, and may introduce it ("We share:")."""
        self._open.clear()
        self._suspended.clear()
        self._lead = index if text.endswith(":") else None
        self._breaks_off = None

    def paragraph(self, index: int, text: str, indent: float) -> None:
        """Take note of a paragraph between items: it may continue an item or introduce a list."""
        while self._open and self._open[-1].indent >= indent - _SLACK:
            self._suspended[self._open[-1].style] = tuple(self._open)
            self._open.pop()
        self._lead = index if is_lead_in(text) else None
        self._breaks_off = index if _is_open(text) else None

    def item(self, index: int, readings: Sequence[Marker], indent: float) -> Placed:
        """Place one item, given the ways to read its marker (value 0: a bullet) and its indent."""
        reading = self._choose(readings)
        if self._lead is None and not reading.parts:
            self._lead = self._breaks_off  # a numbered clause stands alone; a bullet leans on what is above
        if self._return_to(reading, indent):
            self._open[-1] = replace(self._open[-1], value=reading.value, item=index)
        else:
            level = _Level(
                style=reading.style,
                indent=indent,
                value=reading.value,
                parts=reading.parts,
                item=index,
                chain=self._chain(),
            )
            self._open.append(level)
        self._lead = self._breaks_off = None
        return Placed(depth=len(self._open), introduced_by=self._open[-1].chain)

    def _chain(self) -> tuple[int, ...]:
        """Return what introduces a list that opens now, outermost first."""
        chain = (*self._open[-1].chain, self._open[-1].item) if self._open else ()
        return chain if self._lead is None else (*chain, self._lead)

    def _choose(self, readings: Sequence[Marker]) -> Marker:
        """Take the reading that goes on with an open list, else one that begins a list."""
        levels = [*reversed(self._open), *(lv[-1] for lv in self._suspended.values())]
        for level in levels:
            for reading in readings:
                if reading.style == level.style and reading.value == level.value + 1:
                    return reading
        return next((r for r in readings if r.value == 1), readings[0])

    def _return_to(self, reading: Marker, indent: float) -> bool:
        """Close the lists that this item ends; tell whether it goes on with the one then open."""
        if self._lead is None:
            for slack in (_SLACK, _FAR) if reading.value else (_SLACK,):
                for place in range(len(self._open) - 1, -1, -1):
                    if self._goes_on(self._open[place], reading, indent, slack):
                        del self._open[place + 1 :]
                        return True
            before = self._suspended.get(reading.style)
            if before and reading.value and reading.value == before[-1].value + 1:
                self._open = list(before)
                return True
        while self._open and self._ends(self._open[-1], reading, indent):
            self._open.pop()
        return False

    @staticmethod
    def _goes_on(level: _Level, reading: Marker, indent: float, slack: float) -> bool:
        if level.style != reading.style or abs(level.indent - indent) > slack:
            return False
        return not reading.value or level.value < reading.value

    @staticmethod
    def _ends(level: _Level, reading: Marker, indent: float) -> bool:
        """Tell whether an item at this indent cannot lie within `level`."""
        if level.indent > indent + _SLACK:
            return True
        if level.style == reading.style:
            return not (reading.value <= 1 and indent > level.indent + _SLACK)
        if reading.parts:
            return not 0 < level.parts < reading.parts and level.indent >= indent - _SLACK
        return not reading.value and not level.value and level.indent >= indent - _SLACK
