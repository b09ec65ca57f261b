"""A document's own text cut into runs, so that every quote can be shown in its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from analyzer.core.documents import BlockKind, Document
from analyzer.render.presentation import Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Neighbouring characters with the same marks; the runs of a document joined are its text.

    `anchors` are the quotes that cover the run, `opens` those that begin with it, `page` is the
    number of the page that begins with it.
    """

    text: str
    anchors: tuple[str, ...]
    opens: tuple[str, ...]
    heading: bool
    page: int | None


def runs(document: Document, quotes: Iterable[Quoted]) -> tuple[Run, ...]:
    """Cut the text at every border of a quote, a heading and a page; quotes may overlap."""
    spans = sorted(
        (q.finding.evidence.span.start, q.finding.evidence.span.end, q.anchor)
        for q in quotes
        if q.document.id == document.id
    )
    headings = [(b.span.start, b.span.end) for b in document.blocks if b.kind is BlockKind.HEADING]
    pages = {page.span.start: page.number for page in document.pages}
    borders = {0, len(document.text), *pages}
    for start, end in [*((s, e) for s, e, _ in spans), *headings]:
        borders |= {start, end}
    cuts = sorted(borders)
    heading_starts = _covered(headings, cuts)
    rows: list[Run] = []
    active: list[tuple[int, str]] = []  # (end, anchor), sweeping from left to right
    waiting = iter([*spans, (len(document.text) + 1, 0, "")])
    coming = next(waiting)
    for start, end in pairwise(cuts):
        active = [(stop, anchor) for stop, anchor in active if stop > start]
        opens: list[str] = []
        while coming[0] <= start:
            active.append((coming[1], coming[2]))
            opens.append(coming[2])
            coming = next(waiting)
        rows.append(
            Run(
                text=document.text[start:end],
                anchors=tuple(anchor for _, anchor in active),
                opens=tuple(opens),
                heading=start in heading_starts,
                page=pages.get(start),
            )
        )
    return tuple(rows)


def _covered(spans: list[tuple[int, int]], cuts: list[int]) -> frozenset[int]:
    """Return the cuts that lie within one of the spans, which never overlap each other."""
    covered: set[int] = set()
    waiting = iter(sorted(spans))
    current = next(waiting, None)
    for cut in cuts:
        while current and current[1] <= cut:
            current = next(waiting, None)
        if current and current[0] <= cut:
            covered.add(cut)
    return frozenset(covered)
