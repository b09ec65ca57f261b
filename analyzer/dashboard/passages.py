"""Vendors' words on the page: always as text, whatever they contain."""

import difflib
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from analyzer.core.documents import Document, Span

_BEFORE = 220  # characters of context before a quote, so that it is seen in its box without scrolling
_AFTER = 280  # and behind it
_MOST_CONTEXT = 900  # a line may be ten million characters long
MOST_SHOWN = 20_000  # characters of a document that one part of it shows
# Signs that turn the direction of what follows would let a vendor show other words than it wrote.
_TURNING = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�")

_MOST_ON_A_PHONE = 3  # columns
_GRID = Markup(
    '<div class="grid-wrap" role="region" tabindex="0" aria-label="{}"><table class="{}" role="table">'
    '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>'
)
_COLUMN = Markup('<th scope="col" role="columnheader">{}</th>')
_FIRST = Markup('<th scope="row" role="rowheader">{}</th>')
_CELL = Markup('<td role="cell" data-label="{}">{}</td>')


def marked(text: str, spans: Iterable[Span], *, within: Span | None = None) -> str:
    """Return `text` as HTML in which every character of it is escaped and `spans` are marked.

    Only the part `within` is shown; spans are offsets into the whole text and may overlap. Signs that
    turn the direction of writing are shown as replacement characters, so that offsets stay.
    """
    shown = within or Span(0, len(text))
    parts: list[Markup] = []
    position = shown.start
    for start, end in _merged(spans, shown):
        parts += [
            shown_safely(text[position:start]),
            Markup("<mark>"),
            shown_safely(text[start:end]),
            Markup("</mark>"),
        ]
        position = end
    parts.append(shown_safely(text[position : shown.end]))
    return _paragraph(parts)


def boxed(passage: str, *, name: str, tall: bool = False) -> str:
    """Return a passage made by `marked` in a box that scrolls, by keyboard too; `name` is ours."""
    box = '<div class="box{}" role="region" tabindex="0" aria-label="{}">{}</div>'
    return str(Markup(box).format(" tall" if tall else "", name, Markup(passage)))  # noqa: S704  escaped by `marked`


def around(document: Document, span: Span) -> Span:
    """Return the passage in which a quote is shown: some sentences before and behind it."""
    text = document.text
    first = max(0, span.start - _BEFORE)
    line = text.find("\n", first, span.start) if first else -1
    last = min(len(text), min(span.end, span.start + MOST_SHOWN) + _MOST_CONTEXT)
    end = text.find("\n", min(last, span.end + _AFTER), last)
    start = line + 1 if line >= 0 else first
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip("\n"))
    return Span(start, last if end < 0 else end)


def reworded(old: str, new: str) -> tuple[str, str]:
    """Return both wordings of a clause as HTML, the words that went and those that came marked."""
    before, after = old.split(), new.split()
    left: list[Markup] = []
    right: list[Markup] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        left.append(_words(before[a:b], "" if tag == "equal" else "del"))
        right.append(_words(after[c:d], "" if tag == "equal" else "ins"))
    return _paragraph(left), _paragraph(right)


def grid(header: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str) -> str:
    """Return an HTML table of plain texts, every character escaped; the first cell names its row.

    A table of more than three columns is drawn on a phone as one card a row, each cell after the name
    of its column; the roles keep it a table for a screen reader.
    """
    head = Markup().join(_COLUMN.format(shown_safely(cell)) for cell in header)
    lines = [
        Markup('<tr role="row">{}{}</tr>').format(
            _FIRST.format(shown_safely(row[0])),
            Markup().join(
                _CELL.format(name, shown_safely(cell)) for name, cell in zip(header[1:], row[1:], strict=True)
            ),
        )
        for row in rows
    ]
    wide = "grid wide" if len(header) > _MOST_ON_A_PHONE else "grid"
    return str(_GRID.format(caption, wide, head, Markup().join(lines)))


def parts_of(length: int) -> tuple[Span, ...]:
    """Return the parts in which a text of that length is shown, so that no page grows without bound."""
    return tuple(
        Span(start, min(length, start + MOST_SHOWN)) for start in range(0, max(1, length), MOST_SHOWN)
    )


def shown_plainly(text: str, *, most: int) -> str:
    """Return other people's words as one line of plain text, at most that many characters long."""
    line = " ".join(text[: most * 4].translate(_TURNING).split())
    return line if len(line) <= most else line[:most] + " …"


def shown_safely(text: str) -> Markup:
    """Return other people's words as HTML: escaped, and with no sign that turns the direction of writing."""
    return escape(text.translate(_TURNING))


def _words(words: Sequence[str], tag: str) -> Markup:
    told = shown_safely(" ".join(words))
    if not tag or not words:
        return told + " " if words else told
    return Markup("<{0}>{1}</{0}> ").format(Markup(tag), told)  # noqa: S704  the tag is one of ours


def _paragraph(parts: Iterable[Markup]) -> str:
    return str(Markup('<p class="passage" dir="auto">') + Markup().join(parts) + Markup("</p>"))


def _merged(spans: Iterable[Span], shown: Span) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        start, end = max(span.start, shown.start), min(span.end, shown.end)
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
