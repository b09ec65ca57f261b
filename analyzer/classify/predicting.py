"""What a trained model says of a document's segments, and the words that carry it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from analyzer.classify.calibrating import Array
from analyzer.classify.context import readable, views
from analyzer.classify.labels import Label
from analyzer.classify.model import Model
from analyzer.classify.spaces import WORD
from analyzer.classify.spaces import columns as places
from analyzer.classify.weighing import Opinion, opinion
from analyzer.core.documents import Document, Segment, Span
from analyzer.core.findings import Match, Prediction

_TOKEN = re.compile(WORD)
_MOST_WORDS = 3
_CANDIDATES = 12


def predict(
    document: Document, segments: Sequence[Segment], model: Model, matches: Iterable[Match] = ()
) -> tuple[Prediction, ...]:
    """Return what the model says where no rule does, in reading order.

    With `matches` it is silent on a practice in a segment in which a match speaks of it. Headings
    and repeated segments are left out.
    """
    return second_opinion(document, segments, matches, model).predictions


def second_opinion(
    document: Document, segments: Sequence[Segment], matches: Iterable[Match], model: Model
) -> Opinion:
    """Return the matches with the model's word weighed into their confidence, and its own predictions.

    Each prediction carries the words that speak most for it. The same document and model give the
    same opinion in every process.
    """
    read = readable(segments)
    if not read:
        return Opinion(matches=tuple(matches), predictions=())
    seen = views(document, read)
    matrix = model.ngrams(seen)
    said = opinion(read, model.probabilities(seen, matrix), matches, model.voice)
    rows = {segment.id: row for row, segment in enumerate(read)}
    columns = {label: column for column, label in enumerate(model.weights.labels)}
    told = tuple(
        replace(
            prediction,
            words=carrying_words(
                document,
                read[rows[prediction.segment_id]],
                model,
                matrix[rows[prediction.segment_id]],
                columns[Label(prediction.label, prediction.asserted)],
            ),
        )
        for prediction in said.predictions
    )
    return Opinion(matches=said.matches, predictions=told)


def probabilities(document: Document, segments: Sequence[Segment], model: Model) -> Array:
    """Return every calibrated probability: one row a readable segment, one column a label."""
    seen = views(document, readable(segments))
    return model.probabilities(seen, model.ngrams(seen))


def carrying_words(
    document: Document, segment: Segment, model: Model, row: Any, column: int
) -> tuple[Span, ...]:
    """Return the spans of the segment's words that speak most for a label, strongest first.

    They are the word n-grams with the largest product of value and coefficient; they never overlap,
    and all lie within the segment.
    """
    place = places(model.weights.spaces)["words"]
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
