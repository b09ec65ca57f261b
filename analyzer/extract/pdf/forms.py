"""What was filled in: the values of a PDF's form fields, as words at their place on the page."""

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from analyzer.extract.layout import clean
from analyzer.extract.pdf.model import Word

_TYPE_SIZE = 10.0
_MAX_DEPTH = 12
_TICKED = "[x]"


def read_fields(page: Any, *, typed: str) -> tuple[list[Word], list[str]]:
    """Return filled-in values as words where they sit, and "label: value" of those without a place.

    `page` is a pdfplumber page; `typed` is its printed text: a value already printed there (a
    flattened form) is not said twice.
    """
    words: list[Word] = []
    loose: list[str] = []
    for annotation in page.annots:
        field = annotation["data"]
        if _name(field.get("Subtype")) != "Widget":
            continue
        value = _value(field)
        if not value or (len(value) > len(_TICKED) and value in typed):
            continue
        x0, x1 = float(annotation["x0"]), float(annotation["x1"])
        top, bottom = float(annotation["top"]), float(annotation["bottom"])
        if x1 - x0 < 1 or bottom - top < 1:
            label = _label(field)
            loose.append(f"{label}: {value}" if label else value)
            continue
        words.extend(_place(value, x0, x1, top, bottom))
    return words, loose


def _place(value: str, x0: float, x1: float, top: float, bottom: float) -> Iterator[Word]:
    tokens = value.split()
    size = min(_TYPE_SIZE, bottom - top)
    step = (x1 - x0) / len(tokens)
    middle = (top + bottom) / 2
    for i, token in enumerate(tokens):
        yield Word(
            text=token,
            x0=x0 + i * step,
            x1=x0 + (i + 1) * step - min(1.0, step / 4),
            top=middle - size / 2,
            bottom=middle + size / 2,
            size=size,
        )


def _inherited(field: dict[str, Any], key: str) -> Any:
    node: Any = field
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, dict):
            return None
        found = resolve1(node.get(key))
        if found is not None:
            return found
        node = resolve1(node.get("Parent"))
    return None


def _value(field: dict[str, Any]) -> str:
    kind = _name(_inherited(field, "FT"))
    if kind == "Btn":
        state = _name(resolve1(field.get("AS"))) or _name(_inherited(field, "V"))
        return _TICKED if state not in ("", "Off") else ""
    if kind not in ("Tx", "Ch"):
        return ""
    value = _inherited(field, "V")
    values = value if isinstance(value, list) else [value]
    return clean(" ".join(_text(resolve1(v)) for v in values))


def _label(field: dict[str, Any]) -> str:
    return clean(_text(_inherited(field, "TU")) or _text(_inherited(field, "T")))


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return decode_text(value)
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else ""
