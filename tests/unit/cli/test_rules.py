"""`rules docs` and `rules new`; `evaluate` of finding links; help of every command."""

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from analyzer.cli.app import app
from analyzer.cli.cataloguing import catalogue
from analyzer.rulebook import load_rulebook

RUN = CliRunner()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    monkeypatch.setenv("ANALYZER_RULES", str(folder))
    return folder


def test_the_catalogue_tells_all_of_every_practice() -> None:
    book = load_rulebook(ROOT / "rules")
    text = catalogue(book)
    assert text.count("\n### ") == len(book.practices)
    for practice in book.practices:
        part = text[text.index(f"`{practice.id}`") :].split("\n### ")[0]
        assert f"severity {practice.severity}" in part
        assert practice.polarity.value in part
        assert f"Answers {practice.question}" in part
        assert part.count("- Law: ") == len(practice.citations)
        assert part.count("- Seen: ") == len(practice.match_examples)
        assert part.count("- Not seen (") == len(practice.no_match_examples)


def test_docs_are_written_and_found_stale(rules: Path) -> None:
    assert RUN.invoke(app, ["rules", "docs"]).exit_code == 0
    assert RUN.invoke(app, ["rules", "docs", "--check"]).exit_code == 0
    (rules / "README.md").write_text("old", encoding="utf-8")
    stale = RUN.invoke(app, ["rules", "docs", "--check"])
    assert stale.exit_code == 1
    assert "analyzer rules docs" in stale.stderr
    assert (rules / "README.md").read_text(encoding="utf-8") == "old"


def test_a_new_practice_loads_and_passes_its_own_examples(rules: Path) -> None:
    made = RUN.invoke(app, ["rules", "new", "ads.in_game_offers", "--question", "Q02"])
    assert made.exit_code == 0, made.exception
    practice = load_rulebook(rules).practice("ads.in_game_offers")
    assert (practice.title, practice.question) == ("In game offers", "Q02")
    checked = RUN.invoke(app, ["rules", "check", "ads/in_game_offers"])
    assert checked.exit_code == 0, checked.output
    assert "2 examples, 0 faults" in checked.stdout
    assert "exists already" in str(RUN.invoke(app, ["rules", "new", "ads.in_game_offers"]).exception)


@pytest.mark.parametrize("arguments", [["In Game"], ["../evil.name"], ["ads.offers", "--question", "Q99"]])
def test_what_is_no_practice_is_refused_and_nothing_is_written(rules: Path, arguments: list[str]) -> None:
    before = sorted(rules.rglob("*"))
    result = RUN.invoke(app, ["rules", "new", *arguments])
    assert "no practice id" in str(result.exception) or "no question" in str(result.exception)
    assert sorted(rules.rglob("*")) == before


def test_finding_links_is_measured_against_labels(tmp_path: Path) -> None:
    page = '<html><body><footer><a href="/privacy">Privacy Policy</a></footer></body></html>'
    (tmp_path / "home.html").write_text(page, encoding="utf-8")
    gold = tmp_path / "gold.yaml"
    gold.write_text(
        "- page: home.html\n  url: https://quillfern.example/\n  documents:\n"
        "    privacy_policy: [https://quillfern.example/privacy]\n    terms: [https://quillfern.example/terms]\n",
        encoding="utf-8",
    )
    told = RUN.invoke(app, ["evaluate", "discovery", str(tmp_path), str(gold)])
    assert "right 1  wrong 0  missed 1" in told.stdout
    rows = json.loads(RUN.invoke(app, ["evaluate", "discovery", str(tmp_path), str(gold), "--json"]).stdout)
    assert [len(row["right"]) for row in rows] == [1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["discovery", "."], "GOLD.yaml"),
        (["colours", "."], "extraction"),
        (["nowhere-at-all"], "is no folder"),
    ],
)
def test_what_cannot_be_measured_is_told(arguments: list[str], told: str) -> None:
    assert told in str(RUN.invoke(app, ["evaluate", *arguments]).exception)


def _commands(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = getattr(command, "commands", {})
    return [path, *(c for name, part in inner.items() for c in _commands(part, (*path, name)))]


@pytest.mark.parametrize("path", _commands(typer.main.get_command(app)), ids=" ".join)
def test_every_command_explains_itself_and_its_parameters(path: tuple[str, ...]) -> None:
    command = typer.main.get_command(app)
    for name in path:
        command = command.commands[name]
    assert command.help.strip().endswith((".", ")"))
    assert [p.name for p in command.params if p.name != "help" and not p.help] == []
    shown = RUN.invoke(app, [*path, "--help"])
    assert shown.exit_code == 0
    assert len(shown.stdout.splitlines()) > 4
