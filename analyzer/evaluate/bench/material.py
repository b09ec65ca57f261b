"""The documents that are timed: our samples, and real ones where there are any."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from analyzer.core.documents import Document, Snapshot, Source
from analyzer.core.errors import UsageError
from analyzer.core.media import HTML, PDF
from analyzer.extract import extract

_TYPES = {".html": HTML, ".pdf": PDF}
_MOST = {HTML: 12, PDF: 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Snapshots by their type, and the documents that the pages among them give."""

    name: str
    pages: tuple[Snapshot, ...]
    pdfs: tuple[Snapshot, ...]
    documents: tuple[Document, ...]

    @property
    def words(self) -> int:
        """Return the words of all documents."""
        return sum(len(document.text.split()) for document in self.documents)


def samples(data: Path, *, at: datetime) -> Corpus:
    """Return the pages and PDFs of the invented vendors under `data`/samples."""
    return _corpus("our samples", sorted((data / "samples").rglob("*")), at)


def real_documents(folder: Path, *, at: datetime) -> Corpus:
    """Return at most 12 pages and 5 PDFs, taken evenly from all that lie under a folder.

    Raises UsageError where the folder holds neither.
    """
    found = sorted(p for p in folder.rglob("*") if p.suffix in _TYPES)
    chosen = [
        path
        for suffix, media_type in _TYPES.items()
        for path in _evenly([p for p in found if p.suffix == suffix], _MOST[media_type])
    ]
    if not chosen:
        raise UsageError(f"{folder} holds no .html and no .pdf. Name the folder of the documents.")
    return _corpus("real documents", chosen, at)


def of_length(corpus: Corpus, words: int) -> Corpus:
    """Return the one page of a corpus whose text is nearest to a number of words."""
    lengths = [abs(len(document.text.split()) - words) for document in corpus.documents]
    at = lengths.index(min(lengths))
    found = corpus.documents[at]
    page = next(page for page in corpus.pages if page.id == found.snapshot_id)
    return Corpus(
        name=f"one policy of {len(found.text.split()):,} words", pages=(page,), pdfs=(), documents=(found,)
    )


def _corpus(name: str, paths: Sequence[Path], at: datetime) -> Corpus:
    snapshots = [_snapshot(path, at) for path in paths if path.suffix in _TYPES]
    pages = tuple(one for one in snapshots if one.media_type == HTML)
    documents = (extract(page, document_id="d1") for page in pages)
    return Corpus(
        name=name,
        pages=pages,
        pdfs=tuple(one for one in snapshots if one.media_type == PDF),
        documents=tuple(document for document in documents if document.status.scored),
    )


def _snapshot(path: Path, at: datetime) -> Snapshot:
    content = path.read_bytes()
    return Snapshot(
        id=sha256(content).hexdigest(),
        source=Source(location=path.name),
        final_url=path.name,
        fetched_at=at,
        media_type=_TYPES[path.suffix],
        content=content,
    )


def _evenly(paths: Sequence[Path], most: int) -> list[Path]:
    step = max(1, len(paths) // most)
    return list(paths[::step][:most])
