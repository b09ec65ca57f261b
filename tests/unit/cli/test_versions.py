"""What became of documents and of the list: `analyzer versions`, `changes --all` and `drift`."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.store import open_store

RUN = CliRunner()
ROOT = Path(__file__).resolve().parents[3]
POLICY = (
    "# Privacy policy\n\nLast updated: {date}\n\n"
    "This privacy policy says how Maplewick handles the personal information of pupils and teachers.\n\n"
    "We collect names, classes and drawings so that a school may use our service.\n\n"
    "We keep the drawings of pupils for {term} after a class ends.\n\n"
    "We never sell personal information. You may write to us with any question about privacy.\n\n{more}\n"
)


def run(*arguments: str) -> str:
    result = RUN.invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    ai = "We may use drawings to train artificial intelligence."
    for name, date, term, more in (
        ("2024-01-01.md", "January 1, 2024", "60 days", ""),
        ("2024-06-01.md", "June 1, 2024", "90 days", ai),
        ("2024-07-01.md", "June 1, 2024", "60 days", ""),
        ("2024-08-01.md", "August 1, 2024", "60 days", ""),
    ):
        (folder / name).write_text(POLICY.format(date=date, term=term, more=more), encoding="utf-8")
    return folder


def test_saved_versions_tell_their_story(saved: Path) -> None:
    told = run("versions", str(saved))
    assert "4 versions" in told
    first, second, third, fourth = (
        told.split("\n  1. ")[1].split("\n  ", 1)[0],
        *[told.split(f"  {n}. ")[1].split(f"  {n + 1}. ")[0] for n in (2, 3, 4)],
    )
    assert "2024-01-01.md  states 2024-01-01" in first
    assert "duration: 60 days → 90 days" in second
    assert "We may use drawings to train artificial intelligence." in second
    assert "1 added, 1 reworded" in second
    assert "SILENT" not in second
    assert "SILENT" in third
    assert "flips back to version 1 (the same words)" in third
    assert "only the date moved" in fourth


def test_only_clauses_about_something_are_printed(saved: Path) -> None:
    told = run("versions", str(saved), "--about", "artificial INTELLIGENCE")
    assert "train artificial intelligence" in told
    assert "now:" not in told
    assert "train" not in run("versions", str(saved), "--clauses", "0")


def test_versions_as_json_hold_every_clause(saved: Path) -> None:
    (series,) = json.loads(run("versions", str(saved), "--json"))
    assert [version["updated_date"] for version in series["versions"]] == [
        "2024-01-01",
        "2024-06-01",
        "2024-06-01",
        "2024-08-01",
    ]
    assert len(series["changes"][0]["clauses"]) == 2


@pytest.fixture
def other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put other weights in force: silence counts for nothing any more."""
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    questions = folder / "_questions.yaml"
    text = questions.read_text(encoding="utf-8")
    assert "bad: 0.2" in text
    questions.write_text(text.replace("bad: 0.2", "bad: 0.0"), encoding="utf-8")
    monkeypatch.setenv("ANALYZER_RULES", str(folder))


@pytest.mark.usefixtures("scored")
def test_without_two_makers_there_is_no_drift() -> None:
    assert "No vendor has two reports" in run("drift")
    assert json.loads(run("drift", "--json")) == {"compared": 0, "moved": []}


@pytest.mark.usefixtures("scored", "other_rules")
def test_a_release_that_moves_scores_is_told_over_the_list(tmp_path: Path) -> None:
    again = RUN.invoke(app, ["rescore", "--offline"], catch_exceptions=False)
    assert "Moved by rules: " in again.stdout
    told = json.loads(run("drift", "--json"))
    assert told["compared"] == 2
    assert told["moved"]
    for one in told["moved"]:
        assert [share["causes"] for share in one["shares"]] == [["rules"]]
        assert one["points"] == pytest.approx(one["new_score"] - one["old_score"])
        assert one["points"] < 0
    text = run("drift")
    assert "rules: -" in text
    out = tmp_path / "drift.md"
    run("drift", "--out", str(out))
    assert "| LexiLoop Reader |" in out.read_text(encoding="utf-8")
    assert "No vendor has two reports" in run("drift", "--since", "2001-01-01")


@pytest.mark.usefixtures("other_rules")
def test_changes_of_every_report_are_told_in_turn(scored: Path) -> None:
    RUN.invoke(app, ["rescore", "lexiloop", "--offline"], catch_exceptions=False)
    RUN.invoke(app, ["rescore", "lexiloop", "--offline", "--force"], catch_exceptions=False)
    with open_store(scored) as store:
        assert len(store.reports.history("lexiloop")) == 3
    assert len(json.loads(run("changes", "lexiloop", "--json"))) == 1
    causes = [change["causes"] for change in json.loads(run("changes", "lexiloop", "--all", "--json"))]
    assert causes == [["rules"], []]
    assert "by rules" in run("changes", "lexiloop", "--all")
