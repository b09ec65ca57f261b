"""One test per example and edge case of the rulebook: seen, or silent for the stated reason."""

from pathlib import Path

import pytest

from analyzer.evaluate.examples import Outcome, run_examples
from analyzer.language import english
from analyzer.match import CompiledRules
from analyzer.rulebook import load_rulebook

RULES = Path(__file__).resolve().parents[2] / "rules"
RULEBOOK = load_rulebook(RULES)
OUTCOMES = run_examples(RULEBOOK, CompiledRules(RULEBOOK, english()))


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda o: o.id)
def test_example(outcome: Outcome) -> None:
    assert not outcome.fault, f"{outcome.text}\n{outcome.fault}"


@pytest.mark.parametrize("practice", RULEBOOK.practices, ids=lambda p: p.id)
def test_practice_is_complete(practice) -> None:
    assert practice.patterns
    assert len(practice.match_examples) + len(practice.no_match_examples) >= 6
    assert practice.citations or practice.category in {"terms", "scope", "consent", "sharing"}
    assert practice.ask_vendor
    assert practice.agreement_clause
