"""Scores become probabilities that mean what they say."""

import numpy as np

from analyzer.classify.calibrating import (
    calibration_error,
    fit_calibration,
    fit_logistic,
    logit,
    reliability,
    sigmoid,
)


def test_logit_undoes_sigmoid() -> None:
    values = np.linspace(-8, 8, 33)
    assert np.allclose(logit(sigmoid(values)), values, atol=1e-6)


def test_logistic_finds_the_curve_that_made_the_data() -> None:
    drawn = np.random.default_rng(1)
    x = drawn.normal(size=20000)
    truth = (drawn.random(20000) < sigmoid(-1.0 + 2.0 * x)).astype(float)
    weights = fit_logistic(x[:, None], truth, towards=np.zeros(2), pull=1e-6)
    assert np.allclose(weights, [-1.0, 2.0], atol=0.1)


def test_label_without_examples_keeps_near_the_common_curve() -> None:
    drawn = np.random.default_rng(2)
    scores = drawn.normal(size=(4000, 2))
    truth = np.zeros((4000, 2), bool)
    truth[:, 0] = drawn.random(4000) < sigmoid(3 * scores[:, 0])
    known = np.ones((4000, 2), bool)
    known[5:, 1] = False  # five clauses are all we know of the second label, none states it
    curves = fit_calibration(scores, truth, known)
    assert np.isfinite(curves).all()
    assert abs(curves[0, 1] - 3) < 0.4
    assert curves[1, 1] > 0.5


def test_calibrated_probabilities_hold_as_often_as_they_say() -> None:
    drawn = np.random.default_rng(3)
    scores = drawn.normal(size=(30000, 1)) * 3
    truth = drawn.random((30000, 1)) < sigmoid(scores * 0.5 - 1)
    curves = fit_calibration(scores, truth, np.ones_like(truth))
    said = sigmoid(scores * curves[:, 1] + curves[:, 0])[:, 0]
    assert calibration_error(reliability(said, truth[:, 0])) < 0.02
    overbold = sigmoid(scores)[:, 0]
    assert calibration_error(reliability(overbold, truth[:, 0])) > 0.1


def test_reliability_counts_every_cell_once() -> None:
    said = np.array([0.0, 0.05, 0.5, 0.55, 1.0])
    held = np.array([False, False, True, False, True])
    bins = reliability(said, held)
    assert sum(b.count for b in bins) == 5
    assert [b.count for b in bins] == [2, 2, 1]
    assert bins[1].held == 0.5
    assert calibration_error(()) == 0.0
