from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.assess import assess, decision_advice
from analyzer.core.advice import Decision
from analyzer.core.profile import Request, SignIn
from analyzer.rulebook.profile import load_profile
from tests.unit.assess.evidence import ADDENDUM, POLICY, document, finding, standing
from tests.unit.assess.test_worked_example import PUBLISHED, SCHOOL, SIGNED

DISTRICT = load_profile(Path(__file__).parents[3] / "data" / "profiles" / "massachusetts.yaml")
RECORDS = Request(product="Reader", grades=("9",), sign_in=SignIn.SSO, elements=("name", "assessment"))
SENSITIVE = Request(product="Reader", grades=("9",), sign_in=SignIn.SSO, elements=("iep_504",))
OPEN = Request(product="Reader", sign_in=SignIn.NONE)


@pytest.fixture
def advised(rulebook):
    def ask(findings, request: Request | None, *, signed: bool = False):
        ids = sorted({f.evidence.document_id for f in findings} | {POLICY})
        places = [standing(i, controls=i == ADDENDUM) for i in ids]
        papers = [document(i) for i in ids]
        assessment = assess(findings, papers, places, rulebook, DISTRICT, request=request)
        return decision_advice(assessment, findings, DISTRICT, signed=signed)

    return ask


def test_no_pupil_data_needs_no_more_than_no_gate(advised):
    assert advised(PUBLISHED, OPEN).unmet == ()
    sale = finding("sale.sells_student_data", confirmed=True)
    assert advised((*PUBLISHED, sale), OPEN).decision is Decision.DENY


def test_education_records_need_a_signed_agreement(advised):
    advice = advised(PUBLISHED + SCHOOL, RECORDS)
    assert "No signed data agreement is among the documents." in advice.unmet
    assert advice.decision is Decision.DEFER  # Q06 and Q13 are open too


def test_with_the_agreement_education_records_may_be_entered(advised):
    advice = advised(PUBLISHED + SCHOOL + SIGNED, RECORDS, signed=True)
    assert advice.unmet == ()
    assert advice.decision in (Decision.APPROVE_WITH_DPA, Decision.APPROVE_WITH_CONDITIONS)


def test_sensitive_data_need_more_still(advised):
    whole = PUBLISHED + SCHOOL + SIGNED
    advice = advised(whole, SENSITIVE, signed=True)
    assert advice.unmet == ()
    assert "A second, named person approves." in advice.conditions
    fewer = tuple(f for f in whole if f.practice_id != "security.independent_audit")
    assert (
        "No confirmed evidence of an independent security audit."
        in advised(fewer, SENSITIVE, signed=True).unmet
    )
    vague = tuple(f for f in whole if f.practice_id != "retention.fixed_period")
    assert "No retention period in days is stated." in advised(vague, SENSITIVE, signed=True).unmet


def test_without_a_request_the_decision_waits(advised):
    assert advised(PUBLISHED, None).decision is Decision.DEFER


def test_the_gate_of_age_needs_a_request_and_yields_to_education_terms(rulebook):
    bar = finding("consent.minimum_age", confirmed=True, min_age=18)

    def gates(request, *findings):
        papers, places = [document(POLICY)], [standing(POLICY)]
        assessment = assess((bar, *findings), papers, places, rulebook, DISTRICT, request=request)
        return [g.id for g in assessment.hard_fails]

    assert gates(None) == []
    assert gates(RECORDS) == ["HF8"]
    assert gates(RECORDS, finding("consent.school_official")) == []
    assert gates(Request(product="P", youngest_age=18)) == []
