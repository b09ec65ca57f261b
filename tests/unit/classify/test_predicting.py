"""Predictions, their words, and that nothing but the text decides them."""

import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from analyzer.classify import Model, Trained, load_model, predict, probabilities, second_opinion
from analyzer.core.documents import SegmentKind, Span
from analyzer.core.findings import Asserted, Match

from .conftest import ADS, SALE, page

CLAUSE = "We show targeted advertising based on your interests, as you will see."
PROMISE = "We will never sell your personal information, and this is our promise."
IDLE = "Click the blue button to begin."
ROOT = Path(__file__).resolve().parents[3]


def _free(model: Model) -> Model:
    """Let every label of the small model speak alone: six vendors prove little."""
    cards = tuple(card.model_copy(update={"alone_from": 0.5}) for card in model.manifest.labels)
    return replace(model, manifest=model.manifest.model_copy(update={"labels": cards, "floor": 0.2}))


def test_the_clause_is_found_and_its_words_lie_in_it(trained: Trained) -> None:
    document, segments = page(IDLE, CLAUSE)
    said = predict(document, segments, _free(trained.model))
    assert [(p.label, p.segment_id) for p in said] == [(ADS.practice_id, 1)]
    words = [span.of(document.text) for span in said[0].words]
    assert words
    assert all(segments[1].span.covers(span) for span in said[0].words)
    assert "advertising" in " ".join(words) or "interests" in " ".join(words)
    ordered = sorted(said[0].words, key=lambda s: s.start)
    assert all(a.end <= b.start for a, b in pairwise(ordered))


def test_headings_and_second_copies_say_nothing(trained: Trained) -> None:
    document, (first, second) = page(CLAUSE, CLAUSE)
    segments = (replace(first, kind=SegmentKind.HEADING), replace(second, repeats=0))
    assert predict(document, segments, _free(trained.model)) == ()
    assert predict(document, (), trained.model) == ()


def test_a_promise_not_to_sell_is_told_only_beside_a_rule(trained: Trained) -> None:
    document, segments = page(PROMISE, IDLE)
    labels = trained.model.weights.labels
    assert probabilities(document, segments, trained.model)[0, labels.index(SALE)] > 0.5
    assert predict(document, segments, trained.model) == ()
    seen = Match(
        practice_id=SALE.practice_id,
        pattern="p",
        segment_id=0,
        span=Span(0, len(PROMISE)),
        asserted=Asserted.AFFIRMS,
    )
    said = second_opinion(document, segments, [seen], trained.model)
    assert said.predictions == ()
    assert said.matches[0].span == seen.span
    assert trained.model.id in said.matches[0].reasons[-1]


def test_a_segment_is_read_alike_alone_and_among_others(trained: Trained) -> None:
    together, segments = page(CLAUSE, IDLE, PROMISE)
    alone, one = page(CLAUSE)
    first = probabilities(together, segments, trained.model)[0]
    assert (first == probabilities(alone, one, trained.model)[0]).all()


def test_another_process_says_the_same(folder: Path, tmp_path: Path) -> None:
    document, segments = page(CLAUSE, IDLE, PROMISE)
    model = load_model(folder)
    here = (predict(document, segments, model), probabilities(document, segments, model).tolist())
    (tmp_path / "page").write_bytes(pickle.dumps((document, segments)))
    code = (
        "import pickle, sys; from pathlib import Path; from analyzer.classify import *;"
        "d, s = pickle.loads(Path(sys.argv[1]).read_bytes()); m = load_model(Path(sys.argv[2]));"
        "sys.stdout.buffer.write(pickle.dumps((predict(d, s, m), probabilities(d, s, m).tolist())))"
    )
    for threads in ("1", "4"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "page"), str(folder)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": threads},
        )
        assert pickle.loads(done.stdout) == here  # noqa: S301  our own process wrote it


def test_odd_letters_keep_their_places(trained: Trained) -> None:
    document, segments = page("\u0130\u0130\u0130 \U0001f600 " + CLAUSE)
    for prediction in predict(document, segments, _free(trained.model)):
        for span in prediction.words:
            assert span.of(document.text).lower() in CLAUSE.lower()
