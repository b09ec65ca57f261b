"""The classifier's linear half on bare texts of any labels: to measure it where others were measured.

A helper is the same thing learned from another corpus: what it says of a text, and of its sentences,
stands beside the text's own n-grams.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analyzer.classify.calibrating import Array
from analyzer.classify.context import View
from analyzer.classify.learning import Plan, fit_label
from analyzer.classify.spaces import SPACES, Floats, Space, fit_spaces, transform

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\s+-\s+")
_SHORTEST = 15  # characters of a part that says something by itself
_HELP = 0.45  # length of the helpers' vector beside the n-grams' spaces of length one
_FEWEST_LABELLED = 100
_EPSILON = 1e-6

TOPIC_PLAN = Plan(
    fewest_vendors=2, specs=tuple(replace(s, most=60000) for s in SPACES if s.name in {"words", "letters"})
)
"""As the shipped model reads, but of a text alone: it has no surroundings."""
HELPER_PLAN = Plan(
    fewest_vendors=2,
    specs=tuple(replace(s, most=60000, longest=2) for s in SPACES if s.name == "words"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A text and its labels; texts of one `group` (document) never stand on both sides of a measurement."""

    text: str
    labels: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """What was learned from another corpus: one score a label."""

    name: str
    labels: tuple[str, ...]
    spaces: tuple[Space, ...]
    coefficients: Floats
    intercepts: Floats

    def features(self, texts: Sequence[str]) -> Array:
        """Return for each text its scores, and the highest and mean score of its sentences."""
        parts = [_sentences(text) for text in texts]
        starts = np.cumsum([0, *(len(p) for p in parts)])[:-1]
        each = self._scores([sentence for p in parts for sentence in p])
        counts = np.array([len(p) for p in parts])[:, None]
        highest, total = np.maximum.reduceat(each, starts), np.add.reduceat(each, starts)
        return np.hstack([self._scores(texts), highest, total / counts])

    def _scores(self, texts: Sequence[str]) -> Array:
        matrix = transform(self.spaces, _seen(texts))
        return np.asarray(matrix @ self.coefficients + self.intercepts, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What was learned of texts: n-grams, what the helpers' scores usually are, and a line a label."""

    labels: tuple[str, ...]
    spaces: tuple[Space, ...]
    middle: Array
    spread: Array
    coefficients: Floats
    intercepts: Floats

    def scores(self, texts: Sequence[str], help_of: Array) -> Array:
        """Return a score for each text and label; `help_of` holds the helpers' features, a row a text."""
        matrix = _matrix(self.spaces, texts, help_of, self.middle, self.spread)
        return np.asarray(matrix @ self.coefficients + self.intercepts, dtype=np.float64)


def truth_table(taught: Sequence[Taught], labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return which text has which label: one row a text, one column a label."""
    rows = [[label in one.labels for label in labels] for one in taught]
    return np.array(rows, dtype=bool).reshape(len(taught), len(labels))


def learn_helper(name: str, taught: Sequence[Taught]) -> Helper:
    """Return what a corpus teaches of its labels; those of fewer than a hundred texts are left out."""
    counts = Counter(label for one in taught for label in one.labels)
    labels = tuple(sorted(label for label, count in counts.items() if count >= _FEWEST_LABELLED))
    texts = [one.text for one in taught]
    spaces = fit_spaces(_seen(texts), _owners(taught), specs=HELPER_PLAN.specs, fewest=2)
    matrix = transform(spaces, _seen(texts)).astype(np.float64)
    coefficients, intercepts = _fit(matrix, truth_table(taught, labels), HELPER_PLAN)
    return Helper(name=name, labels=labels, spaces=spaces, coefficients=coefficients, intercepts=intercepts)


def learn_topics(
    taught: Sequence[Taught], labels: Sequence[str], help_of: Array, plan: Plan = TOPIC_PLAN
) -> Topics:
    """Return what the texts teach; the same texts, plan and helpers give the same numbers."""
    texts = [one.text for one in taught]
    spaces = fit_spaces(_seen(texts), _owners(taught), specs=plan.specs, fewest=plan.fewest_vendors)
    middle = help_of.mean(axis=0)
    spread = np.maximum(help_of.std(axis=0), _EPSILON)
    matrix = _matrix(spaces, texts, help_of, middle, spread)
    coefficients, intercepts = _fit(matrix, truth_table(taught, labels), plan)
    return Topics(
        labels=tuple(labels),
        spaces=spaces,
        middle=middle,
        spread=spread,
        coefficients=coefficients,
        intercepts=intercepts,
    )


def _fit(matrix: sparse.csr_matrix, truth: NDArray[np.bool_], plan: Plan) -> tuple[Floats, Floats]:
    coefficients = np.zeros((matrix.shape[1], truth.shape[1]), np.float32)
    intercepts = np.zeros(truth.shape[1], np.float32)
    for column in range(truth.shape[1]):
        coefficients[:, column], intercepts[column] = fit_label(matrix, truth[:, column], plan)
    return coefficients, intercepts


def _matrix(
    spaces: Sequence[Space], texts: Sequence[str], help_of: Array, middle: Array, spread: Array
) -> sparse.csr_matrix:
    own = transform(spaces, _seen(texts)).astype(np.float64)
    if not help_of.shape[1]:
        return own
    scaled = _HELP / np.sqrt(help_of.shape[1]) * (help_of - middle) / spread
    return sparse.hstack([own, sparse.csr_matrix(scaled)], format="csr")


def _seen(texts: Sequence[str]) -> list[View]:
    return [View(own=text) for text in texts]


def _owners(taught: Sequence[Taught]) -> list[str]:
    """Count n-grams by text: the texts are public, no vendor's sentence is to be hidden."""
    return [str(index) for index in range(len(taught))]


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if len(part) > _SHORTEST] or [text]
