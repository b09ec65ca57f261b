"""From a linear model's scores to probabilities that mean what they say, and how far they do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS = 50
_PULL = 2.0  # weight of the common curve against a label's own clauses, in units of log likelihood
_BINS = 10
_SMALLEST = 1e-8  # far below what a rounded probability shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One bin of a reliability table: of `count` cells said to hold with `said`, `held` did (shares)."""

    said: float
    held: float
    count: int


def sigmoid(x: Array) -> Array:
    """Return the logistic function, safe for any finite x."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)), dtype=np.float64)


def logit(p: Array) -> Array:
    """Return the inverse of `sigmoid`; probabilities nearer than 1e-6 to 0 or 1 count as that near."""
    safe = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(safe) - np.log1p(-safe), dtype=np.float64)


def fit_logistic(inputs: Array, truth: Array, *, towards: Array, pull: float) -> Array:
    """Return the weights (bias first) of a logistic curve over the columns of `inputs`.

    Maximum likelihood by Newton's method, pulled towards `towards` with strength `pull`; with `pull`
    above 0 there is always one answer, also for a label that never occurs.
    """
    design = np.column_stack([np.ones(len(truth)), inputs])
    weights = towards.astype(np.float64).copy()

    def loss(at: Array) -> float:
        drawn = design @ at
        return float(np.sum(np.logaddexp(0, drawn) - truth * drawn) + pull / 2 * np.sum((at - towards) ** 2))

    for _ in range(_STEPS):
        p = sigmoid(design @ weights)
        slope = design.T @ (p - truth) + pull * (weights - towards)
        bend = (design * (p * (1 - p))[:, None]).T @ design + pull * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while size > _SMALLEST and loss(weights - size * step) > loss(weights):
            size /= 2  # a full step may overshoot where the curve is flat
        weights -= size * step
        if np.abs(size * step).max() < _SMALLEST:
            break
    return weights


def fit_calibration(scores: Array, truth: NDArray[np.bool_], known: NDArray[np.bool_]) -> Array:
    """Return bias and slope of each label's curve: an array of one row a label, two columns.

    `scores` are out of fold, one row a clause and one column a label. All labels together give the
    common curve (Platt); each label's own clauses pull its curve away from it as far as they weigh.
    """
    common = fit_logistic(
        scores[known][:, None], truth[known].astype(np.float64), towards=np.array([0.0, 1.0]), pull=1e-3
    )
    curves = [
        fit_logistic(
            scores[known[:, j], j][:, None],
            truth[known[:, j], j].astype(np.float64),
            towards=common,
            pull=_PULL,
        )
        for j in range(scores.shape[1])
    ]
    return np.array(curves)


def reliability(said: Array, held: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Return ten bins of equal width; empty ones are left out."""
    place = np.minimum((said * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(said=float(said[at].mean()), held=float(held[at].mean()), count=int(at.sum()))
        for b in range(_BINS)
        if (at := place == b).any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap between said and held, by count."""
    total = sum(b.count for b in bins)
    return sum(abs(b.said - b.held) * b.count for b in bins) / total if total else 0.0
