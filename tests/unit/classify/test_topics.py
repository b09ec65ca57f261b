"""The linear half on bare texts, with and without helpers."""

import numpy as np

from analyzer.classify.topics import Taught, learn_helper, learn_topics, truth_table

THINGS = [f"thing{number}" for number in range(60)]


def _taught(offset: int = 0) -> list[Taught]:
    kept = [Taught(text=f"We keep {t} for a year.", labels=frozenset({"keep"}), group=t) for t in THINGS]
    sold = [Taught(text=f"Nobody buys {t} from us.", labels=frozenset({"sell"}), group=t) for t in THINGS]
    return [*kept[offset:], *sold[offset:]]


def test_topics_are_told_apart_without_help() -> None:
    taught = _taught()
    learned = learn_topics(taught, ["keep", "sell"], np.zeros((len(taught), 0)))
    scores = learned.scores(["They keep it for a year", "Nobody buys it"], np.zeros((2, 0)))
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_the_truth_is_a_row_a_text_and_a_column_a_label() -> None:
    truth = truth_table(_taught(58), ["keep", "sell", "lend"])
    assert truth.tolist() == [[True, False, False]] * 2 + [[False, True, False]] * 2


def test_a_helper_reads_text_and_sentences_and_keeps_to_common_labels() -> None:
    taught = [*_taught(), *_taught(), Taught(text="rare", labels=frozenset({"rare"}), group="r")]
    helper = learn_helper("other", taught)
    assert helper.labels == ("keep", "sell")
    texts = ["We keep it for a year. Nobody buys it from us at all.", "Nobody buys it from us."]
    features = helper.features(texts)
    assert features.shape == (2, 6)
    whole, highest, mean = features[:, :2], features[:, 2:4], features[:, 4:]
    assert (highest >= mean).all()
    assert highest[0, 0] > whole[0, 0]  # one sentence of the two says it outright
    assert np.allclose(highest[1], whole[1])
    assert highest[0].min() > 0


def test_help_decides_where_words_say_nothing() -> None:
    taught = [
        Taught(text="same words", labels=frozenset({"a"} if n % 2 else set()), group=str(n))
        for n in range(40)
    ]
    help_of = np.array([[float(n % 2)] for n in range(40)])
    learned = learn_topics(taught, ["a"], help_of)
    low, high = learned.scores(["same words", "same words"], np.array([[0.0], [1.0]]))[:, 0]
    assert high > 0 > low


def test_a_label_that_no_text_has_is_refused() -> None:
    taught = _taught()
    learned = learn_topics(taught, ["none"], np.zeros((len(taught), 0)))
    assert learned.scores(["We keep it"], np.zeros((1, 0)))[0, 0] < 0
