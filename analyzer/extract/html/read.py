"""Read an HTML page: parse, leave out what is not the document, build blocks, measure the loss."""

from dataclasses import replace

from analyzer.core.documents import BlockKind
from analyzer.extract.charset import decode
from analyzer.extract.html.build import build
from analyzer.extract.html.content import narrow
from analyzer.extract.html.loss import loss_notice, measure_loss
from analyzer.extract.html.prune import Verdicts, prune
from analyzer.extract.html.runs import Page, read_page
from analyzer.extract.html.signals import read_signals
from analyzer.extract.html.tree import parse
from analyzer.extract.layout import Extraction


def extract_html(content: bytes, *, charset: str | None = None) -> Extraction:
    """Return the document of an HTML page as blocks in reading order; never raises on any bytes.

    `charset` is what the server declared; a byte order mark in the bytes outranks it.
    """
    page = read_page(parse(decode(content, charset)))
    verdicts = prune(page)
    narrow(page, verdicts)
    return _read(page, verdicts)


def read_fragment(markup: str, *, title: str | None = None) -> Extraction:
    """Return all text of a piece of HTML that is known to be the document, nothing pruned."""
    page = read_page(parse(markup))
    extraction = _read(page, [None] * len(page.runs))
    if title is None:
        headings = (block.text for block in extraction.blocks if block.kind is BlockKind.HEADING)
        title = extraction.title or next(headings, None)
    return replace(extraction, title=title)


def _read(page: Page, verdicts: Verdicts) -> Extraction:
    share, lost = measure_loss(page, verdicts)
    signals = read_signals(page)
    return Extraction(
        blocks=build(page, verdicts),
        title=signals.title or None,
        notices=loss_notice(share, lost),
        text_share=share,
        signals=signals,
    )
