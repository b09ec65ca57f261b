"""The signs that begin a list item: bullets, numbers, letters, Roman numerals."""

import re
from dataclasses import dataclass

BULLETS = "•●○◦▪■□▫◆◇►▸▶‣∙·✓✔➢➤➔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\uf0e8\u2043\uf06c\uf071\uf0be"
_BULLET = re.compile(rf"([{BULLETS}]|\(cid:\d+\)|[-–—*](?=\s)|o(?=\s))\s*(?=\S)")
_NUMBER = re.compile(
    r"(?P<open>[(\[])?(?P<body>\d{1,3}(?:\.\d{1,3}){0,5}|[ivxl]{1,6}|[IVXL]{1,6}|[A-Za-z])(?P<close>[.):\]]{0,2})\s+(?=\S)"
)
_COPYRIGHT = re.compile(r"\(c\)\s+(?:19|20)\d\d", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One way to read the sign that begins a paragraph.

    `style` is the same for items of one list (`"#1."`, `"(a)"`, `"(i)"`), `value` the place in
    it, counted from 1; `parts` counts the parts of a decimal number (`2.3.1` has 3), 0 otherwise.
    """

    style: str
    value: int
    parts: int = 0
    end: int = 0


def split_bullet(text: str) -> tuple[str, str]:
    """Return the bullet that begins `text` ("" where none does) and the rest."""
    found = _BULLET.match(text)
    if not found:
        return "", text
    return found[1], text[found.end() :]


def read_markers(text: str) -> tuple[Marker, ...]:
    """Return the ways to read the number that begins `text`, the likeliest first.

    "(i)" is the Roman one or the letter after h: only the list around it can tell.
    """
    found = _NUMBER.match(text)
    if not found or _COPYRIGHT.match(text):
        return ()
    body, end = found["body"], found.end()
    shape = f"{found['open'] or ''}{{}}{found['close']}"
    if body[0].isdigit():
        parts = [int(p) for p in body.split(".")]
        if len(parts) == 1 and not found["close"]:
            return ()
        style = f"#{len(parts)}{shape if len(parts) == 1 else ''}"
        return (Marker(style=style, value=parts[-1], parts=len(parts), end=end),)
    if not found["close"]:
        return ()
    return _letter_markers(body, shape, end)


def _letter_markers(body: str, shape: str, end: int) -> tuple[Marker, ...]:
    low = body.lower()
    case = "a" if body.islower() else "A"
    readings: list[Marker] = []
    if all(c in _ROMAN for c in low):
        readings.append(
            Marker(style=shape.format("i" if case == "a" else "I"), value=roman_value(low), end=end)
        )
    if len(body) == 1:
        readings.append(Marker(style=shape.format(case), value=ord(low) - ord("a") + 1, end=end))
    if len(readings) == 2 and low not in ("i", "v", "x"):  # noqa: PLR2004 - Roman and letter
        readings.reverse()
    return tuple(readings)


def roman_value(numeral: str) -> int:
    """Return the value of a small Roman numeral made of i, v, x and l."""
    values = [_ROMAN[c] for c in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))
