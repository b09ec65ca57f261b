"""Thresholds and F1."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from analyzer.evaluate.marking import NONE, figures, fit_thresholds


def _drawn(seed: int, rows: int = 400) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    truth = draw.random((rows, 3)) < np.array([0.4, 0.1, 0.02])
    return truth, truth * 2.0 + draw.normal(size=truth.shape)


@pytest.mark.parametrize("with_none", [False, True])
def test_f1_is_what_scikit_learn_says(with_none: bool) -> None:  # noqa: FBT001
    truth, scores = _drawn(1)
    said = scores > 1
    made = figures(truth, said, ["a", "b", "c"], with_none=with_none)
    if with_none:
        truth, said = (np.column_stack([x, ~x.any(axis=1)]) for x in (truth, said))
    assert made.micro == pytest.approx(f1_score(truth, said, average="micro"))
    assert made.macro == pytest.approx(f1_score(truth, said, average="macro", zero_division=0))
    assert [one.count for one in made.labels] == truth.sum(axis=0).tolist()
    assert (made.labels[-1].label == NONE) == with_none


def test_thresholds_beat_a_common_guess_where_labels_lie_apart() -> None:
    truth, scores = _drawn(2)
    scores = scores + np.array([0.0, 3.0, -3.0])
    fitted = figures(truth, scores >= fit_thresholds(scores, truth), "abc")
    flat = figures(truth, scores >= 1.0, "abc")
    assert fitted.macro > flat.macro


def test_a_rare_label_keeps_near_the_common_threshold() -> None:
    truth, scores = _drawn(3)
    truth[:, 2] = False
    common, rare = fit_thresholds(scores, truth)[[0, 2]]
    assert np.isfinite([common, rare]).all()
    truth[5, 2] = True
    scores[5, 2] = 40.0
    assert fit_thresholds(scores, truth)[2] < 10


def test_nothing_said_and_nothing_there_is_no_division_by_zero() -> None:
    nothing = np.zeros((3, 2), bool)
    assert figures(nothing, nothing, ["a", "b"]).micro == 0.0
