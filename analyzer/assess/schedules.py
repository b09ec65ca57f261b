"""The schedule of data of an agreement (Exhibit B): its ticked rows, as data elements."""

import re
from collections.abc import Iterable, Mapping, Sequence

from analyzer.assess.elements import terms_in
from analyzer.core.documents import BlockKind, Document, Span
from analyzer.core.reports import ElementMention
from analyzer.core.rules import DataElement

_SCHEDULE = re.compile(
    r"^[^\S\n]*(?:exhibit|schedule|attachment)\s*[\"“”']?\s*B\b[\"“”']?[^\n]*"
    r"|^[^\S\n]*schedule\s+of\s+(?:student\s+)?data\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT = re.compile(
    r"^[^\S\n]*(?:exhibit|schedule|attachment)\s*[\"“”']?\s*[C-Z]\b[\"“”']?", re.IGNORECASE | re.MULTILINE
)
_MARK = re.compile(r"\[?\s*(?:x|✓|✔|☑|☒|yes|required|optional|•)\s*\]?", re.IGNORECASE)
_MARKED_LINE = re.compile(r"^(?P<what>.*\w.*?)\s+(?:\[\s*[xX]\s*\]|[xX✓✔☑☒])\s*$", re.MULTILINE)
_MARKED_BEFORE = re.compile(r"^\s*(?:\[\s*[xX]\s*\]|[✓✔☑☒])\s*(?P<what>\S.*)$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+")
_SMALL = frozenset({"and", "or", "of", "on", "the", "data", "information", "other"})


def read_schedule(
    document: Document, elements: Sequence[DataElement]
) -> tuple[tuple[ElementMention, ...], tuple[str, ...]]:
    """Return the data elements ticked in the schedule, and ticked rows that name none we know.

    The span of a mention is the cell that names the element. Rows without a mark are not
    collected. Where the table was lost in reading, marked lines are read instead.
    """
    within = schedule_span(document.text)
    if within is None:
        return (), ()
    found: dict[tuple[str, Span], ElementMention] = {}
    unknown: list[str] = []
    for category, span in (*_ticked_rows(document, within), *_ticked_lines(document, within)):
        words = span.of(document.text)
        ids = _elements_named(category, words, elements)
        if not ids:
            unknown.append(f"{category}: {words}" if category else words)
        for element in ids:
            mention = ElementMention(element_id=element, document_id=document.id, span=span, quote=words)
            found[element, span] = mention
    ordered = sorted(found.values(), key=lambda m: (m.span, m.element_id))
    return tuple(ordered), tuple(dict.fromkeys(unknown))


def schedule_span(text: str) -> Span | None:
    """Return the range of the schedule of data: its last heading up to the next exhibit."""
    heads = list(_SCHEDULE.finditer(text))
    if not heads:
        return None
    start = heads[-1].start()
    after = _NEXT.search(text, heads[-1].end())
    return Span(start, after.start() if after else len(text))


def _rows(document: Document, within: Span) -> Mapping[int, list[Span]]:
    rows: dict[int, list[Span]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL and block.row is not None and within.covers(block.span):
            rows.setdefault(block.row, []).append(block.span)
    return rows


def _ticked_rows(document: Document, within: Span) -> Iterable[tuple[str, Span]]:
    """Yield category and element cell of each row with a mark; an empty category is the one above."""
    category = ""
    for _, cells in sorted(_rows(document, within).items()):
        told = [c for c in cells if not _MARK.fullmatch(c.of(document.text).strip())]
        if len(told) > 1:
            category = told[0].of(document.text)
        if told and len(told) < len(cells):
            # a cell of several lines may come as several: all that follows the category is the row
            words = told[1:] or told
            yield category, Span(words[0].start, words[-1].end)


def _ticked_lines(document: Document, within: Span) -> Iterable[tuple[str, Span]]:
    """Yield marked lines where no table was kept."""
    if _rows(document, within):
        return
    for pattern in (_MARKED_LINE, _MARKED_BEFORE):
        for line in pattern.finditer(document.text, within.start, within.end):
            yield "", Span(*line.span("what"))


def _elements_named(category: str, words: str, elements: Sequence[DataElement]) -> tuple[str, ...]:
    """Return the elements of a row of Exhibit B.

    A line that the form itself has names its element. Else a category that stands for one element
    alone does, else the terms in the row. Phrases of two words and more name elements beside them;
    a single word is then too weak to.
    """
    named = terms_in(words, elements)
    phrases = tuple(e for e, term in named if " " in term)
    rest = words
    for _, term in named:
        rest = rest.replace(term, " ") if " " in term else rest
    alike = [(e.id, lines) for e in elements for head, lines in _form(e) if _alike(head, _words(category))]
    enough = 2 if phrases else 1  # words of the form's line that must stand in the row
    by_line = tuple(
        e for e, lines in alike if any(len(line) >= enough and line <= _words(rest) for line in lines)
    )
    whole = tuple(dict.fromkeys(e for e, lines in alike if not lines))
    if by_line:
        return tuple(dict.fromkeys((*by_line, *phrases)))
    if len(whole) == 1:
        return tuple(dict.fromkeys((*whole, *phrases)))
    return tuple(dict.fromkeys(e for e, _ in named)) or tuple(e for e, _ in alike)[:1]


def _form(element: DataElement) -> Iterable[tuple[frozenset[str], tuple[frozenset[str], ...]]]:
    """Yield the heads of Exhibit B under which an element stands, with the words of its lines there."""
    for entry in element.ndpa_exhibit_b.split(";"):
        head, _, parts = entry.partition(">")
        lines = tuple(words for part in re.split(r"[,/]| or ", parts) if (words := _words(part)))
        yield _words(head), lines


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and (one <= other or (bool(other) and other <= one))


def _words(text: str) -> frozenset[str]:
    found = (w.removesuffix("s") for w in _WORD.findall(text.casefold()))
    return frozenset(w for w in found if len(w) > 1 and w not in _SMALL)
