"""The n-grams' score and the encoder's, made one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyzer.classify.calibrating import Array, fit_logistic
from analyzer.classify.labels import Label
from analyzer.classify.manifest import EncoderCard

_DIGITS = 4


def blended(linear: Array, encoder: Array, labels: Sequence[Label], card: EncoderCard) -> Array:
    """Return one score a clause and label of `labels`, from those of both."""
    scores = linear.copy()
    ours, theirs = shared_columns(labels, card.labels)
    part = card.bias + card.linear * linear[:, ours] + card.encoder * encoder[:, theirs]
    scores[:, ours] = part
    return scores


def shared_columns(labels: Sequence[Label], taught: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the columns of the labels that both know: in `labels`, and in the encoder's scores."""
    places = {written: column for column, written in enumerate(taught)}
    both = [(ours, places[str(label)]) for ours, label in enumerate(labels) if str(label) in places]
    return [ours for ours, _ in both], [theirs for _, theirs in both]


def fit_blend(
    linear: Array, encoder: Array, stated: NDArray[np.bool_], known: NDArray[np.bool_]
) -> tuple[float, float, float]:
    """Return bias and the weights of n-grams and encoder, over cells that neither has learned from.

    All are arrays of one row a clause and one column a label that both know.
    """
    both = np.column_stack([linear[known], encoder[known]])
    bias, by_linear, by_encoder = fit_logistic(
        both, stated[known].astype(np.float64), towards=np.array([0.0, 0.5, 0.5]), pull=1.0
    )
    return round(float(bias), _DIGITS), round(float(by_linear), _DIGITS), round(float(by_encoder), _DIGITS)
