from __future__ import annotations

from datetime import date

from analyzer.assess import assess
from tests.unit.assess.evidence import AGREEMENT, POLICY, document, finding, standing


def assessed(rulebook, profile, *findings, **given):
    ids = sorted({f.evidence.document_id for f in findings} | {POLICY})
    return assess(
        findings, [document(i, **given) for i in ids], [standing(i) for i in ids], rulebook, profile
    )


def test_a_contradiction_is_asked_with_both_quotes_and_the_clause_wanted(rulebook, profile):
    promise, risk = finding("sale.no_sale_commitment"), finding("sale.qualified_or_opt_out")
    asked = assessed(rulebook, profile, promise, risk).vendor_questions
    assert asked[0].question_id == "Q01"
    assert set(asked[0].finding_keys) == {promise.key, risk.key}
    assert asked[0].text == rulebook.practice("sale.qualified_or_opt_out").ask_vendor
    assert asked[0].agreement_clause


def test_silence_is_asked_by_the_promise_wanted_and_a_full_promise_is_not(rulebook, profile):
    asked = assessed(rulebook, profile, finding("ai.no_training")).vendor_questions
    by_question = {q.question_id: q for q in asked}
    assert "Q13" not in by_question
    assert "How long is student data kept?" in by_question["Q15"].text
    wanted = rulebook.practice("retention.fixed_period").agreement_clause
    assert by_question["Q15"].agreement_clause == wanted
    assert by_question["Q15"].finding_keys == ()
    assert "Q28" not in by_question  # silence on arbitration is fine


def test_the_gravest_questions_come_first(rulebook, profile):
    weights = {q.id: q.weight for q in rulebook.questions}
    asked = [weights[q.question_id] for q in assessed(rulebook, profile).vendor_questions]
    assert asked == sorted(asked, reverse=True)


def test_law_notes_begin_at_home_and_carry_their_mark(rulebook, profile):
    notes = assessed(rulebook, profile, finding("breach.weak_or_none")).law_notes
    cited = set(rulebook.practice("breach.weak_or_none").citations)
    assert {n.citation_id for n in notes} == cited
    assert notes[0].jurisdiction == "MA"
    assert all(n.mark in ("C", "S", "K") for n in notes)
    assert all(n.finding_keys == (finding("breach.weak_or_none").key,) for n in notes)


def test_a_superseded_clause_gives_no_note(rulebook, profile):
    risk = finding("ai.training_on_student_data")
    notes = assessed(rulebook, profile, risk, finding("ai.no_training", AGREEMENT)).law_notes
    assert all(risk.key not in n.finding_keys for n in notes)


def test_an_old_policy_without_a_period_gets_a_dated_note(rulebook, profile):
    old = assessed(rulebook, profile, updated_date=date(2025, 1, 1), title="Policy").law_notes
    (note,) = old
    assert note.citation_id == "COPPA-RET"
    assert "dated before 22 April 2026" in note.why
    assert assessed(rulebook, profile, updated_date=date(2026, 5, 1)).law_notes == ()


def test_a_pledge_that_has_ended_is_told_as_an_outdated_claim(rulebook, profile):
    text = "We are among the signatories of the Student Privacy Pledge and proud of it."
    (note,) = assessed(rulebook, profile, text=text, title="Policy").law_notes
    assert (note.citation_id, note.mark, note.finding_keys) == ("PLEDGE", "S", ())
    assert "outdated claim in Policy" in note.why
    assert "signatories of the Student Privacy Pledge" in note.why
    assert assessed(rulebook, profile, text="We pledge to keep students safe.").law_notes == ()


def test_florida_and_texas_are_cited_under_their_states(rulebook, profile):
    notes = {n.citation_id: n for n in assessed(rulebook, profile, finding("ads.targeted")).law_notes}
    assert [notes[i].jurisdiction for i in ("FL-1494", "TX-32.152")] == ["FL", "TX"]
    assert [notes[i].mark for i in ("FL-1494", "TX-32.152")] == ["S", "C"]
