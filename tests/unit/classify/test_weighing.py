"""What the model may say beside a rule, and alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.classify.labels import Label
from analyzer.classify.manifest import Weighing
from analyzer.classify.weighing import Voice, confidences, fit_weighing, opinion
from analyzer.core.documents import Segment, SegmentKind, Span
from analyzer.core.findings import Asserted, Match

WEIGHING = Weighing(bias=0.5, rule=0.7, model=0.4, alone_bias=-0.5, alone_model=0.9)
ADS, SALE, UNKNOWN = "ads.targeted", "sale.no_sale_commitment", "terms.arbitration"
VOICE = Voice(
    model_id="m",
    labels=(Label(ADS), Label(SALE)),
    alone_from=(0.6, None),
    floor=0.35,
    weighing=WEIGHING,
)
SEGMENTS = tuple(Segment(id=i + 10, kind=SegmentKind.SENTENCE, span=Span(i, i + 1)) for i in range(2))


def _match(practice: str, segment_id: int, confidence: float = 0.9) -> Match:
    return Match(
        practice_id=practice,
        pattern="p",
        segment_id=segment_id,
        span=Span(0, 1),
        asserted=Asserted.AFFIRMS,
        confidence=confidence,
        reasons=("seen",),
    )


def _chances(ads: float, sale: float) -> np.ndarray:
    return np.array([[ads, sale], [0.001, 0.001]])


def test_agreement_raises_and_doubt_lowers_the_rules_confidence() -> None:
    sure = opinion(SEGMENTS, _chances(0.95, 0), [_match(ADS, 10)], VOICE).matches[0]
    torn = opinion(SEGMENTS, _chances(0.001, 0), [_match(ADS, 10)], VOICE).matches[0]
    assert sure.confidence > 0.9 > torn.confidence
    assert "agrees" in sure.reasons[-1]
    assert "doubts" in torn.reasons[-1]
    assert sure.reasons[0] == torn.reasons[0] == "seen"
    assert replace(sure, confidence=0.9, reasons=("seen",)) == _match(ADS, 10)


def test_a_conflict_of_readings_is_told() -> None:
    voice = replace(VOICE, labels=(Label(ADS), Label(ADS, Asserted.DENIES)))
    (torn,) = opinion(SEGMENTS, _chances(0.1, 0.8), [_match(ADS, 10)], voice).matches
    (sure,) = opinion(SEGMENTS, _chances(0.9, 0.8), [_match(ADS, 10)], voice).matches
    assert "reads it the other way, 0.80 to 0.10" in torn.reasons[-1]
    assert "agrees" in sure.reasons[-1]


def test_the_model_is_silent_where_a_rule_speaks() -> None:
    said = opinion(SEGMENTS, _chances(0.99, 0), [_match(ADS, 10)], VOICE)
    assert said.predictions == ()


def test_a_label_that_may_never_stand_alone_is_never_told() -> None:
    assert opinion(SEGMENTS, _chances(0, 0.9999), (), VOICE).predictions == ()


def test_under_its_threshold_the_model_only_doubts() -> None:
    told = {
        chance: opinion(SEGMENTS, _chances(chance, 0), (), VOICE).predictions for chance in (0.5, 0.68, 0.95)
    }
    assert [p.label for p in told[0.95]] == [ADS]
    assert told[0.95][0].probability >= 0.6
    assert 0.35 <= told[0.68][0].probability < 0.5
    assert told[0.5][0].probability < 0.5
    assert opinion(SEGMENTS, _chances(0.2, 0), (), VOICE).predictions == ()


def test_matches_the_model_knows_nothing_of_are_left_as_they_are() -> None:
    strange = (_match(UNKNOWN, 10), _match(ADS, 99))
    assert opinion(SEGMENTS, _chances(0.9, 0.9), strange, VOICE).matches == strange


@given(
    st.floats(0, 1),
    st.floats(0.05, 0.99),
    st.floats(0.05, 0.99),
)
def test_a_surer_rule_never_makes_us_less_sure(chance: float, rule: float, other: float) -> None:
    low, high = sorted((rule, other))
    said = confidences(np.array([chance, chance]), np.array([low, high]), WEIGHING)
    assert 0 <= said[0] <= said[1] <= 0.99


def test_fitted_weighing_learns_how_often_each_was_right() -> None:
    drawn = np.random.default_rng(0)
    chances = drawn.random((6000, 1))
    rule = np.where(drawn.random((6000, 1)) < 0.5, 0.9, 0.0)
    stated = drawn.random((6000, 1)) < np.where(rule > 0, 0.5 + chances / 2, chances**2)
    fitted = fit_weighing(chances, rule, rule == 0, stated, np.ones_like(stated))
    said = confidences(chances, rule, fitted)
    for part in (rule > 0, rule == 0):
        assert said[part].mean() == pytest.approx(stated[part].mean(), abs=0.03)
    assert fitted.model > 0
    assert fitted.alone_model > 0
