from dataclasses import replace

import pytest

from analyzer.compare import compare_reports
from analyzer.core.changes import Cause, FindingChangeKind
from analyzer.core.documents import DocumentKind, ReadingStatus
from analyzer.core.findings import FindingStatus
from analyzer.core.reports import AnswerState, QuestionState, Report, TierId, UnreadSource
from tests.unit.store.invented import (
    SENTENCES,
    later,
    make_assessment,
    make_document,
    make_finding,
    make_provenance,
    make_report,
)

OTHER = (SENTENCES[0], "We keep biometric voice prints indefinitely.", SENTENCES[2])


def report(
    sentences: tuple[str, ...] = SENTENCES, *, quotes: tuple[int, ...] = (0, 1), **how: object
) -> Report:
    document = make_document(sentences, snapshot_id=str(how.pop("bytes", sentences)))
    practices = ("sale.no_sale", "retention.fixed", "access.export")
    findings = tuple(make_finding(document, sentences[at], practices[at]) for at in quotes)
    return make_report(documents=(document,), findings=findings, **how)


def test_the_same_report_twice_holds_no_change() -> None:
    changes = compare_reports(report(), report())
    assert not any(document.changed for document in changes.documents)
    assert (changes.findings, changes.questions, changes.causes) == ((), (), ())
    assert changes.score_change == 0.0


def test_a_clause_that_the_vendor_reworded_changes_its_finding() -> None:
    changes = compare_reports(report(), report(OTHER))
    (found,) = changes.findings
    assert (found.kind, found.cause) == (FindingChangeKind.CHANGED, Cause.VENDOR_TEXT)
    assert found.old is not None
    assert found.new is not None
    assert (found.old.evidence.quote, found.new.evidence.quote) == (SENTENCES[1], OTHER[1])
    assert [(p.old, p.new) for p in found.parameters] == [("60 days", "indefinitely")]
    assert changes.causes == (Cause.VENDOR_TEXT,)


def test_other_words_that_read_the_same_are_only_reworded() -> None:
    new = (SENTENCES[0].replace("never sells", "will never sell"), *SENTENCES[1:])
    (found,) = compare_reports(report(), report(new)).findings
    assert (found.kind, found.cause) == (FindingChangeKind.REWORDED, Cause.VENDOR_TEXT)


def test_named_parameters_come_before_numbers_in_the_words() -> None:
    document = make_document()
    old = make_finding(document, SENTENCES[1], "r.x", parameters=(("days", 60), ("of", ("a", "b"))))
    new = replace(old, parameters=(("days", 90), ("of", ("a", "b"))))
    (found,) = compare_reports(
        make_report(documents=(document,), findings=(old,)),
        make_report(documents=(document,), findings=(new,), provenance=make_provenance(rules="r2")),
    ).findings
    assert [(p.name, p.old, p.new) for p in found.parameters] == [("days", "60", "90")]
    assert found.cause is Cause.RULES


def test_a_clause_that_went_takes_its_finding_along() -> None:
    (found,) = compare_reports(report(), report(SENTENCES[:1], quotes=(0,))).findings
    assert (found.kind, found.cause, found.practice_id) == (
        FindingChangeKind.GONE,
        Cause.VENDOR_TEXT,
        "retention.fixed",
    )


def test_a_clause_that_came_brings_a_finding() -> None:
    (found,) = compare_reports(report(SENTENCES[:1], quotes=(0,)), report()).findings
    assert (found.kind, found.cause) == (FindingChangeKind.APPEARED, Cause.VENDOR_TEXT)


@pytest.mark.parametrize(
    ("made", "cause"),
    [
        (make_provenance(rules="r2"), Cause.RULES),
        (replace(make_provenance(), model_id="m2"), Cause.MODEL),
        (replace(make_provenance(), analyzer_version="0.2.0"), Cause.EXTRACTOR),
    ],
)
def test_the_same_words_read_anew_are_our_change(made: object, cause: Cause) -> None:
    changes = compare_reports(report(quotes=(0,)), report(quotes=(0, 2), provenance=made))
    (found,) = changes.findings
    assert (found.kind, found.cause) == (FindingChangeKind.APPEARED, cause)
    assert changes.causes == (cause,)


def test_rules_and_text_that_change_together_are_told_apart() -> None:
    old = report(quotes=(0,))
    new = report((*SENTENCES, "We film pupils."), quotes=(0, 2), provenance=make_provenance(rules="r2"))
    document = new.documents[0]
    new = replace(new, findings=(*new.findings, make_finding(document, "We film pupils.", "film.pupils")))
    causes = {change.practice_id: change.cause for change in compare_reports(old, new).findings}
    assert causes == {"access.export": Cause.RULES, "film.pupils": Cause.VENDOR_TEXT}


def test_other_text_from_the_same_bytes_is_the_extractors_change() -> None:
    changes = compare_reports(report(bytes="same"), report(SENTENCES[:1], quotes=(0,), bytes="same"))
    assert changes.causes == (Cause.EXTRACTOR,)
    assert [found.cause for found in changes.findings] == [Cause.EXTRACTOR]


def test_a_review_is_the_districts_change() -> None:
    old = report()
    rejected = replace(old.findings[0], status=FindingStatus.REJECTED)
    changes = compare_reports(old, replace(old, findings=(rejected, *old.findings[1:])))
    (found,) = changes.findings
    assert (found.kind, found.cause) == (FindingChangeKind.CHANGED, Cause.REVIEWS)
    assert changes.causes == (Cause.REVIEWS,)


def test_another_profile_moves_the_score_alone() -> None:
    new = report(provenance=make_provenance(profile="p2"), assessment=make_assessment(60.0))
    changes = compare_reports(report(), new)
    assert changes.score_change == -12.5
    assert changes.causes == (Cause.PROFILE,)


def test_new_weights_move_the_score_alone() -> None:
    new = report(provenance=make_provenance(rules="r2"), assessment=make_assessment(60.0))
    assert compare_reports(report(), new).causes == (Cause.RULES,)


def test_a_blocked_page_leaves_its_findings_unread_not_gone() -> None:
    blocked = make_document(("Prove you are human",), status=ReadingStatus.BLOCKED)
    new = make_report(
        documents=(blocked,), findings=(), assessment=make_assessment(None, TierId.NOT_REVIEWABLE)
    )
    changes = compare_reports(report(), new)
    assert {found.kind for found in changes.findings} == {FindingChangeKind.NOT_READ}
    assert changes.documents[0].could_not_read is ReadingStatus.BLOCKED
    assert changes.causes == (Cause.NOT_READ,)
    assert changes.score_change is None
    back = compare_reports(new, report())
    assert {(found.kind, found.cause) for found in back.findings} == {
        (FindingChangeKind.APPEARED, Cause.NOT_READ)
    }


def test_a_source_that_was_not_obtained_leaves_its_findings_unread() -> None:
    old = report()
    location = old.documents[0].source.location
    unread = UnreadSource(location=location, kind=DocumentKind.TERMS, reason="timeout", remedy="Try later.")
    new = replace(make_report(documents=(), findings=()), unread=(unread,))
    changes = compare_reports(old, new)
    assert {found.kind for found in changes.findings} == {FindingChangeKind.NOT_READ}
    assert changes.removed_documents == ()
    assert changes.causes == (Cause.NOT_READ,)


def test_a_document_added_by_the_district_is_its_own_cause() -> None:
    terms = replace(
        make_document(("We may change these terms.",), location="https://x.example/terms", document_id="d2"),
        kind=DocumentKind.TERMS,
    )
    old = report()
    found = make_finding(terms, "We may change these terms.", "terms.change")
    new = replace(old, documents=(*old.documents, terms), findings=(*old.findings, found))
    changes = compare_reports(old, new)
    assert changes.added_documents == ("https://x.example/terms",)
    assert [(change.kind, change.cause) for change in changes.findings] == [
        (FindingChangeKind.APPEARED, Cause.LIST)
    ]
    back = compare_reports(new, old)
    assert back.removed_documents == ("https://x.example/terms",)
    assert [(change.kind, change.cause) for change in back.findings] == [(FindingChangeKind.GONE, Cause.LIST)]


def test_a_document_that_moved_to_another_address_is_compared() -> None:
    moved = make_document(OTHER, location="https://x.example/new-privacy")
    changes = compare_reports(report(), make_report(documents=(moved,), findings=()))
    assert [len(document.clauses) for document in changes.documents] == [1]
    assert (changes.added_documents, changes.removed_documents) == ((), ())
    causes = {change.practice_id: change.cause for change in changes.findings}
    assert causes == {"sale.no_sale": Cause.VENDOR_TEXT, "retention.fixed": Cause.VENDOR_TEXT}


def test_answers_and_tier_that_changed_are_told() -> None:
    def answered(state: AnswerState, credit: float | None) -> QuestionState:
        return QuestionState(question_id="q1", state=state, credit=credit, weight=4)

    before = replace(make_assessment(70.0), questions=(answered(AnswerState.SILENT, 0.2),))
    after = replace(make_assessment(90.0, TierId.READY), questions=(answered(AnswerState.PROTECTED, 1.0),))
    changes = compare_reports(
        report(assessment=before),
        report((*SENTENCES, "We sell nothing."), assessment=after, provenance=make_provenance(later(1))),
    )
    (question,) = changes.questions
    assert (question.old, question.new) == (AnswerState.SILENT, AnswerState.PROTECTED)
    assert (question.old_credit, question.new_credit) == (0.2, 1.0)
    assert (changes.old_tier, changes.new_tier) == (TierId.NEEDS_ANSWERS, TierId.READY)
    assert changes.score_change == 20.0
