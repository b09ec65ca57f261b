"""What a trained model says of a document's segments, and the words that carry it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from analyzer.classify.context import readable, views
from analyzer.classify.labels import Label
from analyzer.classify.model import Model
from analyzer.classify.spaces import WORD, columns, transform
from analyzer.core.documents import Document, Segment, Span
from analyzer.core.findings import Match, Prediction

_TOKEN = re.compile(WORD)
_MOST_WORDS = 3
_CANDIDATES = 12
_DIGITS = 4


def predict(
    document: Document, segments: Sequence[Segment], model: Model, matches: Iterable[Match] = ()
) -> tuple[Prediction, ...]:
    """Return the model's predictions of a document, in reading order.

    A label is predicted of a segment where its probability reaches the manifest's floor and either
    the model may state it alone, or `matches` holds a match of its practice in that segment. Below
    its `alone_from` a prediction with no match beside it is kept under 0.5: a doubt, no finding.
    Headings and repeated segments are left out.
    """
    read = readable(segments)
    if not read:
        return ()
    matrix = transform(model.weights.spaces, views(document, read))
    chances = model.probabilities(matrix)
    seen = {(m.segment_id, m.practice_id) for m in matches}
    found: list[Prediction] = []
    for row, column in np.argwhere(chances >= model.manifest.floor):
        label = model.weights.labels[column]
        beside = (read[row].id, label.practice_id) in seen
        said = _said(model, label, float(chances[row, column]), beside=beside)
        if said is not None:
            words = carrying_words(document, read[row], model, matrix[row], int(column))
            found.append(_prediction(model, label, read[row], said, words))
    return tuple(found)


def probabilities(
    document: Document, segments: Sequence[Segment], model: Model
) -> dict[tuple[int, Label], float]:
    """Return every calibrated probability of a document, by segment id and label."""
    read = readable(segments)
    if not read:
        return {}
    chances = model.probabilities(transform(model.weights.spaces, views(document, read)))
    return {
        (segment.id, label): float(chances[row, column])
        for row, segment in enumerate(read)
        for column, label in enumerate(model.weights.labels)
    }


def carrying_words(
    document: Document, segment: Segment, model: Model, row: Any, column: int
) -> tuple[Span, ...]:
    """Return the spans of the segment's words that speak most for a label, strongest first.

    They are the word n-grams with the largest product of value and coefficient; they never overlap,
    and all lie within the segment.
    """
    place = columns(model.weights.spaces)["words"]
    space = next(s for s in model.weights.spaces if s.spec.name == "words")
    part = row[:, place]
    pull = part.data * model.coefficients[place, column][part.indices]
    order = sorted(range(len(pull)), key=lambda i: (-pull[i], space.ngrams[part.indices[i]]))
    tokens = [
        (m.group().lower(), segment.span.start + m.start(), segment.span.start + m.end())
        for m in _TOKEN.finditer(segment.span.of(document.text))
    ]
    kept: list[Span] = []
    for i in order[:_CANDIDATES]:
        if pull[i] <= 0 or len(kept) == _MOST_WORDS:
            break
        span = _located(space.ngrams[part.indices[i]].split(), tokens)
        if span and all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(kept)


def _located(ngram: Sequence[str], tokens: Sequence[tuple[str, int, int]]) -> Span | None:
    """Return where the n-gram first stands among the tokens (word, start, end)."""
    size = len(ngram)
    for first in range(len(tokens) - size + 1):
        if [token[0] for token in tokens[first : first + size]] == list(ngram):
            return Span(tokens[first][1], tokens[first + size - 1][2])
    return None


def _said(model: Model, label: Label, chance: float, *, beside: bool) -> float | None:
    """Return the probability that may be told, None for silence."""
    if beside:
        return round(chance, _DIGITS)
    alone_from = model.cards[label].alone_from
    if alone_from is None:
        return None
    doubt = 0.5 - 10**-_DIGITS
    return round(chance if chance >= alone_from else min(chance, doubt), _DIGITS)


def _prediction(
    model: Model, label: Label, segment: Segment, chance: float, words: tuple[Span, ...]
) -> Prediction:
    return Prediction(
        label=label.practice_id,
        asserted=label.asserted,
        probability=chance,
        segment_id=segment.id,
        model_id=model.id,
        words=words,
    )
