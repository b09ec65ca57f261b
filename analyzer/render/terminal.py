"""A report as text for a terminal."""

import io
import re
import textwrap
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from analyzer.core.record import ReviewRecord
from analyzer.core.reports import Report
from analyzer.core.rules import Rulebook
from analyzer.render.presentation import Presentation
from analyzer.render.terminal_lines import lines

WIDTH = 80
_QUOTES = 3  # of a question or a gate, beside those that decide it
_NARROWEST = 40
# Escape sequences and right-to-left overrides in a vendor's text must not drive the reader's terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ASCII = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "·": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "\u203a": ">",
    }
    | {"§": "S.", "×": "x", "\u00a0": " ", "•": "*", "█": "#", "░": "."}
)
_HANG = re.compile(r"(?:[-!]|\d+\.) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What the text is printed on: its width in columns, and what it can show.

    `every_quote` prints all quotes of a question, else the decisive ones and the first few.
    """

    width: int = WIDTH
    colour: bool = False
    ascii_only: bool = False
    every_quote: bool = False


_PAPER = Screen()


def render_txt(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the report as UTF-8 text without colours, `WIDTH` columns wide, with the weightiest quotes."""
    return report_text(report, rulebook, record).encode()


def render_full_txt(report: Report, rulebook: Rulebook, record: ReviewRecord | None = None) -> bytes:
    """Return the same text with every quote."""
    return report_text(report, rulebook, record, Screen(every_quote=True)).encode()


def terminal_text(
    report: Report, rulebook: Rulebook, *, width: int = WIDTH, colour: bool = False, ascii_only: bool = False
) -> str:
    """Return the report as text of at most `width` columns, with the weightiest quotes."""
    return report_text(report, rulebook, screen=Screen(width=width, colour=colour, ascii_only=ascii_only))


def report_text(
    report: Report, rulebook: Rulebook, record: ReviewRecord | None = None, screen: Screen = _PAPER
) -> str:
    """Return the report, and the district's record where there is one, as text for a screen.

    With `ascii_only` every other character becomes a plain look-alike or a backslash escape.
    Control characters in vendors' texts are shown as a replacement character, never sent.
    """
    width = max(screen.width, _NARROWEST)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    most = None if screen.every_quote else _QUOTES
    for text, indent, style in lines(report, Presentation(report, rulebook, record), most):
        safe = _ascii(_safe(text)) if screen.ascii_only else _safe(text)
        for row in _wrap(safe, width, indent):
            console.print(Text(row, style=style), soft_wrap=True)
    return out.getvalue()


def _safe(text: str) -> str:
    return _UNSAFE.sub("\ufffd", text)


def _ascii(text: str) -> str:
    return text.translate(_ASCII).replace("\ufffd", "?").encode("ascii", "backslashreplace").decode()


def _wrap(text: str, width: int, indent: int) -> list[str]:
    """Break a paragraph into rows; wide characters (CJK, emoji) count as the columns they take.

    Rows of a list item after its first stand under its text.
    """
    room = width - indent
    cells = cell_len(text)
    if cells > len(text):
        room = max(room * len(text) // cells - 1, room // 2)
    hang = _HANG.match(text)
    rows = textwrap.wrap(
        text, room, subsequent_indent=" " * len(hang[0]) if hang else "", break_on_hyphens=False
    )
    return [" " * indent + row for row in rows] or [""]
