"""What is kept and dropped in lists."""

from collections.abc import Callable

import pytest

from analyzer.core.findings import DropReason
from analyzer.evaluate.examples import example_document
from analyzer.match import CompiledRules, Matched, match
from analyzer.segment import segment


def _listed(rules: CompiledRules, lead_in: str, *items: str) -> Matched:
    document = example_document(items[0], lead_in=lead_in, items=items[1:])
    return match(document, segment(document), rules)


@pytest.mark.parametrize(
    ("practice", "lead_in", "items"),
    [
        (
            "ai.no_training",
            "We do not use your content to train our models, unless:",
            ("you agree to such training;", "you send it to us as feedback on the models."),
        ),
        (
            "terms.liability_limit",
            "In no event shall we be liable for any indirect damages that result from:",
            ("mistakes in the lessons;", "bugs and viruses in the games."),
        ),
    ],
)
def test_what_a_lead_in_says_by_itself_is_found_once(
    rules: CompiledRules, practice: str, lead_in: str, items: tuple[str, ...]
) -> None:
    seen = _listed(rules, lead_in, *items)
    assert len({m.segment_id for m in seen.matches if m.practice_id == practice}) == 1
    again = [d for d in seen.dropped if d.match.practice_id == practice]
    assert again
    assert {d.reason for d in again} == {DropReason.REPEATED}


def test_items_that_bring_the_word_that_matters_are_findings_of_their_own(rules: CompiledRules) -> None:
    seen = _listed(rules, "We will never:", "sell personal information;", "rent personal information.")
    found = [m.segment_id for m in seen.matches if m.practice_id == "sale.no_sale_commitment"]
    assert len(set(found)) == 2


def test_a_heading_over_items_is_no_finding_so_the_first_item_is(
    matched: Callable[..., Matched],
) -> None:
    kept = matched(
        "We never sell personal information.", heading="We never sell personal information"
    ).matches
    assert {m.practice_id for m in kept} >= {"sale.no_sale_commitment"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Biometric data: we do not collect biometric data from anybody.", False),
        ("Biometric data: we collect biometric data such as fingerprints.", True),
    ],
)
def test_the_title_of_a_clause_does_not_state_what_the_clause_denies(
    matched: Callable[..., Matched], *, text: str, found: bool
) -> None:
    kept = {(m.practice_id, m.asserted.value) for m in matched(text).matches}
    assert (("collection.sensitive_categories", "affirms") in kept) is found
