"""`analyzer model …`: cards, benchmarks, and labels apart from their texts."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.classify import load_model
from analyzer.cli.app import app
from analyzer.core.errors import UsageError

RUN = CliRunner()
ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "models" / "linear"
CLAUSE = "We keep the pupils' drawings for ninety days."
PAGE = f"<html><body><h1>Privacy Policy</h1><p>This policy tells what we do.</p><p>{CLAUSE}</p></body></html>"
ROW = {
    "practice": "retention.fixed_period",
    "quote": CLAUSE,
    "asserted": "affirms",
    "scope": "student",
    "qualifier": "none",
}


def _fails(*arguments: str) -> str:
    result = RUN.invoke(app, ["model", *arguments])
    assert isinstance(result.exception, UsageError)
    return str(result.exception)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    rows = [
        {"doc": f"d{d}", "text": f"{says} number {d * 8 + n}", "labels": labels}
        for d in range(6)
        for n in range(4)
        for says, labels in (("we keep a drawing", ["keep"]), ("doors open at nine", []))
    ]
    path = tmp_path / "bench.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_card_of_the_shipped_model_is_printed_and_fresh() -> None:
    printed = RUN.invoke(app, ["model", "card"])
    assert printed.exit_code == 0
    assert printed.stdout == (SHIPPED / "card.md").read_text(encoding="utf-8")
    assert RUN.invoke(app, ["model", "card", "--check"]).exit_code == 0


def test_a_stale_card_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "linear"
    shutil.copytree(SHIPPED, folder)
    (folder / "card.md").write_text("old", encoding="utf-8")
    stale = RUN.invoke(app, ["model", "card", str(folder), "--check"])
    assert stale.exit_code == 1
    assert "analyzer model card" in stale.stderr


def test_a_benchmark_is_measured_by_folds_and_by_a_file(bench: Path) -> None:
    common = ["model", "evaluate", "--benchmark", "unfair-tos", "--train", str(bench)]
    folds = RUN.invoke(app, [*common, "--cross-validate", "3", "--json"])
    assert folds.exit_code == 0, folds.output
    told = json.loads(folds.stdout)
    assert (told["texts"], told["groups"], told["macro_f1"]) == (48, 6, 1.0)
    assert set(told["labels"]) == {"keep", "(no label)"}
    tested = RUN.invoke(app, [*common, "--test", str(bench)])
    assert "measured on bench.jsonl: 48 texts of 6 groups, without help" in tested.stdout


def test_what_was_not_asked_rightly_is_said(bench: Path, tmp_path: Path) -> None:
    assert "not both" in _fails("evaluate")
    assert "not both" in _fails("evaluate", str(tmp_path), "--benchmark", "opp115")
    assert "--cross-validate 5" in _fails("evaluate", "--benchmark", "opp115", "--train", str(bench))
    assert "is no folder" in _fails("train", str(tmp_path / "none"), str(tmp_path / "out"))


def test_labels_are_taken_out_and_written_back(tmp_path: Path) -> None:
    pages, source, kept = tmp_path / "documents" / "html", tmp_path / "source", tmp_path / "kept"
    pages.mkdir(parents=True)
    (source / "labels").mkdir(parents=True)
    (pages / "own--heron--policy.html").write_text(PAGE, encoding="utf-8")
    rows = [ROW, ROW | {"quote": "A sentence that the page does not hold."}]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (source / "labels" / "own--heron--policy.jsonl").write_text(lines, encoding="utf-8")
    command = ["model", "labels", "take", str(source), str(pages), "--out", str(kept), "--cap", "5"]
    taken = RUN.invoke(app, [*command, "--held", "own--heron--policy"])
    assert "1 labels written" in taken.stdout
    assert "1 not found" in taken.stdout
    assert "does not hold" in taken.stderr
    out = tmp_path / "gold"
    written = RUN.invoke(app, ["model", "labels", "write", str(pages.parent), str(out), "--from", str(kept)])
    assert "1 documents written" in written.stdout
    assert json.loads((out / "labels" / "own--heron--policy.jsonl").read_text())["quote"] == CLAUSE


def test_the_table_names_every_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = load_model(SHIPPED).manifest.scores[:3]
    monkeypatch.setattr("analyzer.evaluate.model.measure_model", lambda *_: scores)
    result = RUN.invoke(app, ["model", "evaluate", str(tmp_path)])
    assert result.exit_code == 0, result.output
    for score in scores:
        (row,) = [line.split() for line in result.stdout.splitlines() if line.split()[0] == score.reader]
        assert row[1] == f"{score.document_f1:.3f}"
        assert row[-1] == str(score.wrong_sale_claims)
    told = RUN.invoke(app, ["model", "evaluate", str(tmp_path), "--json"])
    assert [row["reader"] for row in json.loads(told.stdout)] == [score.reader for score in scores]
