"""Cut a document into the clauses that are compared, and fold away what is no change of meaning."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from analyzer.core.documents import Block, BlockKind, Document, Span

_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|e\.g|i\.e|etc|Inc|Ltd|Co|Corp|No|Sec|Art|vs|Mr|Ms|Mrs|Dr|St|U\.S)\.$"
)
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d\b)?")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+\d{{4}}\b"
    rf"|\b{_MONTH}\.?,?\s+\d{{4}}\b",
    re.IGNORECASE,
)
_DATING = re.compile(
    r"\b(?:updated?|effective|revis(?:ed|ion)|modified|amended|version|dated?|posted|published"
    r"|in force|as of)\b",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"<!\[CDATA\[|\bfunction\s*\([\w,\s]*\)\s*\{|=>\s*\{|\bwindow\.\w+\s*=|\bdocument\.(?:getElement|createElement|write)"
    r"|\);\s*\}\s*\)|\bvar\s+\w+\s*=[^.]*;"
)
"""A script that was saved as if it were words of the page."""
_DATE_LINE_WORDS = 16
_MENU_WORDS = 4
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u2011": "-",
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence, list item, heading or cell. `folded` is what two clauses are compared by."""

    text: str
    folded: str
    span: Span
    section: tuple[str, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """A document's clauses in reading order, and apart from them the lines that only state its date."""

    body: tuple[Clause, ...]
    dates: tuple[Clause, ...]

    @property
    def word_count(self) -> int:
        """How many words the body has."""
        return sum(clause.words for clause in self.body)


def cut_clauses(document: Document) -> Clauses:
    """Return the clauses of a document; whitespace, markup and kinds of quotation mark are folded away."""
    blocks = document.blocks or _lines(document.text)
    sections = _section_paths(document)
    starts = [start for start, _ in sections]
    body: list[Clause] = []
    dates: list[Clause] = []
    for block in blocks:
        for span in _sentences(document.text, block):
            text = span.of(document.text)
            place = bisect_right(starts, span.start) - 1
            path = sections[place][1] if place >= 0 else ()
            clause = Clause(
                text=text, folded=fold_clause(text), span=span, section=path, words=len(text.split())
            )
            if clause.folded and not _SCRIPT.search(text):
                (dates if is_date_line(text) else body).append(clause)
    return Clauses(body=tuple(body), dates=tuple(dates))


def fold_clause(text: str) -> str:
    """Return a clause without what is no change: spacing, quotation marks, years of a copyright line."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    if _COPYRIGHT.search(plain):
        plain = _YEARS.sub("YEAR", plain)
    plain = " ".join(plain.split())
    return re.sub(r"\s+([,.;:!?)\]])", r"\1", plain).strip(" *•·-|")


def is_date_line(text: str) -> bool:
    """Tell a line that only says when the document was updated or takes effect."""
    if len(text.split()) > _DATE_LINE_WORDS or not (found := _DATE.search(text)):
        return False
    rest = (text[: found.start()] + text[found.end() :]).strip(" .,:;()*_-–|")
    return not rest or bool(_DATING.search(rest))


def stated_dates(line: str) -> tuple[str, ...]:
    """Return the dates that a line states; "March 31, 2020" and "31st March 2020" are the same one."""
    dates = []
    for found in _DATE.finditer(line):
        parts = re.findall(r"\d+|[a-z]{3,}", found.group().casefold())
        dates.append(" ".join(sorted(part[:3] if part.isalpha() else part for part in parts)))
    return tuple(dates)


def is_menu_entry(clause: Clause) -> bool:
    """Tell a few words without a sentence: where it stands on the page says nothing."""
    return clause.words <= _MENU_WORDS and not clause.text.rstrip().endswith((".", ";", ":", "!", "?"))


def _sentences(text: str, block: Block) -> list[Span]:
    if block.kind in (BlockKind.HEADING, BlockKind.TERM):
        return [block.span]
    spans, start = [], block.span.start
    for end in _SENTENCE_END.finditer(text, block.span.start, block.span.end):
        if _ABBREVIATED.search(text, max(start, end.start() - 8), end.start()):
            continue
        spans.append(Span(start, end.start()))
        start = end.end()
    if start < block.span.end:
        spans.append(Span(start, block.span.end))
    return spans


def _lines(text: str) -> tuple[Block, ...]:
    lines = re.finditer(r"[^\n]*\S[^\n]*", text)
    return tuple(Block(kind=BlockKind.PARAGRAPH, span=Span(*line.span())) for line in lines)


def _section_paths(document: Document) -> list[tuple[int, tuple[str, ...]]]:
    """Return where each section begins, with the headings above it, in reading order."""
    paths: list[tuple[str, ...]] = []
    for section in document.sections:
        above = () if section.parent is None else paths[section.parent]
        paths.append((*above, section.heading.of(document.text)))
    return [(section.span.start, path) for section, path in zip(document.sections, paths, strict=True)]
