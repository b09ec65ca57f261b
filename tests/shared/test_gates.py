"""The gates on real documents: nothing of the clear classes is scored, no full document refused."""

from pathlib import Path

import pytest

from analyzer.core.documents import ReadingStatus
from analyzer.evaluate.gates import CLEAR_CLASSES, READ_BY_HAND, measure_gates, read_file

pytestmark = pytest.mark.shared


def test_clear_classes_are_never_scored(shared_dir: Path) -> None:
    negatives = shared_dir / "documents" / "negatives"
    files = [one for one in sorted(negatives.iterdir()) if one.name.partition("--")[0] in CLEAR_CLASSES]
    assert len(files) > 70
    scored = {one.name for one in files if read_file(one).status.scored}
    assert scored <= READ_BY_HAND


def test_languages_are_named(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "documents" / "negatives").glob("non_english--*")):
        document = read_file(file)
        assert document.status is ReadingStatus.WRONG_LANGUAGE, file.name
        assert document.language not in {"en", None}, file.name


def test_glued_words_are_garbled(shared_dir: Path) -> None:
    glued = sorted((shared_dir / "documents" / "html").glob("tosdr--honorlock--*"))
    assert [read_file(one).status for one in glued] == [ReadingStatus.GARBLED] * len(glued)
    assert glued


def test_every_negative_is_read_or_says_why(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "documents" / "negatives").iterdir()):
        document = read_file(file)
        assert document.status is ReadingStatus.READ or document.notices, file.name


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_full_documents_are_hardly_ever_refused(shared_dir: Path) -> None:
    scores = measure_gates(shared_dir / "documents")
    assert scores.scored == ()
    assert sum(count for _, count in scores.full) > 700
    assert scores.refused_share <= 0.01
