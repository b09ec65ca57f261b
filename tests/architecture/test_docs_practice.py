"""The practice that docs/add-a-practice.md writes holds what the page says of it."""

import re
import shutil
from pathlib import Path

import yaml

from analyzer.cli.cataloguing import begin_practice
from analyzer.evaluate.examples import run_examples
from analyzer.language import english
from analyzer.match import CompiledRules
from analyzer.rulebook import load_rulebook

ROOT = Path(__file__).resolve().parents[2]


def test_the_examples_of_the_guide_hold_with_the_pattern_of_the_guide(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    page = (ROOT / "docs" / "add-a-practice.md").read_text(encoding="utf-8")
    blocks = [
        yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    ]
    assert [list(block) for block in blocks] == [["examples"], ["patterns"]]
    path = begin_practice(tmp_path / "rules", "ads.in_game_offers", "Q03")
    practice = {**yaml.safe_load(path.read_text(encoding="utf-8")), **blocks[0], **blocks[1]}
    path.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    book = load_rulebook(tmp_path / "rules")
    outcomes = run_examples(book, CompiledRules(book, english()))
    ours = [outcome for outcome in outcomes if outcome.id.startswith("ads/in_game_offers::")]
    assert len(ours) == 4
    assert [outcome for outcome in ours if outcome.fault] == []
