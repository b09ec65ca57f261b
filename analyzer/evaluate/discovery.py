"""How well the links of real pages are read: precision and recall of the documents found.

python -m analyzer.evaluate.discovery ../shared/documents tests/shared/discovery_gold.yaml
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from analyzer.core.documents import DocumentKind
from analyzer.core.errors import UsageError
from analyzer.fetch.links import Candidate, rank_links, same_page_key
from analyzer.rulebook.files import Strict

_SAME = {DocumentKind.WEBSITE_POLICY: DocumentKind.PRIVACY_POLICY}


class GoldPage(Strict):
    """One real page, and which of its links lead to the vendor's documents."""

    page: str
    url: str
    documents: dict[DocumentKind, tuple[str, ...]]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """What was found on one page: pairs of kind and address key, right, wrong and missed."""

    page: str
    right: tuple[tuple[DocumentKind, str], ...]
    wrong: tuple[tuple[DocumentKind, str], ...]
    missed: tuple[tuple[DocumentKind, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryScores:
    """Counts over pages. A document counts as found when both its address and its kind are right."""

    pages: int
    right: int
    wrong: int
    missed: int
    by_kind: tuple[tuple[DocumentKind, int, int, int], ...]

    @property
    def precision(self) -> float:
        """Return the share of found documents that are right (1 where none was found)."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of linked documents that were found (1 where there is none)."""
        linked = self.right + self.missed
        return self.right / linked if linked else 1.0


def load_gold(path: Path) -> tuple[GoldPage, ...]:
    """Return the labelled pages of a gold file."""
    adapter = TypeAdapter(tuple[GoldPage, ...])
    return adapter.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def measure_page(gold: GoldPage, html: bytes) -> PageResult:
    """Compare the ranked links of one page with its labels."""
    expected = {
        (_SAME.get(kind, kind), same_page_key(url)) for kind, urls in gold.documents.items() for url in urls
    }
    optional = {same_page_key(url) for url in gold.optional}
    found = {
        (_SAME.get(c.kind, c.kind), key)
        for c in _documents(rank_links(html, gold.url))
        if (key := same_page_key(c.url)) not in optional
    }
    return PageResult(
        page=gold.page,
        right=tuple(sorted(found & expected)),
        wrong=tuple(sorted(found - expected)),
        missed=tuple(sorted(expected - found)),
    )


def measure_discovery(gold: Iterable[GoldPage], documents: Path) -> tuple[PageResult, ...]:
    """Return the results on all labelled pages; `documents` is the folder that holds them."""
    return tuple(measure_page(page, _read(documents / page.page)) for page in gold)


def scores(results: Sequence[PageResult]) -> DiscoveryScores:
    """Sum the results of pages."""
    right = Counter(kind for r in results for kind, _ in r.right)
    wrong = Counter(kind for r in results for kind, _ in r.wrong)
    missed = Counter(kind for r in results for kind, _ in r.missed)
    return DiscoveryScores(
        pages=len(results),
        right=right.total(),
        wrong=wrong.total(),
        missed=missed.total(),
        by_kind=tuple((k, right[k], wrong[k], missed[k]) for k in sorted({*right, *wrong, *missed})),
    )


def describe(results: Sequence[PageResult]) -> str:
    """Return the scores and every mistake as text for a terminal."""
    total = scores(results)
    counts = f"pages {total.pages}  right {total.right}  wrong {total.wrong}  missed {total.missed}"
    lines = [f"{counts}  precision {total.precision:.3f}  recall {total.recall:.3f}"]
    lines += [f"  {k.value:18} right {r:3}  wrong {w:3}  missed {m:3}" for k, r, w, m in total.by_kind]
    for result in results:
        lines += [f"  wrong   {result.page}: {kind.value} {key}" for kind, key in result.wrong]
        lines += [f"  missed  {result.page}: {kind.value} {key}" for kind, key in result.missed]
    return "\n".join(lines)


def _documents(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    return (c for c in candidates if c.kind is not DocumentKind.OTHER)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}). Point at the folder of real documents."
        ) from error


def main(arguments: Sequence[str]) -> None:
    """Print the scores: first argument the folder of documents, second the gold file."""
    documents, gold = map(Path, arguments)
    sys.stdout.write(describe(measure_discovery(load_gold(gold), documents)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
