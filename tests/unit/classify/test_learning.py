"""What is learned, and from whom."""

from dataclasses import replace

import numpy as np

from analyzer.classify import Background, Label, Lesson, Plan, Trained, View
from analyzer.classify.learning import folds_of, truth_of
from analyzer.classify.spaces import columns, fit_spaces, transform

from .conftest import ADS, SALE, TINY


def test_a_vendor_lies_in_one_fold_and_our_own_words_in_none() -> None:
    groups = [f"v{i % 7}" for i in range(70)] + [None, None]
    folds = folds_of(groups, Plan(folds=3))
    assert list(folds[-2:]) == [-1, -1]
    for vendor in set(groups[:-2]):
        assert len({folds[i] for i, group in enumerate(groups) if group == vendor}) == 1
    assert set(folds[:-2]) == {0, 1, 2}
    assert (folds_of(groups, Plan(folds=3)) == folds).all()


def test_held_out_probabilities_know_a_practice_from_other_vendors(trained: Trained) -> None:
    column = trained.truth.labels.index(ADS)
    stated = trained.truth.stated[:, column]
    assert trained.chances[stated, column].min() > trained.chances[~stated, column].max()


def test_a_label_of_too_few_vendors_is_not_learned(few_lessons: tuple[Lesson, ...]) -> None:
    rare = Label("terms.arbitration")
    one_vendor = [
        replace(lesson, stated=lesson.stated | {rare}) if lesson.group == "vendor0" else lesson
        for lesson in few_lessons
    ]
    assert truth_of(one_vendor, TINY).labels == (ADS, SALE)


def test_what_is_unknown_is_marked_so(few_lessons: tuple[Lesson, ...]) -> None:
    unsure = [
        replace(lesson, unknown=frozenset({SALE}), stated=lesson.stated - {SALE}) for lesson in few_lessons
    ]
    truth = truth_of([*unsure, *few_lessons], TINY)
    column = truth.labels.index(SALE)
    assert not truth.known[: len(unsure), column].any()
    assert truth.known[len(unsure) :, column].all()


def test_a_careful_label_needs_proof_to_stand_alone(trained: Trained, background: Background) -> None:
    cards = {card.label: card for card in trained.model.manifest.labels}
    assert SALE.practice_id in background.careful
    assert cards[SALE.practice_id].alone_from is None
    assert cards[ADS.practice_id].alone_from is not None


def test_each_space_has_its_columns_and_its_length(few_lessons: tuple[Lesson, ...]) -> None:
    seen = [lesson.view for lesson in few_lessons]
    spaces = fit_spaces(seen, [str(lesson.group) for lesson in few_lessons])
    matrix = transform(spaces, seen)
    for space in spaces:
        part = matrix[:, columns(spaces)[space.spec.name]]
        assert part.shape == (len(seen), len(space.ngrams))
        lengths = np.sqrt(np.asarray(part.multiply(part).sum(axis=1)).ravel())
        assert np.allclose(lengths[lengths > 0], space.spec.weight, atol=1e-5)
    assert transform(spaces, []).shape == (0, matrix.shape[1])


def test_words_around_a_clause_are_not_its_own() -> None:
    seen = [View(own="Advertisers.", headings="Sharing"), View(own="Sharing.", headings="Advertisers")] * 3
    spaces = fit_spaces(seen, ["a", "a", "b", "b", "c", "c"])
    matrix = transform(spaces, seen)
    assert (matrix[0] != matrix[1]).nnz > 0
