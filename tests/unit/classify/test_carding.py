"""The card says what the manifest says."""

from pathlib import Path

import pytest

from analyzer.classify import Score, Trained, card, load_model, save_scores
from analyzer.core.errors import ModelError

SCORE = Score(
    on="invented",
    reader="both",
    documents=18,
    document_f1=0.871,
    document_decisive_f1=0.9,
    clause_precision=0.7,
    clause_recall=0.6,
    clause_f1=0.646,
    clause_decisive_f1=0.6,
    findings=1234,
    labelled=1100,
    wrong_sale_claims=0,
)


def test_the_card_names_material_labels_and_limits(trained: Trained) -> None:
    written = card(trained.model)
    assert written.startswith(f"# Model {trained.model.id}")
    assert "Not measured yet." in written
    for label in trained.model.manifest.labels:
        assert f"`{label.label}`" in written
    assert "| invented | 6 |" in written
    assert "never" in written


def test_scores_are_added_and_renewed_without_touching_the_weights(folder: Path) -> None:
    before = load_model(folder)
    save_scores(folder, [SCORE, SCORE.model_copy(update={"on": "elsewhere"})])
    model = save_scores(folder, [SCORE.model_copy(update={"document_f1": 0.5})])
    assert [(s.on, s.document_f1) for s in model.manifest.scores] == [("elsewhere", 0.871), ("invented", 0.5)]
    assert model.id == before.id
    written = (folder / "card.md").read_text(encoding="utf-8")
    assert written == card(model)
    assert "| invented | both | 18 | 0.500 |" in written
    assert "1,234 / 1,100" in written


def test_no_model_no_scores(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.yaml: cannot be read"):
        save_scores(tmp_path, [SCORE])
