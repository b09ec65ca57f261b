"""The classifier on files in the form of public benchmarks; every text here is invented."""

import json
from pathlib import Path

import pytest

from analyzer.classify.topics import Taught
from analyzer.core.errors import UsageError
from analyzer.evaluate.benchmarks import Asked, grouped_folds, measure_benchmark, read_taught
from analyzer.evaluate.kinship import without_kin

SAYS = {
    "keeping": "we keep the {} for {} days and erase it then",
    "sharing": "partners of ours receive the {} {} times a year",
    "leaving": "you may close the account of the {} within {} weeks",
}
THINGS = ("drawing", "photo", "essay", "score", "recording", "timetable", "badge", "message")
NOTHING = "the {} opens at {} in the morning"


def _silent(_: str) -> None: ...


def _rows(docs: int, *, offset: int = 0) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for doc in range(docs):
        for number, thing in enumerate(THINGS):
            label = list(SAYS)[(doc + number) % 3]
            count = offset + doc * 10 + number
            made.append(
                {"doc": f"d{offset}-{doc}", "text": SAYS[label].format(thing, count), "labels": [label]}
            )
            made.append({"doc": f"d{offset}-{doc}", "text": NOTHING.format(thing, count), "labels": []})
    return made


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_folds_measure_what_was_learned(tmp_path: Path) -> None:
    train = _write(tmp_path / "train.jsonl", _rows(8))
    told: list[str] = []
    measured = measure_benchmark(Asked(benchmark="unfair-tos", train=train, folds=4), told.append)
    assert (measured.texts, measured.groups) == (128, 8)
    assert measured.figures.macro > 0.95
    assert [one.label for one in measured.figures.labels] == [*sorted(SAYS), "(no label)"]
    assert "fold 4 of 4" in told
    assert "macro F1" in measured.table()
    assert measured.as_dict()["labels"]["keeping"]["n"] == 21


def test_a_test_file_is_read_by_what_the_other_taught(tmp_path: Path) -> None:
    train, test = (
        _write(tmp_path / "train.jsonl", _rows(6)),
        _write(tmp_path / "t.jsonl", _rows(2, offset=900)),
    )
    measured = measure_benchmark(Asked(benchmark="opp115", train=train, test=test), _silent)
    assert measured.texts == 32
    assert measured.figures.micro > 0.9
    again = measure_benchmark(Asked(benchmark="opp115", train=train, test=test), _silent)
    assert again == measured


def test_one_intent_a_text_is_the_highest_one(tmp_path: Path) -> None:
    rows = [row | {"labels": row["labels"] or ["Other"]} for row in _rows(6)]
    measured = measure_benchmark(
        Asked(benchmark="policyie", train=_write(tmp_path / "p.jsonl", rows), folds=3), _silent
    )
    assert measured.figures.micro > 0.95
    assert sum(one.count for one in measured.figures.labels) == measured.texts


def test_a_helper_helps_and_never_holds_the_benchmark(tmp_path: Path) -> None:
    own = _rows(8)
    others = [
        {"text": f"{t} number {n}: {says}", "labels": [says.split()[0]]}
        for n in range(20)
        for t in THINGS
        for says in ("erased after some days", "received by partners yearly")
    ]
    helper = _write(tmp_path / "helper.jsonl", [*others, *own])
    asked = Asked(benchmark="opp115", train=_write(tmp_path / "train.jsonl", own), folds=3, beside=(helper,))
    told: list[str] = []
    measured = measure_benchmark(asked, told.append)
    assert measured.helpers == ("helper",)
    assert told[0].startswith(f"helper helper: {len(others)} of {len(others) + len(own)} texts")
    assert measured.figures.micro > 0.9


def test_a_helper_that_is_the_benchmark_itself_is_refused(tmp_path: Path) -> None:
    file = _write(tmp_path / "train.jsonl", _rows(3))
    with pytest.raises(UsageError, match=r"Nothing is left of train\.jsonl"):
        measure_benchmark(Asked(benchmark="opp115", train=file, folds=3, beside=(file,)), _silent)


def test_documents_that_were_copied_from_are_left_out(tmp_path: Path) -> None:
    long = "we keep the {} of every pupil in a locked cupboard beside the {} door of the school"
    texts = [{"doc": "same", "text": long.format(t, t), "labels": ["keeping"]} for t in THINGS]
    altered = [{"doc": "kin", "text": texts[0]["text"], "labels": []}]
    altered.append(
        {"doc": "kin", "text": "a sentence that stands nowhere else but in this document", "labels": []}
    )
    stranger = [
        {"doc": "far", "text": "an entirely different sentence about ferries and lighthouses", "labels": []}
    ]
    others = read_taught(_write(tmp_path / "o.jsonl", [*altered, *stranger]))
    assert [one.group for one in without_kin(others, [str(t["text"]) for t in texts])] == ["far"]


def test_folds_keep_documents_together_and_texts_of_the_same_words() -> None:
    rows = _rows(5)
    taught = [_taught(row) for row in rows]
    folds = grouped_folds(taught, 5, 0)
    assert all(
        len({f for f, t in zip(folds, taught, strict=True) if t.group == g}) == 1
        for g in {t.group for t in taught}
    )
    assert sorted(set(folds.tolist())) == [0, 1, 2, 3, 4]
    with pytest.raises(UsageError, match="cannot be made"):
        grouped_folds(taught, 6, 0)


def _taught(row: dict[str, object]) -> Taught:
    return Taught(text=str(row["text"]), labels=frozenset(), group=str(row["doc"]))


def test_lines_that_a_spreadsheet_spoiled_are_left_out_and_line_separators_kept(tmp_path: Path) -> None:
    rows = [{"text": "#NAME?", "labels": ["a"]}, {"text": "Two\u2028lines.", "labels": ["a"]}]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    (one,) = read_taught(path)
    assert one.text == "Two\u2028lines."
    assert one.group == "two lines"


def test_what_is_no_benchmark_is_said(tmp_path: Path) -> None:
    file = _write(tmp_path / "x.jsonl", [{"text": "no labels here"}])
    with pytest.raises(UsageError, match=r"x\.jsonl:1: not a labelled text"):
        read_taught(file)
    with pytest.raises(UsageError, match="There is no file"):
        read_taught(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="Choose one of: opp115, unfair-tos, policyie"):
        measure_benchmark(Asked(benchmark="imagenet", train=file, folds=5), _silent)
