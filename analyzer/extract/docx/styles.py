"""What Word's styles say of a paragraph: heading level, size, weight, indent, list."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from analyzer.extract.docx.runs import is_on

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_HALF_POINTS = 2.0
_TWIPS = 20.0
_DEFAULT_SIZE = 10.0  # points: Word's own where nothing is declared
_DEEPEST = 20
_OUTLINE_LEVELS = 9


class Styles:
    """Looks properties up along a style and the styles it is based on."""

    def __init__(self, styles: Any) -> None:
        self._by_id = {s.get(qn("w:styleId")): s for s in styles.findall(qn("w:style"))}
        self._default = next(
            (
                s.get(qn("w:styleId"))
                for s in styles.findall(qn("w:style"))
                if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")) == "1"
            ),
            None,
        )
        size = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
        self._size = _half_points(size) or _DEFAULT_SIZE

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """Yield the style and those it is based on, nearest first."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            base = style.find(qn("w:basedOn"))
            style_id = None if base is None else base.get(qn("w:val"))

    def _layers(self, paragraph: Any) -> Iterator[Any]:
        """Yield what may hold paragraph properties: the paragraph, then its styles."""
        yield paragraph
        yield from self._chain(self._style_of(paragraph))

    def _style_of(self, paragraph: Any) -> str | None:
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._default if named is None else named.get(qn("w:val"))

    def _property(self, paragraph: Any, path: str) -> Any | None:
        for layer in self._layers(paragraph):
            found = layer.find(f"{qn('w:pPr')}/{path}")
            if found is not None:
                return found
        return None

    def name(self, paragraph: Any) -> str:
        """Return the name of the paragraph's style, "" where it has none."""
        style = self._by_id.get(self._style_of(paragraph))
        named = None if style is None else style.find(qn("w:name"))
        return "" if named is None else str(named.get(qn("w:val"), ""))

    def heading_level(self, paragraph: Any) -> int:
        """Return 1 for a title, 2 and more for headings (outline level 1 and more), 0 otherwise."""
        for style in self._chain(self._style_of(paragraph)):
            named = style.find(qn("w:name"))
            name = "" if named is None else named.get(qn("w:val"), "").lower()
            if name == "title":
                return 1
            if found := _HEADING.match(name):
                return int(found[1]) + 1
        outline = self._property(paragraph, qn("w:outlineLvl"))
        level = _OUTLINE_LEVELS if outline is None else int(outline.get(qn("w:val"), _OUTLINE_LEVELS))
        return level + 2 if level < _OUTLINE_LEVELS else 0

    def list_place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list (its number id) and level (0 = outermost) the paragraph belongs to."""
        number = self._property(paragraph, f"{qn('w:numPr')}/{qn('w:numId')}")
        if number is None or number.get(qn("w:val")) in (None, "0"):
            return None
        level = self._property(paragraph, f"{qn('w:numPr')}/{qn('w:ilvl')}")
        return number.get(qn("w:val")), 0 if level is None else int(level.get(qn("w:val"), 0))

    def indent(self, paragraph: Any) -> float | None:
        """Return the left indent in points, or None where neither paragraph nor style has one."""
        indent = self._property(paragraph, qn("w:ind"))
        if indent is None:
            return None
        left = indent.get(qn("w:left")) or indent.get(qn("w:start"))
        return float(left) / _TWIPS if left else None

    def is_bold(self, paragraph: Any, run: Any) -> bool:
        """Tell whether a run prints bold, by itself, its style, or the paragraph's."""
        found = self._run_property(paragraph, run, "w:b")
        return found is not None and is_on(found)

    def size(self, paragraph: Any, run: Any) -> float:
        """Return the size of a run's type in points."""
        return _half_points(self._run_property(paragraph, run, "w:sz")) or self._size

    def _run_property(self, paragraph: Any, run: Any, tag: str) -> Any | None:
        layers: list[Any] = []
        if run is not None:
            layers.append(run)
            named = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            layers.extend(self._chain(None if named is None else named.get(qn("w:val"))))
        layers.extend(self._chain(self._style_of(paragraph)))
        for layer in layers:
            found = layer.find(f"{qn('w:rPr')}/{qn(tag)}")
            if found is not None:
                return found
        return None


def _half_points(size: Any | None) -> float:
    return 0.0 if size is None else float(size.get(qn("w:val"), 0)) / _HALF_POINTS
