"""Generated pages say what their sources say."""

from pathlib import Path

from analyzer.cli.cataloguing import catalogue
from analyzer.cli.commands_page import commands_page
from analyzer.rulebook import load_rulebook

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogue_of_practices_is_not_stale() -> None:
    written = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    assert written == catalogue(load_rulebook(ROOT / "rules")), "run: analyzer rules docs"


def test_the_page_of_commands_is_not_stale() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == commands_page(), "run: python -m analyzer.cli.commands_page > docs/commands.md"
