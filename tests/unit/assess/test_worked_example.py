"""The worked example of the rubric, section 4.3, from findings made by hand."""

from __future__ import annotations

import dataclasses

import pytest

from analyzer.assess import assess
from analyzer.core.reports import AnswerState, Assessment, TierId
from tests.unit.assess.evidence import ADDENDUM, AGREEMENT, POLICY, TERMS, document, finding, standing

PUBLISHED = (
    finding("sale.qualified_or_opt_out", p=0.93, confirmed=True),
    finding("ads.targeted", p=0.88, confirmed=True, scope="consumer"),
    finding("tracking.third_party", p=0.81),
    finding("ads.marketing_to_students", p=0.55),
    finding("use.broad_secondary", p=0.77),
    finding("sharing.unrestricted_third_parties", p=0.84),
    finding("sharing.affiliates", p=0.9),
    finding("transfer.merger", p=0.92, confirmed=True),
    finding("deid.reuse", p=0.9),
    finding("ai.third_party_model", p=0.86),
    finding("retention.vague", p=0.95, confirmed=True),
    finding("retention.deletion_on_request", p=0.9, qualifier="geography"),
    finding("security.program", p=0.9, generic=True),
    finding("breach.weak_or_none", p=0.91, confirmed=True),
    finding("consent.minimum_age", p=0.97, confirmed=True, min_age=13),
    finding("terms.unilateral_change", TERMS, p=0.94, confirmed=True),
    finding("terms.arbitration", TERMS, p=0.97),
    finding("terms.liability_limit", TERMS, p=0.97),
    finding("terms.contract_by_using", TERMS, p=0.95),
    finding("ownership.content_license", TERMS, p=0.8),
    finding("ai.training_on_student_data", TERMS, p=0.42),
)
SCHOOL = tuple(
    finding(practice, ADDENDUM, p=p, confirmed=True, **given)
    for practice, p, given in (
        ("sale.no_sale_commitment", 0.98, {}),
        ("ads.no_targeted", 0.97, {"also_answers": ("Q03",)}),
        ("tracking.none_in_student_product", 0.9, {}),
        ("use.school_purpose_only", 0.95, {}),
        ("sharing.service_providers_only", 0.93, {}),
        ("sharing.subprocessor_flowdown", 0.9, {}),
        ("transfer.merger_same_protections", 0.92, {}),
        ("consent.school_official", 0.96, {}),
        ("consent.school_authorized_coppa", 0.9, {}),
        ("retention.return_or_destroy_at_end", 0.96, {}),
        ("retention.fixed_period", 0.96, {"retention_period_days": 60, "retention_anchor": "contract_end"}),
        ("retention.deletion_on_request", 0.96, {"deletion_completion_days": 30}),
        ("ownership.school_owns", 0.97, {}),
        ("security.encryption", 0.95, {"in_transit": True, "at_rest": True}),
        ("scope.student_terms_control", 0.97, {"controls": True}),
    )
)
SIGNED = tuple(
    finding(practice, AGREEMENT, p=1.0, confirmed=True, **given)
    for practice, given in (
        ("breach.notification_period", {"breach_notice_hours": 72}),
        ("terms.change_notice", {"consent_required": True}),
        ("ai.no_training", {}),
        ("use.commercial_profiling", {"asserted": "denies"}),
        ("deid.no_reidentification", {}),
        ("rights.access_correction", {}),
        ("security.independent_audit", {}),
        ("sharing.legal_process", {"prior_notice": True}),
        ("transfer.international", {"asserted": "denies"}),
        ("scope.narrow_data_definition", {"asserted": "denies"}),
        ("collection.minimization", {}),
    )
)


def assessed(rulebook, profile, findings, *, controls: bool = True) -> Assessment:
    ids = sorted({f.evidence.document_id for f in findings})
    places = [standing(i, controls=controls and i == ADDENDUM) for i in ids]
    return assess(findings, [document(i) for i in ids], places, rulebook, profile)


def credits_of(assessment: Assessment) -> dict[str, float | None]:
    return {q.question_id: q.credit for q in assessment.questions}


@pytest.mark.parametrize(
    ("findings", "numbers", "tier", "provisional"),
    [
        (PUBLISHED, (26.6, 24.0, 30.6), TierId.HIGH_CONCERN, True),
        (PUBLISHED + SCHOOL, (72.5, 69.8, 72.5), TierId.WITH_DPA, True),
        (PUBLISHED + SCHOOL + SIGNED, (92.3, 92.2, 92.3), TierId.READY, False),
    ],
    ids=["published", "with-addendum", "with-agreement"],
)
def test_scores_of_the_worked_example(rulebook, profile, findings, numbers, tier, provisional):
    assessment = assessed(rulebook, profile, findings)
    assert (assessment.score, assessment.low, assessment.high) == pytest.approx(numbers, abs=0.05)
    assert assessment.tier.id is tier
    assert assessment.provisional is provisional


def test_an_addendum_that_does_not_say_it_controls(rulebook, profile):
    assessment = assessed(rulebook, profile, PUBLISHED + SCHOOL, controls=False)
    assert assessment.score == pytest.approx(52.9, abs=0.05)
    assert assessment.tier.id is TierId.NEEDS_ANSWERS
    contradicted = [q.question_id for q in assessment.questions if q.state is AnswerState.CONFLICT]
    assert contradicted == ["Q01", "Q03", "Q04", "Q05", "Q07", "Q24"]
    assert [c.question_id for c in assessment.conflicts if not c.resolved] == contradicted


def test_credits_of_the_published_documents_alone(rulebook, profile):
    credit = credits_of(assessed(rulebook, profile, PUBLISHED))
    assert credit["Q01"] == 0.3
    assert credit["Q02"] == 0.2  # the consumer's advertising is shown under "Other users"
    assert credit["Q13"] == 0.4  # p = 0.42 does not count
    assert credit["Q16"] == 0.5
    assert credit["Q33"] == 0.4
    assert credit["Q15"] == 0.4


def test_consumer_advertising_is_no_gate_and_is_shown_for_other_users(rulebook, profile):
    assessment = assessed(rulebook, profile, PUBLISHED)
    advertising = next(f for f in PUBLISHED if f.practice_id == "ads.targeted")
    assert assessment.hard_fails == ()
    assert advertising.key in assessment.other_users


def test_a_confirmed_sale_closes_the_gate_until_the_addendum_supersedes_it(rulebook, profile):
    sale = finding("sale.sells_student_data", confirmed=True)
    alone = assessed(rulebook, profile, (*PUBLISHED, sale))
    assert alone.tier.id is TierId.DO_NOT_APPROVE
    assert alone.sort_score == pytest.approx(min(alone.score, 39))
    lifted = assessed(rulebook, profile, (*PUBLISHED, *SCHOOL, sale))
    assert lifted.tier.id is TierId.WITH_DPA
    assert lifted.score == pytest.approx(72.5, abs=0.05)
    (gate,) = lifted.hard_fails
    assert gate.finding_keys == (sale.key,)
    assert gate.lifted_by == (SCHOOL[0].key,)


def test_all_silent_documents_score_30_9(rulebook, profile):
    assessment = assess((), [document(POLICY)], [standing(POLICY)], rulebook, profile)
    assert assessment.score == pytest.approx(30.9, abs=0.05)
    assert sum(q.weight for q in assessment.questions) == 129


def test_dimension_scores_of_the_signed_agreement(rulebook, profile):
    assessment = assessed(rulebook, profile, PUBLISHED + SCHOOL + SIGNED)
    rounded = {d.dimension_id: round(d.score) for d in assessment.dimensions}
    assert rounded == {
        "sale_ads": 100,
        "use": 96,
        "sharing": 84,
        "retention": 100,
        "security": 100,
        "control": 100,
        "collection": 80,
        "terms": 54,
    }


def test_an_edited_finding_counts_as_confirmed(rulebook, profile):
    sure = dataclasses.replace(PUBLISHED[0], confidence=0.3)
    edited = finding("sale.qualified_or_opt_out", p=0.3, status="edited")
    assert credits_of(assessed(rulebook, profile, (edited,)))["Q01"] == 0.3
    assert credits_of(assessed(rulebook, profile, (sure,)))["Q01"] == 0.3
