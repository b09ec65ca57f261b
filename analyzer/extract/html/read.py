"""Read an HTML page: parse, leave out what is not the document, build blocks, measure the loss."""

from dataclasses import replace

from analyzer.core.documents import BlockKind, Notice, ReadingStatus
from analyzer.extract.charset import decode
from analyzer.extract.html.build import build
from analyzer.extract.html.content import narrow
from analyzer.extract.html.loss import loss_notice, measure_loss
from analyzer.extract.html.prune import Verdicts, prune
from analyzer.extract.html.runs import Page, read_page
from analyzer.extract.html.scripts import find_in_scripts, json_to_markup
from analyzer.extract.html.signals import read_signals
from analyzer.extract.html.tree import parse
from analyzer.extract.layout import Extraction

# Below this, the page shows too little policy to be the document itself.
_SHELL_WORDS = 120
_SCRIPT_WORDS = 150
_SCRIPT_RATIO = 2
_TOO_LARGE = Notice(
    code="cut_at_limit",
    message="The page is far larger than any policy and was read from its beginning up to a limit. "
    "What follows was not read: save the part that holds the policy as PDF and analyze that.",
)
_FROM_SCRIPT = Notice(
    code="text_from_script",
    message="The page itself shows next to no policy text; it was read from the data in the page's scripts. "
    "Compare the quotes with the page as your browser shows it.",
)


def extract_html(content: bytes, *, charset: str | None = None) -> Extraction:
    """Return the document of an HTML page as blocks in reading order; never raises on any bytes.

    `charset` is what the server declared; a byte order mark in the bytes outranks it.
    """
    page = read_page(parse(decode(content, charset)))
    verdicts = prune(page)
    narrow(page, verdicts)
    return _document_in_scripts(page, verdicts) or _read(page, verdicts)


def _document_in_scripts(page: Page, verdicts: Verdicts) -> Extraction | None:
    """Return the document that the page's scripts carry, where the page itself shows next to none of it."""
    kept = [run for run, verdict in zip(page.runs, verdicts, strict=True) if verdict is None]
    visible = sum(run.policy for run in kept)
    if visible >= _SHELL_WORDS:
        return None
    markup, weight = find_in_scripts(page.tree)
    if weight < _SCRIPT_WORDS or weight <= _SCRIPT_RATIO * visible:
        return None
    found = _from_script(page, markup)
    words = sum(len(block.text.split()) for block in found.blocks)
    # A page of links and headings that its scripts repeat is shown whole already.
    return found if words > _SCRIPT_RATIO * sum(run.words for run in kept) else None


def _from_script(page: Page, markup: str) -> Extraction:
    signals = read_signals(page)
    found = read_fragment(markup, title=signals.title or None)
    return replace(found, signals=signals, notices=(*found.notices, _FROM_SCRIPT))


def extract_json(content: bytes, *, charset: str | None = None) -> Extraction:
    """Return the text of a JSON file in which a site keeps its document; empty where it is no JSON."""
    return read_fragment(json_to_markup(decode(content, charset)))


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
    cut = page.tree.cut
    return Extraction(
        blocks=build(page, verdicts),
        title=signals.title or None,
        status=ReadingStatus.PARTLY_READ if cut else ReadingStatus.READ,
        notices=(*loss_notice(share, lost), *((_TOO_LARGE,) if cut else ())),
        text_share=share,
        signals=signals,
    )
