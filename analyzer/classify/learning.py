"""Learn one linear model a label, on all lessons or on all vendors but some."""

import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from analyzer.classify.calibrating import Array
from analyzer.classify.labels import Label, Lesson
from analyzer.classify.spaces import SPACES, Floats, Space, SpaceSpec, fit_spaces, transform

Progress = Callable[[str], None]
_OWN_WORDS = "(rulebook)"
_FEWEST_LESSONS = 4
_FEWEST_VENDORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to learn.

    `strength` is the inverse of the regularisation (liblinear's C). `overheard` is the share of the
    rules' matches that count as silence where it is fitted what a lone prediction is worth: rules
    written with these documents in sight miss less here than they will elsewhere. It is an
    assumption, not a measurement.
    """

    seed: int = 0
    strength: float = 10.0
    folds: int = 5
    fewest_vendors: int = 3
    overheard: float = 0.3
    specs: tuple[SpaceSpec, ...] = SPACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Spaces, and the coefficients (n-grams by labels) and intercepts over them."""

    spaces: tuple[Space, ...]
    coefficients: Floats
    intercepts: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the lessons say, as arrays of one row a lesson and one column a label."""

    labels: tuple[Label, ...]
    stated: NDArray[np.bool_]
    known: NDArray[np.bool_]
    rule: Floats  # confidence of the rules' match, 0 where there is none
    overheard: NDArray[np.bool_]  # matches that count as silence in fitting lone predictions
    groups: tuple[str | None, ...]


def truth_of(lessons: Sequence[Lesson], plan: Plan) -> Truth:
    """Return the lessons as arrays, over the labels of which enough vendors give enough examples."""
    vendors: dict[Label, set[str]] = defaultdict(set)
    counts: Counter[Label] = Counter()
    for lesson in lessons:
        for label in lesson.stated:
            counts[label] += 1
            vendors[label] |= {lesson.group} if lesson.group else set()
    labels = tuple(
        sorted(k for k, n in counts.items() if n >= _FEWEST_LESSONS and len(vendors[k]) >= _FEWEST_VENDORS)
    )
    shape = len(lessons), len(labels)
    stated, known, rule = np.zeros(shape, bool), np.ones(shape, bool), np.zeros(shape, np.float32)
    for row, lesson in enumerate(lessons):
        seen = dict(lesson.seen)
        for column, label in enumerate(labels):
            stated[row, column] = label in lesson.stated
            known[row, column] = label not in lesson.unknown
            rule[row, column] = seen.get(label, 0.0)
    groups = tuple(lesson.group for lesson in lessons)
    overheard = np.random.default_rng(plan.seed).random(shape) < plan.overheard
    return Truth(labels=labels, stated=stated, known=known, rule=rule, overheard=overheard, groups=groups)


def learn(lessons: Sequence[Lesson], truth: Truth, rows: NDArray[np.bool_], plan: Plan) -> Learned:
    """Return what the lessons of `rows` teach; the same lessons and plan give the same numbers."""
    chosen = np.flatnonzero(rows)
    picked = [lessons[i] for i in chosen.tolist()]
    seen = [lesson.view for lesson in picked]
    owners = [lesson.group or _OWN_WORDS for lesson in picked]
    spaces = fit_spaces(seen, owners, specs=plan.specs, fewest=plan.fewest_vendors)
    matrix = transform(spaces, seen).astype(np.float64)
    coefficients = np.zeros((matrix.shape[1], len(truth.labels)), np.float32)
    intercepts = np.zeros(len(truth.labels), np.float32)
    for column in range(len(truth.labels)):
        known = truth.known[chosen, column]
        stated = truth.stated[chosen[known], column]
        coefficients[:, column], intercepts[column] = fit_label(matrix[known], stated, plan)
    return Learned(spaces=spaces, coefficients=coefficients, intercepts=intercepts)


def out_of_fold(lessons: Sequence[Lesson], truth: Truth, plan: Plan, progress: Progress) -> Array:
    """Return a score for each lesson and label from a model that saw no word of the lesson's vendor.

    Lessons of our own words belong to no fold; their scores are 0.
    """
    folds = folds_of(truth.groups, plan)
    scores = np.zeros(truth.stated.shape, np.float64)
    for fold in range(plan.folds):
        away = folds == fold
        if not away.any():
            continue
        progress(f"fold {fold + 1} of {plan.folds}: {int(away.sum())} clauses held out")
        learned = learn(lessons, truth, ~away, plan)
        matrix = transform(learned.spaces, [lessons[i].view for i in np.flatnonzero(away).tolist()])
        scores[away] = matrix @ learned.coefficients + learned.intercepts
    return scores


def folds_of(groups: Sequence[str | None], plan: Plan) -> NDArray[np.int_]:
    """Return the fold of each lesson, all of one vendor in one fold; -1 for words of our own.

    The order of vendors comes from the digest of seed and name: another vendor moves few of them.
    """
    names = sorted({g for g in groups if g}, key=lambda g: sha256(f"{plan.seed}:{g}".encode()).digest())
    fold = {name: place % plan.folds for place, name in enumerate(names)}
    return np.array([fold[g] if g else -1 for g in groups])


def fit_label(matrix: Any, stated: NDArray[np.bool_], plan: Plan) -> tuple[Floats, np.float32]:
    """Learn one label; one that no lesson states gets a flat refusal."""
    if not stated.any() or stated.all():
        return np.zeros(matrix.shape[1], np.float32), np.float32(10.0 if stated.any() else -10.0)
    classifier = LogisticRegression(
        C=plan.strength,
        solver="liblinear",
        dual=True,
        class_weight="balanced",
        max_iter=60,
        tol=0.01,
        random_state=plan.seed,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # sixty passes rank as well as six hundred
        classifier.fit(matrix, stated)
    return classifier.coef_[0].astype(np.float32), np.float32(classifier.intercept_[0])
