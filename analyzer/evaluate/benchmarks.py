"""The classifier's linear half on public benchmarks: trained on one file, measured on another or by folds.

Nothing learned here is shipped: most of these corpora may be measured on only.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from analyzer.classify.topics import Helper, Taught, learn_helper, learn_topics, truth_table
from analyzer.core.errors import UsageError
from analyzer.evaluate.kinship import text_key, without_kin
from analyzer.evaluate.marking import Figures, figures, fit_thresholds

Progress = Callable[[str], None]
_Array = NDArray[np.float64]
_Truth = NDArray[np.bool_]
_INNER_FOLDS = 4
_FEWEST_FOLDS = 2
_BROKEN = frozenset({"#NAME?"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """How a benchmark is marked: `with_none` counts "no label" as a class; `single` says one label a text."""

    with_none: bool = False
    single: bool = False


BENCHMARKS = {
    "opp115": Custom(),
    "unfair-tos": Custom(with_none=True),
    "policyie": Custom(single=True),
}
"""OPP-115 as PrivacyGLUE marks it, UNFAIR-ToS as LexGLUE does, PolicyIE's sentence intents."""


class _Line(BaseModel):
    """One text of a benchmark file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    labels: tuple[str, ...]
    doc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be measured: learn from `train`, measure on `test` or by `folds` of `train`.

    `beside` are other labelled corpora that help; texts and documents of theirs that stand in the
    benchmark's files are left out of them.
    """

    benchmark: str
    train: Path
    test: Path | None = None
    folds: int = 0
    beside: tuple[Path, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of one benchmark, and on what they stand."""

    benchmark: str
    how: str
    texts: int
    groups: int
    helpers: tuple[str, ...]
    figures: Figures

    def as_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "benchmark": self.benchmark,
            "how": self.how,
            "texts": self.texts,
            "groups": self.groups,
            "helpers": list(self.helpers),
            "micro_f1": round(self.figures.micro, 4),
            "macro_f1": round(self.figures.macro, 4),
            "labels": {one.label: {"f1": round(one.f1, 4), "n": one.count} for one in self.figures.labels},
        }

    def table(self) -> str:
        """Return the figures as lines for a person."""
        head = f"{self.benchmark}, {self.how}: {self.texts:,} texts of {self.groups:,} groups"
        helped = f"helped by {', '.join(self.helpers)}" if self.helpers else "without help"
        rows = [f"{one.label:<40}{one.f1:>8.3f}{one.count:>8,}" for one in self.figures.labels]
        last = f"{'micro F1':<40}{self.figures.micro:>8.3f}\n{'macro F1':<40}{self.figures.macro:>8.3f}"
        return "\n".join([f"{head}, {helped}", f"{'label':<40}{'F1':>8}{'n':>8}", *rows, last])


def measure_benchmark(asked: Asked, progress: Progress) -> Measured:
    """Train and measure; thresholds are fitted on texts of training alone, out of fold.

    Raises UsageError for an unknown benchmark, or a file that does not hold one.
    """
    custom = BENCHMARKS.get(asked.benchmark)
    if custom is None:
        raise UsageError(f"No benchmark {asked.benchmark!r}. Choose one of: {', '.join(BENCHMARKS)}.")
    train = read_taught(asked.train)
    test = read_taught(asked.test) if asked.test else ()
    bench = _bench(asked, train, test, custom, progress)
    rows = np.arange(len(train) + len(test))
    if asked.test:
        at = rows[len(train) :]
        said = bench.read(rows[: len(train)], at, progress)
        how = f"trained on {asked.train.name}, measured on {asked.test.name}"
    else:
        folds = grouped_folds(train, asked.folds, asked.seed)
        said, at = np.zeros(bench.truth.shape, dtype=bool), rows
        for fold in range(asked.folds):
            progress(f"fold {fold + 1} of {asked.folds}")
            said[folds == fold] = bench.read(rows[folds != fold], rows[folds == fold], progress)
        how = f"{asked.folds} folds of {asked.train.name}"
    return Measured(
        benchmark=asked.benchmark,
        how=how,
        texts=len(at),
        groups=len({bench.taught[i].group for i in at.tolist()}),
        helpers=tuple(helper.name for helper in bench.helpers),
        figures=figures(bench.truth[at], said, bench.labels, with_none=custom.with_none),
    )


def read_taught(path: Path, *, by_text: bool = False) -> tuple[Taught, ...]:
    """Return the texts of a benchmark file (JSON lines of text, labels, perhaps doc).

    A text's group is its document; where that is not known, texts of the same words share one, as
    they always do with `by_text`. Lines that a spreadsheet spoiled are left out. Raises UsageError
    for a file or line that is none.
    """
    if not path.is_file():
        raise UsageError(f"There is no file {path}. Give a file of JSON lines with text and labels.")
    return tuple(
        Taught(
            text=line.text,
            labels=frozenset(line.labels),
            group=line.doc if line.doc and not by_text else text_key(line.text),
        )
        for line in _lines(path)
        if line.text not in _BROKEN
    )


def grouped_folds(taught: Sequence[Taught], folds: int, seed: int) -> NDArray[np.int_]:
    """Return the fold of each text, all of one group in one fold; raises UsageError under two folds."""
    groups = sorted({t.group for t in taught}, key=lambda g: sha256(f"{seed}:{g}".encode()).digest())
    if not _FEWEST_FOLDS <= folds <= len(groups):
        raise UsageError(f"{folds} folds of {len(groups)} groups cannot be made. Ask for 5, say.")
    place = {group: index % folds for index, group in enumerate(groups)}
    return np.array([place[t.group] for t in taught])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """All texts of a measurement, with what the helpers say of them."""

    taught: tuple[Taught, ...]
    labels: tuple[str, ...]
    truth: _Truth
    helpers: tuple[Helper, ...]
    help_of: _Array
    single: bool
    seed: int

    def read(self, learn: NDArray[np.int_], ask: NDArray[np.int_], progress: Progress) -> _Truth:
        """Return which labels the texts of `ask` have, by what those of `learn` teach."""
        scores = self._scores(learn, ask)
        if self.single:
            return np.asarray(scores == scores.max(axis=1, keepdims=True))
        inner = grouped_folds([self.taught[i] for i in learn.tolist()], _INNER_FOLDS, self.seed + 1)
        own = np.zeros((len(learn), len(self.labels)))
        for fold in range(_INNER_FOLDS):
            progress(f"  thresholds {fold + 1} of {_INNER_FOLDS}")
            own[inner == fold] = self._scores(learn[inner != fold], learn[inner == fold])
        return np.asarray(scores >= fit_thresholds(own, self.truth[learn]))

    def _scores(self, learn: NDArray[np.int_], ask: NDArray[np.int_]) -> _Array:
        learned = learn_topics([self.taught[i] for i in learn.tolist()], self.labels, self.help_of[learn])
        return learned.scores([self.taught[i].text for i in ask.tolist()], self.help_of[ask])


def _bench(
    asked: Asked, train: Sequence[Taught], test: Sequence[Taught], custom: Custom, progress: Progress
) -> _Bench:
    taught = (*train, *test)
    texts = [one.text for one in taught]
    helpers = []
    for path in asked.beside:
        others = read_taught(path)
        kept = without_kin(others, texts)
        progress(
            f"helper {path.stem}: {len(kept):,} of {len(others):,} texts, the rest stands in the benchmark"
        )
        if not kept:
            raise UsageError(f"Nothing is left of {path.name}: all of it stands in the benchmark's files.")
        helpers.append(learn_helper(path.stem, kept))
    features = [np.zeros((len(texts), 0)), *(helper.features(texts) for helper in helpers)]
    labels = tuple(sorted({label for one in train for label in one.labels}))
    return _Bench(
        taught=taught,
        labels=labels,
        truth=truth_table(taught, labels),
        helpers=tuple(helpers),
        help_of=np.hstack(features),
        single=custom.single,
        seed=asked.seed,
    )


def _lines(path: Path) -> Iterator[_Line]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield _Line.model_validate(json.loads(line))
            except (ValidationError, json.JSONDecodeError) as error:
                raise UsageError(f"{path.name}:{number}: not a labelled text: {error}") from error
