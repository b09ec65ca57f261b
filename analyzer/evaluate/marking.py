"""From scores to labels and from labels to F1: thresholds a label, micro and macro averages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NONE = "(no label)"
_Array = NDArray[np.float64]
_Truth = NDArray[np.bool_]
_TRUST = 20  # texts with a label at which its own threshold weighs as much as the common one
_QUANTILES = np.linspace(0.5, 0.999, 400)
_SMOOTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigure:
    """F1 of one label, and how many texts have it."""

    label: str
    f1: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Micro and macro F1, and the labels behind them."""

    micro: float
    macro: float
    labels: tuple[LabelFigure, ...]


def figures(truth: _Truth, said: _Truth, labels: Sequence[str], *, with_none: bool = False) -> Figures:
    """Return how far `said` is `truth` (a row a text, a column a label).

    `with_none` counts texts without any label as a class of their own, as LexGLUE does.
    """
    names = list(labels)
    if with_none:
        truth = np.column_stack([truth, ~truth.any(axis=1)])
        said = np.column_stack([said, ~said.any(axis=1)])
        names.append(NONE)
    right = (truth & said).sum(axis=0)
    all_told = truth.sum(axis=0) + said.sum(axis=0)
    each = 2 * right / np.maximum(1, all_told)
    return Figures(
        micro=float(2 * right.sum() / max(1, all_told.sum())),
        macro=float(each.mean()),
        labels=tuple(
            LabelFigure(label=name, f1=float(f1), count=int(count))
            for name, f1, count in zip(names, each, truth.sum(axis=0), strict=True)
        ),
    )


def fit_thresholds(scores: _Array, truth: _Truth) -> _Array:
    """Return for each label the score from which it holds, best for F1 on these texts.

    A label's own threshold is drawn towards the common one as far as it is rare.
    """
    common = _common(scores, truth)
    counts = truth.sum(axis=0)
    trust = counts / (counts + _TRUST)
    own = np.array([_own(scores[:, j], truth[:, j]) if counts[j] else common for j in range(len(counts))])
    return np.asarray(trust * own + (1 - trust) * common, dtype=np.float64)


def _common(scores: _Array, truth: _Truth) -> float:
    steps = np.quantile(scores, _QUANTILES)
    f1 = [2 * (truth & (scores >= at)).sum() / max(1, truth.sum() + (scores >= at).sum()) for at in steps]
    return float(steps[int(np.argmax(f1))])


def _own(scores: _Array, truth: _Truth) -> float:
    """Return the middle between two neighbouring scores where F1, smoothed over five, is highest."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + truth.sum())
    padded = np.pad(f1, _SMOOTH // 2, mode="edge")
    best = int(np.argmax(np.convolve(padded, np.full(_SMOOTH, 1 / _SMOOTH), "valid")))
    after = min(best + 1, len(order) - 1)
    return float((scores[order[best]] + scores[order[after]]) / 2)
