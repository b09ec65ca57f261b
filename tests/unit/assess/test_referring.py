"""Governing documents that are referred to and were not read lower the coverage and are named."""

from __future__ import annotations

import pytest

from analyzer.assess import assess
from analyzer.core.documents import DocumentKind, ReadingStatus, Reference, Span
from analyzer.core.reports import TierId, UnreadSource
from tests.unit.assess.evidence import ADDENDUM, POLICY, RANKS, TERMS, document, finding, standing

TEXT = "We teach. Pupils have our Student Privacy Notice, which comes first. Use is under our Terms of Use."


def reference(title: str, kind: DocumentKind, url: str | None = None, *, governs: bool = True) -> Reference:
    start = TEXT.find(title)
    spans = (Span(max(start, 0), max(start, 0) + len(title)),)
    return Reference(title=title, kind=kind, spans=spans, url=url, governs=governs)


STUDENT = reference("Student Privacy Notice", DocumentKind.STUDENT_POLICY, "https://vendor.example/students")
USE = reference("Terms of Use", DocumentKind.TERMS)


def policy(*references: Reference):
    return document(POLICY, text=TEXT, refers_to=references)


def judged(rulebook, profile, papers, findings=(), unread=()):
    places = [standing(d.id, rank=None if d.id in RANKS else 5) for d in papers]
    return assess(findings, papers, places, rulebook, profile, unread=unread)


@pytest.mark.parametrize(
    ("references", "share"),
    [((), 1.0), ((USE,), 2 / 3), ((STUDENT,), 1 / 2), ((STUDENT, USE), 2 / 5)],
    ids=["nothing", "terms", "student-policy", "both"],
)
def test_each_missing_document_lowers_the_coverage_by_its_weight(rulebook, profile, references, share):
    coverage = judged(rulebook, profile, [policy(*references)]).coverage
    assert coverage.share == pytest.approx(share)
    assert [r.title for r in coverage.referred] == [r.title for r in references]
    assert len(coverage.missing) == len(references)


def test_it_is_named_with_its_sentence_and_its_address(rulebook, profile):
    (missing,) = judged(rulebook, profile, [policy(STUDENT)]).coverage.referred
    assert missing.quote == "Pupils have our Student Privacy Notice, which comes first."
    assert (missing.document_id, missing.span.of(TEXT)) == (POLICY, missing.quote)
    assert missing.url == "https://vendor.example/students"


def test_below_the_minimum_one_sentence_tells_what_to_get(rulebook, profile):
    tier = judged(rulebook, profile, [policy(STUDENT)]).tier
    assert tier.id is TierId.NOT_REVIEWABLE
    assert tier.reasons[-1] == (
        "Next: get “Student Privacy Notice” (open https://vendor.example/students),"
        " and check it together with what was read."
    )
    unlinked = reference("Student Privacy Notice", DocumentKind.STUDENT_POLICY)
    (*_, last) = judged(rulebook, profile, [policy(unlinked)]).tier.reasons
    assert "ask the vendor where it is published" in last


def test_above_the_minimum_it_is_named_and_scored(rulebook, profile):
    assessment = judged(rulebook, profile, [policy(USE)])
    assert assessment.score is not None
    assert "Terms of Use (referred to in “Use is under our Terms of Use.”)" in assessment.coverage.missing
    silent = next(q for q in assessment.questions if q.question_id == "Q28")
    assert "1 of 2 documents" in silent.line


def test_what_was_read_or_does_not_govern_is_not_missing(rulebook, profile):
    mentioned = reference("Honor Code", DocumentKind.ACCEPTABLE_USE, governs=False)
    papers = [policy(STUDENT, USE, mentioned), document(TERMS), document(ADDENDUM)]
    assert judged(rulebook, profile, papers).coverage.share == 1


def test_a_document_read_under_the_linked_address_is_not_missing(rulebook, profile):
    other = document("d9", DocumentKind.OTHER, location="http://www.vendor.example/students/")
    coverage = judged(rulebook, profile, [policy(STUDENT), other]).coverage
    assert coverage.referred == ()


def test_what_could_not_be_read_is_missing_once(rulebook, profile):
    lost = document("d9", DocumentKind.STUDENT_POLICY, status=ReadingStatus.BLOCKED)
    assert judged(rulebook, profile, [policy(STUDENT), lost]).coverage.share == 1 / 2
    told = UnreadSource(location="https://vendor.example/students", kind=None, reason="404", remedy="")
    assert judged(rulebook, profile, [policy(STUDENT)], unread=[told]).coverage.share == 2 / 3


def test_a_pointer_and_a_title_are_one_document(rulebook, profile):
    pointer = finding("scope.student_terms_control", quote="Our student policy applies instead.")
    coverage = judged(rulebook, profile, [policy(STUDENT)], [pointer]).coverage
    assert [r.title for r in coverage.referred] == ["Student Privacy Notice"]


def test_a_document_that_was_not_read_refers_to_nothing(rulebook, profile):
    blocked = document(TERMS, status=ReadingStatus.BLOCKED, text=TEXT, refers_to=(STUDENT,))
    assert judged(rulebook, profile, [document(POLICY), blocked]).coverage.referred == ()
