from __future__ import annotations

import pytest

from analyzer.assess import assess, what_would_change
from analyzer.core.reports import TierId
from tests.unit.assess.evidence import ADDENDUM, AGREEMENT, POLICY, document, finding, standing
from tests.unit.assess.test_worked_example import PUBLISHED, SCHOOL, SIGNED


@pytest.fixture
def asked(rulebook, profile):
    def ask(findings, papers=None):
        ids = sorted({f.evidence.document_id for f in findings} | {POLICY})
        places = [standing(i, controls=i == ADDENDUM) for i in ids]
        assessment = assess(
            findings, [document(i) for i in ids] if papers is None else papers, places, rulebook, profile
        )
        return assessment, what_would_change(assessment, rulebook)

    return ask


def test_the_addendums_way_to_ready_is_signed_clauses_that_really_lead_there(asked):
    findings = PUBLISHED + SCHOOL
    assessment, whatif = asked(findings)
    assert assessment.tier.id is TierId.WITH_DPA
    assert whatif.next_tier == "Ready to approve"
    assert {"Q06", "Q13"} <= set(whatif.path)
    promises = {
        "Q06": finding("use.commercial_profiling", AGREEMENT, asserted="denies"),
        "Q13": finding("ai.no_training", AGREEMENT),
        "Q27": finding("terms.change_notice", AGREEMENT, consent_required=True),
        "Q20": finding("breach.notification_period", AGREEMENT, breach_notice_hours=72),
    }
    signed = tuple(promises[q] for q in whatif.path)
    assert asked(findings + signed)[0].tier.id is TierId.READY
    for left_out in signed:
        fewer = tuple(f for f in signed if f is not left_out)
        assert asked(findings + fewer)[0].tier.id is not TierId.READY


def test_a_bad_answer_to_a_silent_question_may_lower_the_tier(asked):
    near = tuple(f for f in PUBLISHED + SCHOOL if f.practice_id != "sharing.subprocessor_flowdown")
    assessment, whatif = asked(near)
    assert assessment.tier.id is TierId.WITH_DPA
    worse = {c.question_id: c for c in whatif.changes if not c.signed}
    assert set(worse) == {"Q06", "Q13"}
    after = asked((*near, finding("use.commercial_profiling")))[0]
    assert after.score == pytest.approx(worse["Q06"].score)
    assert after.tier.id.value == worse["Q06"].tier_id == "needs_answers"


def test_a_score_of_exactly_seventy_is_seventy(asked):
    assessment, _ = asked((*PUBLISHED, *SCHOOL, finding("use.commercial_profiling")))
    assert assessment.score == 70
    assert assessment.tier.id is TierId.WITH_DPA


def test_a_confirmed_gate_is_lifted_by_the_clause_that_answers_it(asked):
    sale = finding("sale.sells_student_data", confirmed=True)
    assessment, whatif = asked((*PUBLISHED, sale))
    assert assessment.tier.id is TierId.DO_NOT_APPROVE
    assert whatif.path == ("Q01",)
    assert whatif.next_tier == "High concern"


def test_the_worked_examples_move_by_one_tier_at_most_when_a_weight_changes(asked):
    for findings in (PUBLISHED, PUBLISHED + SCHOOL, PUBLISHED + SCHOOL + SIGNED):
        assert asked(findings)[1].robust


def test_a_weight_that_changes_the_tier_is_named(asked):
    _, whatif = asked(PUBLISHED + SCHOOL)
    assert whatif.sensitivity
    for step in whatif.sensitivity:
        assert step.tier_id != TierId.WITH_DPA.value
        assert step.step in (1, -1)


def test_what_was_not_read_needs_documents_not_answers(asked):
    assessment, whatif = asked((), papers=[])
    assert assessment.score is None
    assert whatif.changes == ()
    assert "No document could be read" in whatif.notes[0]
