"""What holds of every assessment, whatever the findings."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analyzer.assess import assess
from analyzer.assess.answering import weakest_terms
from analyzer.assess.stating import questions_of, state
from analyzer.core.documents import ReadingStatus
from analyzer.core.findings import FindingStatus, Qualifier, Scope
from analyzer.core.profile import DistrictProfile
from analyzer.core.reports import AnswerState, Assessment
from analyzer.core.rules import Polarity, Rulebook
from analyzer.rulebook import load_rulebook
from tests.unit.assess.evidence import ADDENDUM, AGREEMENT, POLICY, TERMS, document, finding, standing

PROFILE = DistrictProfile(id="p", name="P", home_state="MA")
DOCUMENTS = (POLICY, TERMS, ADDENDUM, AGREEMENT)
SMALL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARAMETERS = st.fixed_dictionaries(
    {},
    optional={
        "breach_notice_hours": st.sampled_from([24, 100, 600, 2000]),
        "retention_period_days": st.sampled_from([60, 400, 3000]),
        "retention_anchor": st.sampled_from(["contract_end", "account_inactive", "unspecified"]),
        "controls": st.booleans(),
        "same_terms": st.booleans(),
        "prior_notice": st.booleans(),
        "consent_required": st.booleans(),
        "in_transit": st.booleans(),
        "at_rest": st.booleans(),
        "generic": st.booleans(),
        "bare_claim": st.booleans(),
        "license_scope": st.sampled_from(["service_only", "any"]),
        "license_duration": st.sampled_from(["term", "perpetual"]),
        "also_answers": st.sampled_from([("Q03",), ("Q16", "Q17")]),
    },
)


@cache
def rulebook() -> Rulebook:
    return load_rulebook(Path(__file__).parents[2] / "rules")


@st.composite
def a_finding(draw, practices=None):
    ids = [p.id for p in rulebook().practices] if practices is None else practices
    practice = draw(st.sampled_from(ids))
    document_id, parameters = draw(st.sampled_from(DOCUMENTS)), draw(PARAMETERS)
    if "also_answers" not in rulebook().practice(practice).parameters:
        parameters.pop("also_answers", None)  # no other clause is ever read as answering more questions
    return finding(
        practice,
        document_id,
        **parameters,
        p=draw(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9, 0.97])),
        status=draw(st.sampled_from(FindingStatus)),
        asserted=draw(st.sampled_from(["affirms", "affirms", "denies"])),
        scope=draw(st.sampled_from(Scope)),
        qualifier=draw(st.sampled_from(Qualifier)),
        quote=f"{practice} {draw(st.integers(0, 3))}",
        at=draw(st.integers(0, 500)),
    )


@st.composite
def some_findings(draw):
    """Draw up to 12 findings, most of them of few questions so that they meet."""
    pool = [p.id for p in rulebook().practices]
    questions = draw(st.lists(st.sampled_from(rulebook().questions), min_size=1, max_size=3))
    close = [p.id for p in rulebook().practices if p.question in {q.id for q in questions}]
    return draw(st.lists(st.one_of(a_finding(close), a_finding(pool)), max_size=12))


@st.composite
def findings_and_one(draw):
    """Draw findings on one to three questions, and one more on a question among them."""
    questions = draw(st.lists(st.sampled_from(rulebook().questions), min_size=1, max_size=3))
    close = [p.id for p in rulebook().practices if p.question in {q.id for q in questions}]
    return draw(st.lists(a_finding(close), max_size=8)), draw(a_finding(close))


@st.composite
def documented_and_more(draw, kind: Polarity):
    """Draw up to ten findings on up to four questions, and one to four more of one kind among them."""
    questions = {q.id for q in draw(st.lists(st.sampled_from(rulebook().questions), min_size=1, max_size=4))}
    close = [p.id for p in rulebook().practices if questions & {p.question, *p.also_answers}]
    findings = draw(st.lists(a_finding(close), max_size=10))
    more = draw(st.lists(a_finding(close), min_size=1, max_size=6))
    chosen = [f for f in more if kind_of(f) is kind]
    assume(chosen)
    return findings, chosen


def assessed(findings, *, controls: bool = True, **given) -> Assessment:
    places = [standing(d, controls=controls and d == ADDENDUM) for d in DOCUMENTS]
    return assess(findings, [document(d) for d in DOCUMENTS], places, rulebook(), PROFILE, **given)


def kind_of(one) -> Polarity:
    return statement_of(one).kind


def statement_of(one):
    return state(one, rulebook().practice(one.practice_id), {}, rulebook(), PROFILE.home_state)


def questions_hit(one) -> tuple[str, ...]:
    return questions_of(one, rulebook().practice(one.practice_id))


def credits_of(assessment: Assessment) -> dict[str, tuple[AnswerState, float]]:
    return {q.question_id: (q.state, q.credit) for q in assessment.questions}


@SMALL
@given(findings_and_one(), st.booleans())
def test_adding_a_risk_never_raises_an_answered_question(drawn, controls):
    """Where the documents were silent, a weak term may earn more than silence (docs/decisions/0006)."""
    findings, risk = drawn
    assume(kind_of(risk) is Polarity.RISK)
    before = credits_of(assessed(findings, controls=controls))
    after = credits_of(assessed([*findings, risk], controls=controls))
    for question, (was, credit) in before.items():
        if was is not AnswerState.SILENT:
            assert after[question][1] <= credit


@SMALL
@given(documented_and_more(Polarity.RISK), st.booleans())
def test_adding_risks_never_raises_the_score(drawn, controls):
    """Several risks at once, of any scope, reading, qualifier, document and confidence.

    Only what a weak term adds where the documents were silent, or doubtful, is left out, question by
    question: that a written weak term earns more than bad silence is the rubric's own (Q15).
    """
    findings, risks = drawn
    before = assessed(findings, controls=controls)
    after = assessed([*findings, *risks], controls=controls)
    silent = {q.question_id for q in before.questions if q.state is AnswerState.SILENT}
    rose = {
        b.question_id for b, a in zip(before.questions, after.questions, strict=True) if a.credit > b.credit
    }
    assert rose <= silent
    weak = sum(
        a.weight * max(0.0, a.credit - b.credit)
        for b, a in zip(before.questions, after.questions, strict=True)
    )
    assert after.score <= before.score + 100 * weak / 129 + 1e-6
    for question in rose:  # a weak term over silence never passes the mildest plain risk of its question
        (answered,) = [q for q in after.questions if q.question_id == question]
        assert answered.credit <= weakest_terms(rulebook().practices, question)


@SMALL
@given(documented_and_more(Polarity.RISK), st.booleans())
def test_adding_outright_risks_never_raises_the_score(drawn, controls):
    """A risk of credit no higher than silence's never raises the score, whatever else is said."""
    findings, risks = drawn
    silence = {q.id: q.silent_credit for q in rulebook().questions}
    outright = [r for r in risks if statement_of(r).credit <= min(silence[q] for q in questions_hit(r))]
    assume(outright)
    before, after = assessed(findings, controls=controls), assessed([*findings, *outright], controls=controls)
    assert after.score <= before.score
    for b, a in zip(before.questions, after.questions, strict=True):
        assert a.credit <= b.credit


@SMALL
@given(documented_and_more(Polarity.PROTECTIVE), st.booleans())
def test_adding_protections_never_lowers_the_score(drawn, controls):
    findings, promises = drawn
    before, after = assessed(findings, controls=controls), assessed([*findings, *promises], controls=controls)
    assert after.score >= before.score
    for b, a in zip(before.dimensions, after.dimensions, strict=True):
        assert a.score >= b.score


@SMALL
@given(findings_and_one(), st.booleans())
def test_adding_a_protection_never_lowers_any_question(drawn, controls):
    findings, promise = drawn
    assume(kind_of(promise) is Polarity.PROTECTIVE)
    before = credits_of(assessed(findings, controls=controls))
    after = credits_of(assessed([*findings, promise], controls=controls))
    for question, (_, credit) in before.items():
        assert after[question][1] >= credit


@SMALL
@given(
    some_findings().flatmap(lambda f: st.tuples(st.just(f), st.permutations(f))),
    st.permutations(DOCUMENTS),
    st.permutations(DOCUMENTS),
)
def test_order_never_matters(both, papers, places):
    """Neither that of the findings nor that of documents and standings."""
    findings, shuffled = both
    straight = assessed(findings)
    documents = [document(d) for d in papers]
    standings = [standing(d, controls=d == ADDENDUM) for d in places]
    turned = assess(shuffled, documents, standings, rulebook(), PROFILE)
    obtained = dataclasses.replace(turned.coverage, obtained=straight.coverage.obtained)
    assert dataclasses.replace(turned, coverage=obtained) == straight


@SMALL
@given(some_findings(), st.data())
def test_repeating_clauses_any_number_of_times_changes_nothing(findings, data):
    assume(findings)
    again = data.draw(st.lists(st.sampled_from(findings), min_size=1, max_size=12))
    repeated = [
        dataclasses.replace(f, evidence=dataclasses.replace(f.evidence, reasons=("said again", str(n))))
        for n, f in enumerate(again)
    ]
    assert assessed([*findings, *repeated]) == assessed(findings)


@SMALL
@given(some_findings(), st.sampled_from([s for s in ReadingStatus if not s.scored]))
def test_what_was_not_read_is_never_scored(findings, status):
    places = [standing(d, controls=d == ADDENDUM) for d in DOCUMENTS]
    papers = [document(d, status=status if d == TERMS else ReadingStatus.READ) for d in DOCUMENTS]
    whole = assess(findings, papers, places, rulebook(), PROFILE)
    heard = [f for f in findings if f.evidence.document_id != TERMS]
    assert whole == assess(heard, papers, places, rulebook(), PROFILE)
    unread = [document(d, status=status) for d in DOCUMENTS]
    nothing = assess(findings, unread, places, rulebook(), PROFILE)
    assert nothing.score is None
    assert all(q.state is AnswerState.SILENT for q in nothing.questions)


@SMALL
@given(some_findings(), st.booleans())
def test_the_score_is_the_sum_of_the_lines_shown(findings, controls):
    assessment = assessed(findings, controls=controls)
    earned = [
        re.search(r"Credit ([\d.]+): ([\d.]+) of (\d+) points\.$", q.line) for q in assessment.questions
    ]
    assert all(earned)
    points, weights = (sum(float(found[i]) for found in earned) for i in (2, 3))
    assert round(100 * points / weights, 6) == round(assessment.score, 6)
    assert weights == 129
    dimension = {q.id: q.dimension for q in rulebook().questions}
    for part in assessment.dimensions:
        own = [
            e
            for e, q in zip(earned, assessment.questions, strict=True)
            if dimension[q.question_id] == part.dimension_id
        ]
        share = 100 * sum(float(e[2]) for e in own) / sum(float(e[3]) for e in own)
        assert part.score == pytest.approx(share, abs=1e-6)  # kept with six places
    assert all(
        float(found[1]) * float(found[3]) == float(found[2])
        or abs(float(found[1]) * float(found[3]) - float(found[2])) < 1e-9
        for found in earned
    )


@SMALL
@given(some_findings())
def test_the_range_holds_the_score_and_confirming_closes_it(findings):
    assessment = assessed(findings)
    assert assessment.low <= assessment.score + 1e-9
    assert assessment.score <= assessment.high + 1e-9
    sure = [dataclasses.replace(f, status=FindingStatus.CONFIRMED) for f in findings]
    settled = assessed(sure)
    assert settled.low == settled.score == settled.high


@SMALL
@given(some_findings())
def test_every_key_shown_is_a_finding_given(findings):
    assessment = assessed(findings)
    known = {f.key for f in findings}
    for question in assessment.questions:
        assert set(question.decided_by) <= set(question.finding_keys) <= known
        assert set(question.superseded) | set(question.cancelled) <= known
    assert {k for c in assessment.conflicts for k in (*c.protective, *c.risky)} <= known


@SMALL
@given(some_findings())
def test_findings_of_others_and_rejected_ones_never_move_the_score(findings):
    ours = [f for f in findings if f.scope.reaches_students and f.status is not FindingStatus.REJECTED]
    assert assessed(findings).score == assessed(ours).score
    assert assessed(findings).tier == assessed(ours).tier


@SMALL
@given(some_findings())
def test_a_machine_finding_alone_never_gives_do_not_approve(findings):
    unconfirmed = [dataclasses.replace(f, status=FindingStatus.MACHINE) for f in findings]
    assert assessed(unconfirmed).tier.id.value != "do_not_approve"
