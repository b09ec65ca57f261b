"""Train the classifier on labelled documents, and measure rules, model, and both by one scorer."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analyzer.assess import combine
from analyzer.classify import (
    Background,
    Material,
    Model,
    Opinion,
    Plan,
    Score,
    opinion,
    probabilities,
    read_apprentice,
    train_on,
)
from analyzer.core.errors import UsageError
from analyzer.core.findings import Finding, Match
from analyzer.core.rules import Rulebook
from analyzer.evaluate.gold import finding_rows
from analyzer.evaluate.lessons import (
    LabelledDocument,
    corpus_digest,
    example_lessons,
    folder_digest,
    read_labelled,
    read_lessons,
    vendor_of,
)
from analyzer.pipeline import Kit

_CAREFUL_CATEGORY = "sale"
_OURS = "data/labels"


class Reader(StrEnum):
    """Who read the documents."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class _Level(BaseModel):
    """Figures of one level, as the scorer prints them."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    precision: float
    recall: float
    f1: float
    findings: int = 0
    labelled: int = 0


class _Scored(BaseModel):
    """The scorer's answer, as far as the table shows it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    documents: int
    document_level: _Level
    document_level_decisive: _Level
    clause_level: _Level
    clause_level_decisive: _Level
    wrong_sale_claims: tuple[str, ...]


Opine = Callable[[LabelledDocument, Iterable[Match]], Opinion]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """Our own labels of published pages: `labels` the folder of places, `documents` that of the pages."""

    documents: Path
    labels: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a model learns from.

    `corpus` holds `<doc>.txt` and `labels/`; of `ours` the training part is added. `encoder` is a folder
    that `tools.train_encoder` wrote from `corpus` alone: what it is worth beside the n-grams is fitted
    on `ours`, which it does not know. The vendors of the documents in `apart_from`, known by file name,
    are left out of all.
    """

    corpus: Path
    ours: Ours | None = None
    encoder: Path | None = None
    apart_from: Path | None = None


def train_model(
    course: Course,
    kit: Kit,
    out: Path,
    *,
    plan: Plan | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Model:
    """Learn a course, write the model into `out`, and return it.

    Raises:
        UsageError: labels or pages are absent, or an encoder comes without labels it does not know.
        ModelError: the encoder cannot be read.
    """
    if course.encoder and not course.ours:
        raise UsageError("An encoder needs labels it did not learn from: name the folder of documents, too.")
    left = course.apart_from.glob("*.txt") if course.apart_from else ()
    away = frozenset(vendor_of(path.stem) for path in left)
    progress(f"reading {course.corpus}")
    first, later = _documents(course, kit, away)
    own = example_lessons(kit.rulebook)
    lessons = (*(lesson for document in (*first, *later) for lesson in document.lessons), *own)
    background = Background(
        name=out.name,
        rulebook=kit.rulebook.digest,
        careful=careful_practices(kit.rulebook),
        left_out=tuple(sorted({vendor_of(p.stem) for p in course.corpus.glob("*.txt")} & away)),
        material=(*_material(course, first, later), _own(kit.rulebook, len(own))),
    )
    knows = frozenset(lesson.group for document in first for lesson in document.lessons if lesson.group)
    apprentice = read_apprentice(course.encoder, knows=knows, apart_from=_OURS) if course.encoder else None
    return train_on(lessons, background, out, plan or Plan(), progress, apprentice).model


def _documents(
    course: Course, kit: Kit, away: frozenset[str]
) -> tuple[tuple[LabelledDocument, ...], tuple[LabelledDocument, ...]]:
    """Return the documents of the corpus, and ours."""
    if course.ours is None:
        return read_labelled(course.corpus, kit, without=away), ()
    read = read_lessons(course.corpus, course.ours.documents, course.ours.labels, kit, without=away)
    given = {path.stem for path in course.corpus.glob("*.txt")}
    return tuple(d for d in read if d.name in given), tuple(d for d in read if d.name not in given)


def _material(
    course: Course, first: Sequence[LabelledDocument], later: Sequence[LabelledDocument]
) -> Iterator[Material]:
    corpus = course.corpus
    digest = corpus_digest(corpus, [document.name for document in first])
    yield _gold(f"{corpus.parent.name}/{corpus.name}", first, digest)
    if course.ours:
        yield _gold(_OURS, later, folder_digest(course.ours.labels))


def measure_model(folder: Path, kit: Kit, model: Model) -> tuple[Score, ...]:
    """Return the table of rules, model and both on the labelled documents of `folder`.

    Raises UsageError where labels or their scorer (`../score.py`) are absent.
    """
    documents = read_labelled(folder, kit)

    def opine(labelled: LabelledDocument, matches: Iterable[Match]) -> Opinion:
        chances = probabilities(labelled.document, labelled.segments, model)
        return opinion(labelled.segments, chances, matches, model.voice)

    return _table(folder, documents, opine, f"{folder.parent.name}/{folder.name}")


def careful_practices(rulebook: Rulebook) -> frozenset[str]:
    """Return the practices that decide alone: those of selling data, and those that fail a vendor."""
    return frozenset(p.id for p in rulebook.practices if p.category == _CAREFUL_CATEGORY or p.hard_fail)


def _table(folder: Path, documents: Sequence[LabelledDocument], opine: Opine, on: str) -> tuple[Score, ...]:
    return tuple(
        _score(folder, reader, {d.name: _findings(d, reader, opine) for d in documents}, on)
        for reader in Reader
    )


def _findings(labelled: LabelledDocument, reader: Reader, opine: Opine) -> tuple[Finding, ...]:
    document, segments = labelled.document, labelled.segments
    if reader is Reader.RULES:
        return combine(document, segments, labelled.matches)
    said = opine(labelled, labelled.matches if reader is Reader.BOTH else ())
    return combine(document, segments, said.matches, said.predictions)


def _score(folder: Path, reader: Reader, findings: dict[str, tuple[Finding, ...]], on: str) -> Score:
    scorer = folder.resolve().parent / "score.py"
    if not scorer.is_file():
        raise UsageError(f"{folder} cannot be measured: the scorer ../score.py is not beside it.")
    with tempfile.TemporaryDirectory() as temporary:
        gold, found = Path(temporary, "gold"), Path(temporary, "found")
        (gold / "labels").mkdir(parents=True)
        found.mkdir()
        for name, rows in findings.items():
            labels = (folder / "labels" / f"{name}.jsonl").read_bytes()
            (gold / "labels" / f"{name}.jsonl").write_bytes(labels)
            lines = "".join(json.dumps(row) + "\n" for row in finding_rows(rows))
            (found / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), str(found), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own scorer
    if done.returncode:
        raise UsageError(f"{scorer.name} failed: {done.stderr.strip()}")
    return _row(on, reader, _Scored.model_validate_json(done.stdout))


def _row(on: str, reader: Reader, scored: _Scored) -> Score:
    return Score(
        on=on,
        reader=reader.value,
        documents=scored.documents,
        document_f1=scored.document_level.f1,
        document_decisive_f1=scored.document_level_decisive.f1,
        clause_precision=scored.clause_level.precision,
        clause_recall=scored.clause_level.recall,
        clause_f1=scored.clause_level.f1,
        clause_decisive_f1=scored.clause_level_decisive.f1,
        findings=scored.clause_level.findings,
        labelled=scored.clause_level.labelled,
        wrong_sale_claims=len(scored.wrong_sale_claims),
    )


def _gold(name: str, documents: Sequence[LabelledDocument], digest: str) -> Material:
    lessons = [lesson for document in documents for lesson in document.lessons]
    return Material(
        name=name,
        terms="labels our own, texts the vendors'; kept are n-grams that at least three vendors use",
        clauses=len(lessons),
        stated=sum(bool(lesson.stated) for lesson in lessons),
        digest=digest,
        documents=len(documents),
        vendors=len({lesson.group for lesson in lessons}),
    )


def _own(rulebook: Rulebook, count: int) -> Material:
    return Material(
        name="examples of the rulebook",
        terms="our own sentences, under the licence of this repository",
        clauses=count,
        stated=sum(len(practice.match_examples) for practice in rulebook.practices),
        digest=rulebook.digest,
    )
