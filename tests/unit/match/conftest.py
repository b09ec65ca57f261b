"""Readings and matches of a sentence by the real rulebook."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.core.documents import SegmentKind
from analyzer.evaluate.examples import example_document
from analyzer.language import english
from analyzer.match import CompiledRules, Matched, match
from analyzer.match.reading import Reading, read_segments
from analyzer.rulebook import load_rulebook
from analyzer.segment import segment

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def rules() -> CompiledRules:
    return CompiledRules(load_rulebook(ROOT / "rules"), english())


@pytest.fixture(scope="session")
def matched(rules: CompiledRules) -> Callable[..., Matched]:
    def run(text: str, **context: str) -> Matched:
        document = example_document(text, **context)
        return match(document, segment(document), rules)

    return run


@pytest.fixture(scope="session")
def practices(matched: Callable[..., Matched]) -> Callable[..., set[tuple[str, str]]]:
    def run(text: str, **context: str) -> set[tuple[str, str]]:
        return {(m.practice_id, m.asserted.value) for m in matched(text, **context).matches}

    return run


@pytest.fixture(scope="session")
def read(rules: CompiledRules) -> Callable[..., Reading]:
    def run(text: str, **context: str) -> Reading:
        document = example_document(text, **context)
        readings = list(read_segments(document, segment(document), rules.lexicon))
        return [r for r in readings if r.segment.kind is not SegmentKind.HEADING][-1]

    return run
