"""The words of a Word paragraph as the reader sees them, tracked changes resolved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:delText"), qn("w:instrText")}
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_FALLBACK = f"{{{_MC}}}Fallback"  # the same drawing once more, for older programs
_BOX = qn("w:txbxContent")
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:cr"): " ",
    qn("w:br"): " ",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunText:
    """A piece of a paragraph's text and the run it stands in; `ends` marks a break after it."""

    text: str
    run: Any
    ends: bool = False


def read_runs(element: Any, run: Any = None) -> Iterator[RunText]:
    """Yield the visible text of a paragraph piece by piece; text boxes are left to `read_boxes`."""
    for child in element.iterchildren():
        if child.tag in _GONE or child.tag in (_FALLBACK, _BOX) or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:t"):
            yield RunText(text=child.text or "", run=run)
        elif child.tag in _SIGNS:
            yield RunText(text=_SIGNS[child.tag], run=run, ends=child.get(qn("w:type")) == "page")
        elif child.tag == qn("w:r"):
            if not is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}")):
                yield from read_runs(child, child)
        else:
            yield from read_runs(child, run)


def read_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(_BOX):
        if not any(up.tag == _FALLBACK for up in box.iterancestors()):
            yield box


def is_on(switch: Any) -> bool:
    """Tell whether an on-off property of Word is present and not switched off."""
    return switch is not None and switch.get(qn("w:val"), "1").lower() not in _OFF
