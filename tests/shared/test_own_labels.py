"""Our own labels find back to their clauses in the real pages."""

import json
from pathlib import Path

import pytest

from analyzer.evaluate.labels import Part, load_labels, write_gold
from analyzer.evaluate.lessons import read_lessons, vendor_of
from analyzer.pipeline import KitPaths, load_kit

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "data" / "labels"

pytestmark = pytest.mark.shared


def test_every_label_has_its_words_in_our_reading(shared_dir: Path, tmp_path: Path) -> None:
    files = load_labels(LABELS)
    names = write_gold(files, shared_dir / "documents", tmp_path, parts=tuple(Part))
    assert len(names) == len(files) == 42
    rows = found = 0
    for name in names:
        text = "".join((tmp_path / f"{name}.txt").read_text(encoding="utf-8").split())
        for line in (tmp_path / "labels" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            quote = json.loads(line)["quote"].split(" … ")
            rows += 1
            found += all("".join(part.split()) in text for part in quote)
    assert rows == 3230
    assert found >= 0.99 * rows


def test_no_vendor_of_the_measuring_documents_is_labelled(shared_dir: Path) -> None:
    dev = {vendor_of(path.stem) for path in (shared_dir / "gold" / "dev").glob("*.txt")}
    assert not dev & {vendor_of(file.name) for file in load_labels(LABELS)}


def test_lessons_come_from_corpus_and_own_labels_vendor_by_vendor(shared_dir: Path, tmp_path: Path) -> None:
    kit = load_kit(KitPaths(rules=ROOT / "rules", profile=ROOT / "data" / "profiles" / "massachusetts.yaml"))
    corpus, own = tmp_path / "corpus", tmp_path / "own"
    (corpus / "labels").mkdir(parents=True)
    own.mkdir()
    name = "tosdr--hypothesis--privacy-policy-for-learning"
    for part, suffix in (("", "txt"), ("labels/", "jsonl")):
        content = (shared_dir / "gold" / "train" / f"{part}{name}.{suffix}").read_bytes()
        (corpus / f"{part}{name}.{suffix}").write_bytes(content)
    for other in ("tosdr--hypothesis--privacy-policy", "tosdr--powerschool--terms-of-use"):
        (own / f"{other}.jsonl").write_bytes((LABELS / f"{other}.jsonl").read_bytes())
    one, two = read_lessons(corpus, shared_dir / "documents", own, kit)
    assert {lesson.group for lesson in (*one.lessons, *two.lessons)} == {"hypothesis"}
    stated = {label.practice_id for lesson in two.lessons for label in lesson.stated}
    labelled = {row.practice for f in load_labels(own) if f.name == two.name for row in f.rows if row.certain}
    assert stated == labelled
    (held,) = read_lessons(
        corpus, shared_dir / "documents", own, kit, parts=(Part.HELD,), without=["hypothesis"]
    )
    assert held.name == "tosdr--powerschool--terms-of-use"
