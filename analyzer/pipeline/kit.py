"""What the stages need, loaded once for a process: rulebook, compiled rules, profile."""

import gc
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyzer.classify import Model, load_model
from analyzer.core.profile import DistrictProfile
from analyzer.core.rules import Rulebook
from analyzer.language import english
from analyzer.match import CompiledRules
from analyzer.rulebook import load_rulebook
from analyzer.rulebook.profile import load_profile


@dataclass(frozen=True, slots=True, kw_only=True)
class KitPaths:
    """Where a kit is loaded from: small and picklable, so that a worker process can load its own.

    Without a `model` the rules read alone.
    """

    rules: Path
    profile: Path
    model: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Everything that is the same for every document of a run."""

    rulebook: Rulebook
    rules: CompiledRules
    profile: DistrictProfile
    model: Model | None = None


@lru_cache(maxsize=4)
def load_kit(paths: KitPaths) -> Kit:
    """Return the kit of this process; raises RuleError or ModelError where its files are wrong."""
    rulebook = load_rulebook(paths.rules)
    kit = Kit(
        rulebook=rulebook,
        rules=CompiledRules(rulebook, english()),
        profile=load_profile(paths.profile),
        model=load_model(paths.model) if paths.model else None,
    )
    gc.freeze()  # a kit lives as long as the process: to sweep through it costs more than a document
    return kit
