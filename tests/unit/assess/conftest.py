from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from analyzer.core.profile import DistrictProfile
from analyzer.core.rules import Condition, CreditRule, Rulebook
from analyzer.rulebook import load_rulebook

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook(ROOT / "rules")


@pytest.fixture(scope="session")
def profile() -> DistrictProfile:
    return DistrictProfile(id="test", name="Test District", home_state="MA")


@pytest.fixture
def with_rule(rulebook: Rulebook):
    """Return a copy of the rulebook in which one practice has one credit rule."""

    def changed(practice_id: str, credit: float, *conditions: Condition) -> Rulebook:
        rule = CreditRule(when=conditions, credit=credit)
        practices = tuple(
            dataclasses.replace(p, credit_rules=(rule,)) if p.id == practice_id else p
            for p in rulebook.practices
        )
        return dataclasses.replace(rulebook, practices=practices)

    return changed
