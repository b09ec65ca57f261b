"""Score a corpus of single documents: streamed in, streamed out, in constant memory, and restartable."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from analyzer.batch.analyzing import made_by
from analyzer.batch.corpus_files import Parts, Row, read_rows
from analyzer.core.documents import DocumentKind, Snapshot, Source, Vendor
from analyzer.core.errors import ExtractError
from analyzer.core.findings import Finding
from analyzer.pipeline import Bundle, DocumentReading, Kit, KitPaths, load_kit, read_snapshot, report_of

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # no time enters the output: the same corpus, the same bytes
_KINDS = frozenset(kind.value for kind in DocumentKind)
Told = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRun:
    """How a corpus is scored: documents a task, tasks at the same time, tasks a part of the output."""

    at_once: int = 10
    waiting: int = 16
    part: int = 50
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusAnalysis:
    """Reads and scores some rows, in whatever process it is called; the kit is loaded once for each."""

    paths: KitPaths

    def __call__(self, rows: tuple[Row, ...]) -> list[Told]:
        """Return what is told of each row; one that cannot be read names its error and stops no other."""
        kit = load_kit(self.paths)
        return [_told(row, kit) for row in rows]


def score_corpus(
    source: Path, out: Path, *, executor: Executor, paths: KitPaths, how: CorpusRun | None = None
) -> int:
    """Score every document of a `.jsonl` or `.parquet` file into a Parquet file; return how many.

    Rows come out in the order in which they went in, whatever the executor. A run that was killed goes
    on behind its last finished part, and its output is the same byte for byte; parts that other rules,
    another model or another corpus gave are not used.

    Raises:
        UsageError: the corpus cannot be read.
    """
    how = how or CorpusRun()
    parts = Parts(out, _signature(source, paths, how))
    number = parts.begin()
    done = number * how.part * how.at_once
    rows = read_rows(source, skip=done)
    told: list[Told] = []
    for answer in _answers(rows, executor, CorpusAnalysis(paths=paths), how):
        told += answer
        done += len(answer)
        if len(told) == how.part * how.at_once:
            parts.write(number, told)
            number, told = number + 1, []
        if how.progress is not None:
            how.progress(done)
    if told:
        parts.write(number, told)
    return parts.join()


def _answers(
    rows: Iterator[Row], executor: Executor, analyze: CorpusAnalysis, how: CorpusRun
) -> Iterator[list[Told]]:
    """Yield the answers in order; no more than `waiting` tasks are held at the same time."""
    waiting: deque[tuple[tuple[Row, ...], Future[list[Told]]]] = deque()
    while some := tuple(islice(rows, how.at_once)):
        waiting.append((some, executor.submit(analyze, some)))
        if len(waiting) >= how.waiting:
            yield _answer(*waiting.popleft(), executor, analyze)
    while waiting:
        yield _answer(*waiting.popleft(), executor, analyze)


def _answer(
    rows: tuple[Row, ...], future: "Future[list[Told]]", executor: Executor, analyze: CorpusAnalysis
) -> list[Told]:
    """Return what is told of some rows; where a process died over them, each is tried once by itself."""
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - the batch border: one document of millions stops no other
        if len(rows) == 1:
            return [_failed(rows[0], error)]
    alone = [(one, executor.submit(analyze, (one,))) for one in rows]
    return [told for one, answer in alone for told in _answer((one,), answer, executor, analyze)]


def _failed(row: Row, error: Exception) -> Told:
    return {"id": row.id, "status": "error", "error": f"{type(error).__name__}: {error}"}


def _signature(source: Path, paths: KitPaths, how: CorpusRun) -> str:
    try:
        about = source.stat()
    except OSError:
        return str(source)  # reading it will say what is wrong
    makers = made_by(load_kit(paths), "")
    return f"{source.resolve()} {about.st_size} {about.st_mtime_ns} {makers} {how.at_once} {how.part}"


def _told(row: Row, kit: Kit) -> Told:
    if row.problem:
        return {"id": row.id, "status": "error", "error": row.problem}
    digest = sha256(row.content).hexdigest()
    try:
        return {"id": row.id, "sha256": digest, **_scored(_snapshot(row, digest), kit)}
    except ExtractError as error:
        return {"id": row.id, "sha256": digest, "status": "broken", "error": str(error)}
    except Exception as error:  # noqa: BLE001 - the batch border: one document of millions stops no other
        return {
            "id": row.id,
            "sha256": digest,
            "status": "error",
            "error": f"{type(error).__name__}: {error}",
        }


def _snapshot(row: Row, digest: str) -> Snapshot:
    location = row.url or row.id
    kind = DocumentKind(row.kind) if row.kind in _KINDS else None
    return Snapshot(
        id=digest,
        source=Source(location=location, kind=kind),
        final_url=location,
        fetched_at=_NEVER,
        media_type=row.media_type,
        content=row.content,
    )


def _scored(snapshot: Snapshot, kit: Kit) -> Told:
    reading = read_snapshot(snapshot, kit, document_id="d1")
    document = reading.document
    about: Told = {
        "status": document.status.value,
        "kind": document.kind.value,
        "language": document.language,
        "words": len(document.text.split()),
    }
    return {**about, **_assessed(snapshot, reading, kit)} if document.status.scored else about


def _assessed(snapshot: Snapshot, reading: DocumentReading, kit: Kit) -> Told:
    bundle = Bundle(vendor=Vendor(id="corpus", name="corpus"), snapshots=(snapshot,))
    verdict = report_of(bundle, (reading,), kit, made_at=_NEVER).assessment
    return {
        "score": verdict.score,
        "low": verdict.low,
        "high": verdict.high,
        "tier": verdict.tier.id.value,
        "findings": [_finding(finding) for finding in reading.findings],
    }


def _finding(finding: Finding) -> Told:
    return {
        "practice": finding.practice_id,
        "asserted": finding.asserted.value,
        "scope": finding.scope.value,
        "qualifier": finding.qualifier.value,
        "confidence": finding.confidence,
        "quote": finding.evidence.quote,
    }
