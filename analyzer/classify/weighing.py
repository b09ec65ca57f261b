"""What the model may say: beside a rule it weighs, alone it speaks only where it proved right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyzer.classify.calibrating import Array, fit_logistic, logit, sigmoid
from analyzer.classify.labels import Label
from analyzer.classify.manifest import Weighing
from analyzer.core.documents import Segment
from analyzer.core.findings import Asserted, Match, Prediction

_DIGITS = 4
_HEARD = 0.05  # the curve of lone predictions is fitted where the model says anything at all
_CERTAIN_AT_MOST = 0.99
_COUNTS_FROM = 0.5
_OTHER_WAY = {Asserted.AFFIRMS: Asserted.DENIES, Asserted.DENIES: Asserted.AFFIRMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a model may speak: for each label the confidence from which it may state it alone, or None."""

    model_id: str
    labels: tuple[Label, ...]
    alone_from: tuple[float | None, ...]
    floor: float
    weighing: Weighing


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The rules' matches with the model's word weighed in, and what the model says beside them.

    No prediction speaks of a practice in a segment in which a match does.
    """

    matches: tuple[Match, ...]
    predictions: tuple[Prediction, ...]


def fit_weighing(
    chances: Array,
    rule: Array,
    silent: NDArray[np.bool_],
    stated: NDArray[np.bool_],
    known: NDArray[np.bool_],
) -> Weighing:
    """Return the weighing fitted on clauses that the model did not learn from.

    All are arrays of one row a clause and one column a label: the model's out-of-fold probability,
    the confidence of the rules' match (0: none), where the rules are to count as silent, whether the
    label is stated, and whether we know.
    """
    beside = known & (rule > 0)
    alone = known & silent & (chances > _HEARD)
    both = np.column_stack([logit(rule[beside]), logit(chances[beside])])
    bias, by_rule, by_model = fit_logistic(
        both, stated[beside].astype(np.float64), towards=np.array([0.0, 1.0, 0.0]), pull=1.0
    )
    alone_bias, alone_model = fit_logistic(
        logit(chances[alone])[:, None],
        stated[alone].astype(np.float64),
        towards=np.array([0.0, 1.0]),
        pull=1.0,
    )
    return Weighing(
        bias=round(float(bias), _DIGITS),
        rule=round(float(by_rule), _DIGITS),
        model=round(float(by_model), _DIGITS),
        alone_bias=round(float(alone_bias), _DIGITS),
        alone_model=round(float(alone_model), _DIGITS),
    )


def confidences(chances: Array, rule: Array, weighing: Weighing) -> Array:
    """Return one confidence a cell of rules and model together; `rule` is 0 where no rule spoke."""
    beside = weighing.bias + weighing.rule * logit(np.maximum(rule, _HEARD)) + weighing.model * logit(chances)
    alone = weighing.alone_bias + weighing.alone_model * logit(chances)
    return np.minimum(sigmoid(np.where(rule > 0, beside, alone)), _CERTAIN_AT_MOST)


def opinion(segments: Sequence[Segment], chances: Array, matches: Iterable[Match], voice: Voice) -> Opinion:
    """Return what rules and model say together of segments with these probabilities.

    `chances` has one row a segment and one column a label of the voice. A lone prediction under its
    label's `alone_from` is kept under 0.5, and one under the floor is not told.
    """
    heard = tuple(matches)
    rows = {segment.id: row for row, segment in enumerate(segments)}
    columns = {label: column for column, label in enumerate(voice.labels)}
    weighed = tuple(
        _weighed(match, chances[rows[match.segment_id]], columns, voice)
        if match.segment_id in rows
        else match
        for match in heard
    )
    spoken = {(match.segment_id, match.practice_id) for match in heard}
    alone = confidences(chances, np.zeros_like(chances), voice.weighing)
    told = [
        _alone(segments[row], float(alone[row, column]), int(column), voice)
        for row, column in np.argwhere(alone >= voice.floor).tolist()
        if voice.alone_from[column] is not None
        and (segments[row].id, voice.labels[column].practice_id) not in spoken
    ]
    return Opinion(matches=weighed, predictions=tuple(told))


def _weighed(match: Match, chances: Array, columns: dict[Label, int], voice: Voice) -> Match:
    """Return the match with the confidence that rule and model have together."""
    label = Label(match.practice_id, match.asserted)
    if label not in columns:
        return match
    chance = chances[columns[label]]
    sure = confidences(np.array([chance]), np.array([match.confidence]), voice.weighing)[0]
    word = _word(float(chance), voice.weighing)
    contrary = columns.get(Label(match.practice_id, _OTHER_WAY[match.asserted]))
    if contrary is not None and chances[contrary] >= max(chance, voice.weighing.agrees):
        word = f"reads it the other way, {chances[contrary]:.2f} to {chance:.2f}"
    return replace(
        match,
        confidence=round(float(sure), _DIGITS),
        reasons=(*match.reasons, f"the model {word} ({chance:.2f}; {voice.model_id})"),
    )


def _word(chance: float, weighing: Weighing) -> str:
    if chance >= weighing.agrees:
        return "agrees"
    return "doubts it" if chance < weighing.doubts else "is not sure"


def _alone(segment: Segment, sure: float, column: int, voice: Voice) -> Prediction:
    least = voice.alone_from[column]
    told = sure if least is not None and sure >= least else min(sure, _COUNTS_FROM - 10**-_DIGITS)
    return Prediction(
        label=voice.labels[column].practice_id,
        asserted=voice.labels[column].asserted,
        probability=round(told, _DIGITS),
        segment_id=segment.id,
        model_id=voice.model_id,
    )
