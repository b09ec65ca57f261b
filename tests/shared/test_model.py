"""The shipped classifier on real documents: what its manifest claims, measured again."""

import json
from pathlib import Path

import pytest

from analyzer.classify import card, load_model
from analyzer.evaluate.lessons import example_lessons, read_labelled
from analyzer.evaluate.model import careful_practices, measure_model
from analyzer.pipeline import KitPaths, load_kit

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "models" / "linear"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def kit() -> object:
    return load_kit(KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml"))


@pytest.mark.slow
def test_both_readers_together_find_more_than_the_rules(shared_dir: Path, kit) -> None:
    rules, model, both = measure_model(shared_dir / "gold" / "dev", kit, load_model(FOLDER))
    assert (rules.reader, model.reader, both.reader) == ("rules", "model", "both")
    assert both.documents == 18
    assert both.clause_f1 > rules.clause_f1
    assert both.document_f1 > rules.document_f1 - 0.01
    assert both.clause_recall > rules.clause_recall
    assert both.wrong_sale_claims <= rules.wrong_sale_claims
    assert model.wrong_sale_claims == 0


def test_labels_are_found_in_our_segments(shared_dir: Path, kit) -> None:
    folder = shared_dir / "gold" / "train"
    name = "tosdr--edpuzzle--privacy-policy"
    away = {p.stem.split("--")[1] for p in folder.glob("*--*--*.txt")} - {"edpuzzle"} | {"classdojo-repo"}
    (document,) = (d for d in read_labelled(folder, kit, without=away) if d.name == name)
    rows = [json.loads(line) for line in (folder / "labels" / f"{name}.jsonl").read_text().splitlines()]
    sure = {row["practice"] for row in rows if row["certain"]}
    found = {label.practice_id for lesson in document.lessons for label in lesson.stated}
    assert found <= sure
    assert len(found) >= 0.95 * len(sure)
    assert len(document.lessons) == len(document.segments)


def test_no_sentence_of_others_lies_in_the_model(shared_dir: Path) -> None:
    ngrams = json.loads((FOLDER / "vocabulary.json").read_text(encoding="utf-8"))["ngrams"]
    assert max(len(ngram.split()) for part in ngrams.values() for ngram in part) <= 3
    manifest = load_model(FOLDER).manifest
    assert manifest.fewest_vendors >= 3


def test_the_card_is_fresh_and_the_model_small() -> None:
    model = load_model(FOLDER)
    assert (FOLDER / "card.md").read_text(encoding="utf-8") == card(model)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 10_000_000


def test_what_decides_alone_is_never_told_by_the_model_alone_unproved(kit) -> None:
    careful = careful_practices(kit.rulebook)
    assert "sale.sells_student_data" in careful
    for label in load_model(FOLDER).manifest.labels:
        if label.label.partition(":")[0] in careful and label.alone_from is not None:
            assert label.alone_said >= 10
            assert label.alone_right >= 0.9 * label.alone_said


def test_every_practice_with_an_example_teaches(kit) -> None:
    lessons = example_lessons(kit.rulebook)
    taught = {label.practice_id for lesson in lessons for label in lesson.stated}
    assert len(taught) >= 0.9 * len(kit.rulebook.practices)
    assert all(lesson.group is None and not lesson.stated & lesson.unknown for lesson in lessons)
