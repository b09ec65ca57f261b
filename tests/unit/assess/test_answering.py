from __future__ import annotations

import pytest

from analyzer.assess import assess
from analyzer.core.reports import AnswerState, UnreadSource
from analyzer.core.rules import Condition
from tests.unit.assess.evidence import ADDENDUM, AGREEMENT, POLICY, TERMS, document, finding, standing


@pytest.fixture
def answered(rulebook, profile):
    """Return one question's state over findings; the addendum controls unless told otherwise."""

    def ask(question: str, *findings, controls: bool = True, book=rulebook):
        ids = sorted({f.evidence.document_id for f in findings} | {POLICY})
        places = [standing(i, controls=controls and i == ADDENDUM) for i in ids]
        assessment = assess(findings, [document(i) for i in ids], places, book, profile)
        return next(q for q in assessment.questions if q.question_id == question)

    return ask


@pytest.mark.parametrize(
    ("qualifier", "credit"),
    [
        ("none", 1.0),
        ("exception", 0.6),
        ("age", 0.6),
        ("edition", 0.6),
        ("geography", 0.5),
        ("conditional", 0.5),
        ("hedge", 0.4),
    ],
)
def test_a_qualifier_narrows_a_promise(answered, qualifier, credit):
    state = answered("Q01", finding("sale.no_sale_commitment", qualifier=qualifier))
    assert state.credit == credit
    assert state.state is (AnswerState.PROTECTED if credit == 1 else AnswerState.PROTECTED_QUALIFIED)


def test_a_denied_risk_is_a_protection(answered):
    state = answered("Q26", finding("collection.sensitive_categories", asserted="denies"))
    assert (state.state, state.credit) == (AnswerState.PROTECTED, 1.0)


def test_a_refused_protection_is_a_risk(answered):
    state = answered("Q18", finding("security.encryption", asserted="denies"))
    assert (state.state, state.credit) == (AnswerState.RISK, 0.0)


def test_both_sides_make_a_conflict_at_the_floor(answered):
    state = answered("Q05", finding("use.school_purpose_only"), finding("use.broad_secondary"))
    assert (state.state, state.credit) == (AnswerState.CONFLICT, 0.2)
    assert len(state.decided_by) == 2
    assert "contradict each other" in state.line


@pytest.mark.parametrize(
    ("risk", "promise", "question"),
    [
        ("transfer.merger", "transfer.merger_same_protections", "Q11"),
        ("deid.reuse", "deid.no_reidentification", "Q12"),
        ("retention.vague", "retention.fixed_period", "Q15"),
    ],
)
def test_a_promise_takes_its_risk_back_but_not_wholly(answered, risk, promise, question):
    state = answered(question, finding(risk), finding(promise))
    assert (state.state, state.credit) == (AnswerState.PROTECTED, 0.9)
    assert state.cancelled == (finding(risk).key,)


@pytest.mark.parametrize(
    ("hours", "credit"), [(24, 1.0), (72, 1.0), (73, 0.8), (168, 0.8), (720, 0.6), (721, 0.4)]
)
def test_breach_notice_is_credited_by_hours(answered, hours, credit):
    assert answered("Q20", finding("breach.notification_period", breach_notice_hours=hours)).credit == credit


def test_the_vendors_own_state_matters_only_where_it_is_not_ours(answered, with_rule):
    here = Condition(parameter="governing_state", test="eq", value="@home_state")
    book = with_rule("terms.law_and_forum", 1.0, here)
    assert answered("Q28", finding("terms.law_and_forum", governing_state="MA"), book=book).credit == 1.0
    assert answered("Q28", finding("terms.law_and_forum", governing_state="DE"), book=book).credit == 0.5


def test_the_agreement_supersedes_the_policys_risk(answered):
    promise = finding("use.school_purpose_only", AGREEMENT)
    risk = finding("use.broad_secondary")
    state = answered("Q05", promise, risk)
    assert (state.state, state.credit) == (AnswerState.PROTECTED, 1.0)
    assert state.superseded == (risk.key,)


def test_an_addendum_that_does_not_control_contradicts_the_policy(answered):
    state = answered(
        "Q05", finding("use.school_purpose_only", ADDENDUM), finding("use.broad_secondary"), controls=False
    )
    assert state.state is AnswerState.CONFLICT


def test_a_controlling_risk_supersedes_the_promise_below(answered):
    promise = finding("retention.fixed_period", retention_period_days=30)
    state = answered("Q15", finding("retention.vague", AGREEMENT), promise)
    assert (state.state, state.credit) == (AnswerState.RISK, 0.4)
    assert state.superseded == (promise.key,)


def test_a_weaker_promise_in_the_agreement_takes_nothing_away(answered):
    state = answered(
        "Q20",
        finding("breach.notification_period", AGREEMENT, breach_notice_hours=720),
        finding("breach.notification_period", breach_notice_hours=48),
    )
    assert state.credit == 1.0
    assert state.superseded == ()


def test_a_milder_risk_in_the_agreement_does_not_hide_a_worse_one(answered):
    state = answered("Q15", finding("retention.vague", AGREEMENT), finding("retention.indefinite"))
    assert (state.state, state.credit) == (AnswerState.RISK, 0.0)


def test_the_agreement_goes_before_a_controlling_addendum(answered):
    state = answered(
        "Q13",
        finding("ai.no_training", AGREEMENT),
        finding("ai.training_on_student_data", ADDENDUM),
        finding("ai.training_on_student_data", TERMS, quote="again"),
    )
    assert state.state is AnswerState.PROTECTED
    assert len(state.superseded) == 2


def test_a_hedged_promise_is_worth_no_less_than_a_weak_term(answered):
    """Else adding a hedged promise to “affiliates may see it” would lower the score."""
    hedged = finding("sharing.service_providers_only", qualifier="hedge")
    affiliates = finding("sharing.affiliates")
    assert answered("Q07", hedged).credit == answered("Q07", affiliates).credit == 0.5
    assert answered("Q07", hedged, affiliates).credit == 0.5


def test_a_risk_whose_own_terms_take_it_away_contradicts_nothing(answered):
    bounded = finding("sharing.affiliates", same_terms=True)
    assert answered("Q07", bounded).state is AnswerState.PARTIAL
    assert answered("Q07", bounded, finding("sharing.service_providers_only")).state is AnswerState.PROTECTED


def test_a_line_names_each_practice_once_with_what_shaped_its_credit(answered):
    state = answered(
        "Q20",
        finding("breach.notification_period"),
        finding("breach.notification_period", breach_notice_hours=48, quote="sooner"),
    )
    assert state.line.count("Commits to notify of a breach") == 1
    assert "breach notice hours 48" in state.line
    hedged = answered("Q01", finding("sale.no_sale_commitment", qualifier="hedge"))
    assert "(narrowed by a hedge)" in hedged.line


def test_clauses_that_complete_each_other_are_one_promise(answered):
    moving = finding("security.encryption", in_transit=True, quote="in transit")
    resting = finding("security.encryption", at_rest=True, quote="at rest")
    assert answered("Q18", moving).credit == 0.6
    assert answered("Q18", moving, resting).credit == 1.0
    doubtful = finding("security.encryption", at_rest=True, quote="at rest", p=0.4)
    state = answered("Q18", moving, doubtful)
    assert (state.credit, state.high) == (0.6, 1.0)


def test_slow_and_fast_breach_notices_do_not_complete_each_other(answered):
    slow = finding("breach.notification_period", breach_notice_hours=700)
    slower = finding("breach.notification_period", breach_notice_hours=2000, quote="slower")
    assert answered("Q20", slow, slower).credit == 0.6


def test_silence_is_told_with_what_was_not_read(rulebook, profile):
    gone = UnreadSource(location="https://vendor.example/cookies", kind=None, reason="blocked", remedy="Ask.")
    assessment = assess([], [document(POLICY)], [standing(POLICY)], rulebook, profile, unread=(gone,))
    assert assessment.coverage.share == pytest.approx(2 / 3)
    assert "Not found in 1 of 2 documents" in assessment.questions[0].line
