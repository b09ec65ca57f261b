from __future__ import annotations

import pytest

from analyzer.assess import assess
from analyzer.core.documents import DocumentKind, ReadingStatus
from analyzer.core.profile import Ruling, RulingKind
from analyzer.core.reports import AnswerState, TierId, UnreadSource
from tests.unit.assess.evidence import AGREEMENT, POLICY, TERMS, document, finding, standing


@pytest.fixture
def judged(rulebook, profile):
    def judge(*findings, **given):
        ids = sorted({f.evidence.document_id for f in findings} | {POLICY})
        places = [standing(i) for i in ids]
        return assess(findings, [document(i) for i in ids], places, rulebook, profile, **given)

    return judge


@pytest.mark.parametrize(
    ("practice", "gate"),
    [
        ("sale.sells_student_data", "HF1"),
        ("ads.targeted", "HF2"),
        ("sharing.advertisers", "HF2"),
        ("use.commercial_profiling", "HF3"),
        ("ownership.vendor_claims", "HF5"),
        ("retention.indefinite", "HF6"),
        ("ai.training_on_student_data", "HF7"),
    ],
)
def test_a_gate_closes_only_once_a_person_confirmed_the_quote(judged, practice, gate):
    candidate = judged(finding(practice))
    assert [(g.id, g.confirmed) for g in candidate.hard_fails] == [(gate, False)]
    assert candidate.tier.id is not TierId.DO_NOT_APPROVE
    assert candidate.provisional
    confirmed = judged(finding(practice, confirmed=True))
    assert confirmed.tier.id is TierId.DO_NOT_APPROVE
    assert confirmed.sort_score <= 39
    denied = judged(finding(practice, confirmed=True, asserted="denies"))
    assert denied.hard_fails == ()


@pytest.mark.parametrize("scope", ["consumer", "website", "other_users"])
def test_what_is_about_others_closes_no_gate(judged, scope):
    assert judged(finding("sale.sells_student_data", confirmed=True, scope=scope)).hard_fails == ()


def test_a_sale_of_the_company_alone_is_no_sale_of_data(judged):
    merger = finding("sale.sells_student_data", confirmed=True, recipients=("acquirer",))
    assert judged(merger).hard_fails == ()


def test_keeping_without_limit_is_a_gate_only_where_nothing_can_be_deleted(judged):
    kept = finding("retention.indefinite", confirmed=True)
    assert judged(kept, finding("retention.deletion_on_request")).hard_fails == ()
    assert judged(kept, finding("retention.return_or_destroy_at_end")).hard_fails == ()


def test_training_with_schools_excluded_is_no_gate(judged):
    trains = finding("ai.training_on_student_data", confirmed=True)
    assert judged(trains, finding("ai.no_training", scope="school")).hard_fails == ()
    assert [g.id for g in judged(trains, finding("ai.no_training")).hard_fails] == ["HF7"]


def test_the_signed_agreement_lifts_a_gate_and_the_quote_stays(judged):
    sale = finding("sale.sells_student_data", confirmed=True)
    promise = finding("sale.no_sale_commitment", AGREEMENT)
    (gate,) = judged(sale, promise).hard_fails
    assert gate.finding_keys == (sale.key,)
    assert gate.lifted_by == (promise.key,)
    assert judged(sale, promise).tier.id is not TierId.DO_NOT_APPROVE


def test_a_lifted_candidate_leaves_nothing_to_confirm(judged):
    heavy = [q.question_id for q in judged().questions if q.weight == 8]
    rulings = [Ruling(question_id=q, kind=RulingKind.CONFIRMED) for q in heavy]
    sale = finding("sale.sells_student_data")
    assert judged(sale, rulings=rulings).provisional
    assert not judged(sale, finding("sale.no_sale_commitment", AGREEMENT), rulings=rulings).provisional


def test_a_policy_about_the_website_only_is_not_reviewable(rulebook, profile):
    only = finding("scope.website_only", confirmed=True)
    assessment = assess([only], [document(POLICY)], [standing(POLICY, covers=False)], rulebook, profile)
    assert assessment.tier.id is TierId.NOT_REVIEWABLE
    assert assessment.score is None
    assert [g.id for g in assessment.hard_fails] == ["HF4"]
    assert assessment.hard_fails[0].finding_keys == (only.key,)


def test_terms_alone_are_no_privacy_policy(rulebook, profile):
    assessment = assess([], [document(TERMS)], [standing(TERMS)], rulebook, profile)
    assert assessment.tier.id is TierId.NOT_REVIEWABLE


def test_below_sixty_percent_of_the_documents_nothing_is_scored(rulebook, profile):
    papers = [document(POLICY), document("d5", DocumentKind.STUDENT_POLICY, status=ReadingStatus.BLOCKED)]
    assessment = assess([], papers, [standing(POLICY)], rulebook, profile)
    assert assessment.coverage.share == 0.5
    assert assessment.tier.id is TierId.NOT_REVIEWABLE
    assert "50%" in assessment.tier.reasons[0]
    assert "d5.html (blocked)" in assessment.coverage.missing


def test_where_nothing_was_read_no_question_is_called_silent_and_none_earns_points(rulebook, profile):
    lost = document("d5", DocumentKind.PRIVACY_POLICY, status=ReadingStatus.BLOCKED)
    assessment = assess([], [lost], [], rulebook, profile)
    assert assessment.score is None
    assert {state.line for state in assessment.questions} == {
        "No document could be read: left out of the score."
    }


def test_a_student_policy_referred_to_but_not_read_is_missing(judged):
    pointer = finding(
        "scope.student_terms_control", quote="Our Student Privacy Policy applies to pupils instead."
    )
    assessment = judged(pointer)
    assert assessment.coverage.share == 0.5
    assert assessment.tier.id is TierId.NOT_REVIEWABLE
    contract = finding("scope.student_terms_control", quote="The agreement with your school controls.")
    assert judged(contract).coverage.share == 1


def test_an_unread_source_is_counted_once(rulebook, profile):
    lost = document("d9", DocumentKind.COOKIE_NOTICE, status=ReadingStatus.NOT_FETCHED, location="c.html")
    told = UnreadSource(location="c.html", kind=DocumentKind.COOKIE_NOTICE, reason="404", remedy="")
    assessment = assess([], [document(POLICY), lost], [standing(POLICY)], rulebook, profile, unread=[told])
    assert assessment.coverage.share == pytest.approx(2 / 3)


def test_a_page_that_is_no_policy_is_missing_only_if_declared(rulebook, profile):
    for declared, share in ((None, 1.0), (DocumentKind.TERMS, 2 / 3)):
        stray = document("d9", DocumentKind.OTHER, status=ReadingStatus.NOT_A_POLICY, declared=declared)
        assessment = assess([], [document(POLICY), stray], [standing(POLICY)], rulebook, profile)
        assert assessment.coverage.share == pytest.approx(share)


def test_a_ruling_leaves_a_question_out_with_its_reason(judged):
    ruling = Ruling(question_id="Q13", kind=RulingKind.NOT_APPLICABLE, reason="No AI in it, 2026-10-01")
    assessment = judged(finding("ai.training_on_student_data"), rulings=[ruling])
    state = next(q for q in assessment.questions if q.question_id == "Q13")
    assert (state.state, state.credit) == (AnswerState.NOT_APPLICABLE, None)
    assert "No AI in it" in state.line
    weights = sum(q.weight for q in assessment.questions if q.credit is not None)
    assert weights == 129 - 8


def test_a_reviewer_confirms_silence_by_a_ruling(judged):
    heavy = [q.question_id for q in judged().questions if q.weight == 8]
    rulings = [Ruling(question_id=q, kind=RulingKind.CONFIRMED) for q in heavy]
    assert judged().provisional
    assert not judged(rulings=rulings).provisional
    assert judged(rulings=rulings[1:]).provisional


def test_three_open_heavy_questions_need_answers_whatever_the_score(rulebook, profile, judged):
    light = [
        finding(p.id, AGREEMENT, confirmed=True)
        for p in rulebook.practices
        if p.polarity.value == "protective" and p.question not in ("Q01", "Q06", "Q13")
    ]
    two_denied = [
        finding(p.id, AGREEMENT, asserted="denies")
        for p in rulebook.practices
        if p.polarity.value == "risk" and p.question not in ("Q01", "Q06", "Q13", "Q02")
    ]
    assessment = judged(*light, *two_denied)
    assert assessment.score >= 70
    assert assessment.tier.id is TierId.NEEDS_ANSWERS


def test_a_notice_about_the_website_says_nothing_of_pupils(rulebook, profile):
    """What a website's notice says of its visitors is shown for other users and never scored."""
    site = document(TERMS, DocumentKind.WEBSITE_POLICY)
    places = [standing(POLICY), standing(TERMS, rank=5, covers=False)]
    ads, sale = finding("ads.targeted", TERMS), finding("sale.sells_student_data", TERMS, scope="student")
    promise = finding("ads.no_targeted", POLICY)
    assessment = assess([ads, promise, sale], [document(POLICY), site], places, rulebook, profile)
    credit = {q.question_id: q.credit for q in assessment.questions}
    assert (credit["Q01"], credit["Q02"]) == (0.0, 1.0)  # what it says of pupils in so many words counts
    assert assessment.other_users == (ads.key,)
    assert [g.id for g in assessment.hard_fails] == ["HF1"]


def test_that_a_notice_covers_the_website_only_is_heard_from_itself(rulebook, profile):
    site = document(TERMS, DocumentKind.WEBSITE_POLICY)
    places = [standing(POLICY), standing(TERMS, rank=5, covers=False)]
    only = finding("scope.website_only", TERMS)
    assessment = assess([only], [document(POLICY), site], places, rulebook, profile)
    assert {q.question_id for q in assessment.questions if only.key in q.finding_keys} == {"Q31"}
