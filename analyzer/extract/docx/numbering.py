"""Automatic numbers of Word lists, written out as Word prints them."""

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"%(\d)")
_TWIPS = 20.0  # to a point
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 89
_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMark:
    """How an item is marked: a bullet, or the printed number; and its indent in points."""

    bullet: str = ""
    number: str = ""
    indent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _LevelShape:
    number_format: str
    pattern: str
    start: int
    indent: float


class Numbering:
    """Counts a document's numbered paragraphs in order; ask `mark` once per paragraph."""

    def __init__(self, numbering: Any | None) -> None:
        self._abstract: dict[str, dict[int, _LevelShape]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {_number(lv, "w:ilvl"): _shape(lv) for lv in abstract.findall(qn("w:lvl"))}
            self._abstract[abstract.get(qn("w:abstractNumId"), "")] = levels
        for listed in numbering.findall(qn("w:num")):
            number_id = listed.get(qn("w:numId"), "")
            self._list_of[number_id] = _child_value(listed, "w:abstractNumId") or ""
            self._restarts[number_id] = {
                _number(o, "w:ilvl"): int(value)
                for o in listed.findall(qn("w:lvlOverride"))
                if (value := _child_value(o, "w:startOverride"))
            }

    def mark(self, number_id: str, level: int) -> ListMark | None:
        """Return the mark of the next paragraph of this list at this level (0 = outermost)."""
        abstract = self._list_of.get(number_id)
        shapes = self._abstract.get(abstract or "", {})
        shape = shapes.get(level)
        if abstract is None or shape is None:
            return None
        if shape.number_format == "bullet":
            return ListMark(bullet="•", indent=shape.indent)
        counters = self._counters.setdefault(abstract, {})
        start = self._restarts.get(number_id, {}).pop(level, None)
        if start is not None:
            counters[level] = start
        else:
            counters[level] = counters.get(level, shape.start - 1) + 1
        for deeper in [n for n in counters if n > level]:
            del counters[deeper]
        return ListMark(number=self._print(shape, shapes, counters), indent=shape.indent)

    @staticmethod
    def _print(shape: _LevelShape, shapes: dict[int, _LevelShape], counters: dict[int, int]) -> str:
        def place(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            of = shapes.get(level, shape)
            return format_number(counters.get(level, of.start), of.number_format)

        return _PLACE.sub(place, shape.pattern).strip()


def _shape(level: Any) -> _LevelShape:
    indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left = None if indent is None else indent.get(qn("w:left")) or indent.get(qn("w:start"))
    return _LevelShape(
        number_format=_child_value(level, "w:numFmt") or "decimal",
        pattern=_child_value(level, "w:lvlText") or "",
        start=int(_child_value(level, "w:start") or 1),
        indent=float(left) / _TWIPS if left else 18.0 * (_number(level, "w:ilvl") + 1),
    )


def _number(element: Any, attribute: str) -> int:
    return int(element.get(qn(attribute), 0))


def _child_value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def format_number(value: int, number_format: str) -> str:
    """Return a list number in one of Word's number formats; unknown ones print as decimal."""
    if number_format in ("lowerLetter", "upperLetter") and value > 0:
        text = chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)
    elif number_format in ("lowerRoman", "upperRoman") and 0 < value <= _LARGEST_ROMAN:
        text = _roman(value)
    elif number_format == "decimalZero":
        return f"{value:02d}"
    elif number_format == "none":
        return ""
    else:
        return str(value)
    return text.upper() if number_format.startswith("upper") else text


def _roman(value: int) -> str:
    text = ""
    for worth, numeral in _ROMAN:
        text += numeral * (value // worth)
        value %= worth
    return text
