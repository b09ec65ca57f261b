"""Metamorphic tests: change a clause in one way, and the reading changes as it must."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.core.findings import DropReason, Qualifier
from analyzer.evaluate.examples import example_document
from analyzer.language import english
from analyzer.match import CompiledRules, Matched, match
from analyzer.rulebook import load_rulebook
from analyzer.segment import segment

RULES = CompiledRules(load_rulebook(Path(__file__).resolve().parents[2] / "rules"), english())

OBJECTS = (
    "student data",
    "your personal information",
    "pupils' personal information",
    "the records of students",
)
VERBS = ("sell", "rent", "sell or rent", "sell, lease or rent")
SALE = "sale.sells_student_data"
NO_SALE = "sale.no_sale_commitment"


def _matched(text: str, **context: str) -> Matched:
    document = example_document(text, **context)
    return match(document, segment(document), RULES)


def _found(text: str, **context: str) -> set[str]:
    return {m.practice_id for m in _matched(text, **context).matches}


def _reasons(text: str, practice: str, **context: str) -> set[DropReason]:
    return {d.reason for d in _matched(text, **context).dropped if d.match.practice_id == practice}


clauses = st.tuples(st.sampled_from(VERBS), st.sampled_from(OBJECTS))


@given(clauses)
def test_inserting_not_turns_a_sale_into_a_promise(clause: tuple[str, str]) -> None:
    verb, thing = clause
    assert SALE in _found(f"We {verb} {thing} to other companies.")
    for negation in ("do not", "don't", "will never", "shall not", "cannot"):
        text = f"We {negation} {verb} {thing} to other companies."
        assert _found(text) & {SALE, NO_SALE} == {NO_SALE}
        assert DropReason.NEGATED in _reasons(text, SALE)


@given(clauses, st.sampled_from(("You may", "Users may", "Your school may", "Teachers can")))
def test_swapping_the_actor_silences(clause: tuple[str, str], subject: str) -> None:
    verb, thing = clause
    text = f"{subject} {verb} {thing} to other companies."
    assert SALE not in _found(text)
    assert DropReason.ACTOR in _reasons(text, SALE)


@given(clauses)
def test_a_definition_silences(clause: tuple[str, str]) -> None:
    verb, thing = clause
    text = f"“Commercial use” means that we {verb} {thing} to other companies."
    assert SALE not in _found(text)
    assert DropReason.DEFINITION in _reasons(text, SALE)


@given(clauses)
def test_an_exception_by_law_leaves_the_promise_but_qualifies_it(clause: tuple[str, str]) -> None:
    verb, thing = clause
    matches = _matched(f"We do not {verb} {thing}, except in a merger of our company.").matches
    promise = [m for m in matches if m.practice_id == NO_SALE]
    assert promise
    assert promise[0].qualifier is Qualifier.EXCEPTION


@given(st.sampled_from(OBJECTS))
def test_splitting_a_list_keeps_every_items_meaning(thing: str) -> None:
    assert SALE in _found(f"sell {thing} to data brokers", lead_in="We may:")
    assert NO_SALE in _found(f"sell {thing} to data brokers", lead_in="We will never:")
    assert SALE not in _found(f"sell {thing} to data brokers", lead_in="We will never:")


@given(clauses)
def test_a_question_states_nothing(clause: tuple[str, str]) -> None:
    verb, thing = clause
    assert not _found(f"Do we {verb} {thing} to other companies?") & {SALE, NO_SALE}


@pytest.mark.parametrize(("answer", "practice"), [("No.", NO_SALE), ("No, never.", NO_SALE)])
def test_an_answer_is_read_with_its_question(answer: str, practice: str) -> None:
    assert practice in _found(answer, heading="Do you sell my personal information?")


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_matched_without_error_and_quotes_are_exact(text: str) -> None:
    document = example_document(text or "x")
    for found in match(document, segment(document), RULES).matches:
        assert document.text[found.span.start : found.span.end].strip()


@given(
    st.permutations(["We do not sell student data.", "We retain records for 30 days.", "You own your work."])
)
def test_order_of_sentences_does_not_change_what_they_state(sentences: list[str]) -> None:
    assert _found(" ".join(sentences)) == _found(
        "We do not sell student data. We retain records for 30 days. You own your work."
    )


def test_every_match_is_kept_or_dropped_with_a_reason() -> None:
    found = _matched("We do not sell student data. Schools may sell student data. Do we sell student data?")
    seen = [d for d in found.dropped if d.match.practice_id == SALE]
    assert {d.reason for d in seen} == {DropReason.NEGATED, DropReason.ACTOR, DropReason.QUESTION}
    assert all(d.detail for d in seen)
