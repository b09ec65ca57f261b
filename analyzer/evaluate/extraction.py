"""Measure extraction on pages whose policy text is known, beside what others make of the same pages."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import process_time

from bs4 import BeautifulSoup

from analyzer.core.errors import UsageError
from analyzer.extract.html import extract_html
from analyzer.extract.layout import lay_out

SHINGLE = 8
LEAST_SHINGLES = 50
NOTICE_BELOW = 0.5
OURS = "analyzer"
_WORD = re.compile(r"\w+")
_PAGE = ".page.html"
_GOLD = ".gold.html"

Read = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScore:
    """One page read by one engine: recall and precision (0–1) of its 8-word shingles."""

    page: str
    recall: float
    precision: float
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineScore:
    """One engine over all pages; `milliseconds` is the mean per page, measured on this machine."""

    engine: str
    pages: tuple[PageScore, ...]
    milliseconds: float

    @property
    def recall(self) -> float:
        """Return the mean recall over pages."""
        return fmean(page.recall for page in self.pages)

    @property
    def precision(self) -> float:
        """Return the mean precision over pages."""
        return fmean(page.precision for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionScores:
    """All engines over the same pages, ours first; `skipped` engines are not installed."""

    engines: tuple[EngineScore, ...]
    skipped: tuple[str, ...] = ()

    @property
    def ours(self) -> EngineScore:
        """Return our own score."""
        return self.engines[0]

    @property
    def silent_failures(self) -> tuple[PageScore, ...]:
        """Return the pages we read less than half of without a notice."""
        return tuple(page for page in self.ours.pages if page.recall < NOTICE_BELOW and not page.notices)


def measure_extraction(folder: Path) -> ExtractionScores:
    """Measure every engine on `ID.page.html` against `ID.gold.html`.

    Shingles are 8 successive lower-cased words, compared as multisets; pages with fewer than 50
    gold shingles are left out.

    Raises:
        UsageError: if the folder holds no such pages.
    """
    pages = _load(folder)
    if not pages:
        raise UsageError(
            f"No pages with a known text found in {folder}. Give a folder of ID{_PAGE} and ID{_GOLD} files."
        )
    engines = [_score_ours(pages)]
    skipped: list[str] = []
    for name, load in _OTHERS.items():
        try:
            read = load()
        except ImportError:
            skipped.append(name)
            continue
        engines.append(_score(name, read, pages))
    return ExtractionScores(engines=tuple(engines), skipped=tuple(skipped))


def extraction_table(scores: ExtractionScores) -> str:
    """Return the scores as a Markdown table, ours first, with our weakest pages below it."""
    lines = [
        f"Pages: {len(scores.ours.pages)}; 8-word shingles, multiset overlap, means over pages.",
        "",
        "| engine | recall | precision | pages under 0.5 recall | ms per page |",
        "|---|---:|---:|---:|---:|",
    ]
    for engine in scores.engines:
        low = sum(page.recall < NOTICE_BELOW for page in engine.pages)
        means = f"{engine.recall:.4f} | {engine.precision:.4f}"
        lines.append(f"| {engine.engine} | {means} | {low} | {engine.milliseconds:.0f} |")
    lines += [f"| {name} | not installed | | | |" for name in scores.skipped]
    weakest = sorted(scores.ours.pages, key=lambda page: (page.recall, page.page))[:5]
    lines += ["", "Our weakest pages: " + ", ".join(f"{p.page} ({p.recall:.2f})" for p in weakest) + "."]
    silent = scores.silent_failures
    lines.append(f"Pages under 0.5 recall without a notice: {', '.join(p.page for p in silent) or 'none'}.")
    return "\n".join(lines)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the 8-word shingles of a text's lower-cased words."""
    words = _WORD.findall(text.lower())
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


_Page = tuple[str, bytes, Counter[tuple[str, ...]]]


def _load(folder: Path) -> list[_Page]:
    pages = []
    for path in sorted(folder.glob(f"*{_PAGE}")):
        gold = path.with_name(path.name.removesuffix(_PAGE) + _GOLD)
        if not gold.is_file():
            continue
        known = shingles(_get_text(gold.read_bytes().replace(b"|||", b" ")))
        if known.total() >= LEAST_SHINGLES:
            pages.append((path.name.removesuffix(_PAGE), path.read_bytes(), known))
    return pages


def _score_ours(pages: list[_Page]) -> EngineScore:
    notices: list[tuple[str, ...]] = []

    def read(content: bytes) -> str:
        found = extract_html(content)
        notices.append(tuple(notice.code for notice in found.notices))
        return lay_out(found.blocks).text

    score = _score(OURS, read, pages)
    noted = tuple(
        PageScore(page=p.page, recall=p.recall, precision=p.precision, notices=codes)
        for p, codes in zip(score.pages, notices, strict=True)
    )
    return EngineScore(engine=OURS, pages=noted, milliseconds=score.milliseconds)


def _score(engine: str, read: Read, pages: list[_Page]) -> EngineScore:
    scores = []
    seconds = 0.0
    for name, content, known in pages:
        began = process_time()
        text = read(content)
        seconds += process_time() - began
        found = shingles(text)
        shared = (known & found).total()
        scores.append(
            PageScore(page=name, recall=shared / known.total(), precision=shared / max(found.total(), 1))
        )
    return EngineScore(engine=engine, pages=tuple(scores), milliseconds=1000 * seconds / len(pages))


def _get_text(content: bytes) -> str:
    soup = BeautifulSoup(content, "lxml")
    for element in soup(["script", "style", "noscript"]):
        element.decompose()
    return soup.get_text(" ")


def _trafilatura() -> Read:
    from trafilatura import extract  # noqa: PLC0415 - a development dependency

    def read(content: bytes) -> str:
        return extract(content, favor_recall=True, include_tables=True) or ""

    return read


def _resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - a development dependency
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    def read(content: bytes) -> str:
        return str(
            extract_plain_text(bytes_to_str(content, detect_encoding(content) or "utf-8"), main_content=True)
        )

    return read


_OTHERS: dict[str, Callable[[], Read]] = {
    "BeautifulSoup get_text": lambda: _get_text,
    "trafilatura favor_recall, tables": _trafilatura,
    "resiliparse main content": _resiliparse,
}
