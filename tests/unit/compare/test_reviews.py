from dataclasses import replace

import pytest

from analyzer.compare import apply_reviews
from analyzer.core.documents import Document, Span
from analyzer.core.findings import Finding, FindingStatus, Qualifier, Reading, Scope, finding_key
from analyzer.core.reviews import Edit, PlacementKind, Review, ReviewedFindings, ReviewVerdict
from tests.unit.store.invented import NOON, POLICY, SENTENCES, make_document, make_finding

LONG = "Quillmoss keeps the reading logs of pupils on servers in three countries for 60 days after term ends."


def review(
    quote: str = SENTENCES[0], verdict: ReviewVerdict = ReviewVerdict.CONFIRMED, **how: object
) -> Review:
    practice = str(how.pop("practice", "sale.no_sale"))
    values = {
        "vendor_id": "quillmoss",
        "finding_key": finding_key(practice, quote),
        "practice_id": practice,
        "quote": quote,
        "location": POLICY,
        "verdict": verdict,
        "reason": "read it twice",
        "reviewer": "R. Ellery",
        "made_at": NOON,
        "revision": 1,
        **how,
    }
    return Review(**values)


def applied(
    document: Document, *reviews: Review, quotes: tuple[str, ...] = SENTENCES[:1]
) -> ReviewedFindings:
    findings = tuple(make_finding(document, quote) for quote in quotes)
    return apply_reviews(findings, (document,), reviews)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (ReviewVerdict.CONFIRMED, FindingStatus.CONFIRMED),
        (ReviewVerdict.REJECTED, FindingStatus.REJECTED),
    ],
)
def test_a_verdict_is_found_again_by_key(verdict: ReviewVerdict, status: FindingStatus) -> None:
    result = applied(make_document(), review(verdict=verdict))
    assert [finding.status for finding in result.findings] == [status]
    (placement,) = result.placements
    assert (placement.kind, placement.applied, placement.similarity) == (PlacementKind.EXACT, True, 1.0)
    assert result.queue == ()


def test_without_reviews_nothing_happens() -> None:
    document = make_document()
    finding = make_finding(document, SENTENCES[0])
    assert apply_reviews((finding,), (document,), ()) == ReviewedFindings(findings=(finding,), placements=())


def test_an_edit_changes_what_the_person_changed_and_keeps_the_key() -> None:
    edit = Edit(practice_id="sale.exception", scope=Scope.CONSUMER, qualifier=Qualifier.HEDGE, severity=3)
    machine = make_finding(make_document(), SENTENCES[0])
    (finding,) = applied(make_document(), review(verdict=ReviewVerdict.EDITED, edit=edit)).findings
    assert finding == replace(
        machine,
        practice_id="sale.exception",
        scope=Scope.CONSUMER,
        qualifier=Qualifier.HEDGE,
        severity=3,
        status=FindingStatus.EDITED,
        machine_reading=Reading(
            practice_id="sale.no_sale",
            asserted=machine.asserted,
            scope=Scope.STUDENT,
            qualifier=Qualifier.NONE,
        ),
    )


def test_an_edit_that_is_taken_back_leaves_nothing_in_a_report_that_had_it() -> None:
    document = make_document()
    student = make_finding(document, SENTENCES[0])
    copies = (student, replace(student, scope=Scope.SCHOOL))
    edit = Edit(practice_id="sale.exception", scope=Scope.CONSUMER, severity=3)
    edited = review(verdict=ReviewVerdict.EDITED, edit=edit)
    stored = apply_reviews(copies, (document,), (edited,)).findings
    assert [finding.scope for finding in stored] == [Scope.CONSUMER, Scope.CONSUMER]
    withdrawn = review(verdict=ReviewVerdict.WITHDRAWN, revision=2)
    assert apply_reviews(stored, (document,), (edited, withdrawn)).findings == copies
    confirmed = review(revision=2)
    again = apply_reviews(stored, (document,), (edited, confirmed)).findings
    assert again == tuple(replace(copy, status=FindingStatus.CONFIRMED) for copy in copies)


def test_verdicts_applied_twice_say_the_same() -> None:
    document = make_document()
    verdicts = (
        review(verdict=ReviewVerdict.EDITED, edit=Edit(scope=Scope.ANY)),
        review(SENTENCES[2], ReviewVerdict.ADDED, practice="access.export"),
    )
    once = apply_reviews((make_finding(document, SENTENCES[0]),), (document,), verdicts)
    assert apply_reviews(once.findings, (document,), verdicts) == once


def test_a_clause_that_was_added_may_be_judged_again() -> None:
    document = make_document()
    added = review(SENTENCES[2], ReviewVerdict.ADDED, practice="access.export", edit=Edit(scope=Scope.SCHOOL))
    rejected = replace(added, verdict=ReviewVerdict.REJECTED, edit=None, revision=2)
    (finding,) = apply_reviews((), (document,), (added, rejected)).findings
    assert (finding.status, finding.scope) == (FindingStatus.REJECTED, Scope.SCHOOL)
    edited = replace(added, verdict=ReviewVerdict.EDITED, edit=Edit(severity=1), revision=3)
    (finding,) = apply_reviews((finding,), (document,), (added, rejected, edited)).findings
    assert (finding.status, finding.severity, finding.scope) == (FindingStatus.EDITED, 1, Scope.SCHOOL)


def test_a_clause_that_was_added_goes_when_it_is_taken_back() -> None:
    document = make_document()
    added = review(SENTENCES[2], ReviewVerdict.ADDED, practice="access.export")
    once = apply_reviews((), (document,), (added,)).findings
    assert [finding.practice_id for finding in once] == ["access.export"]
    back = replace(added, verdict=ReviewVerdict.WITHDRAWN, revision=2)
    assert apply_reviews(once, (document,), (added, back)).findings == ()


def test_the_last_word_holds_and_may_take_the_verdict_back() -> None:
    confirmed = review()
    rejected = review(verdict=ReviewVerdict.REJECTED, revision=2)
    assert applied(make_document(), rejected, confirmed).findings[0].status is FindingStatus.REJECTED
    withdrawn = review(verdict=ReviewVerdict.WITHDRAWN, revision=3)
    result = applied(make_document(), confirmed, rejected, withdrawn)
    assert result.findings[0].status is FindingStatus.MACHINE
    assert result.placements == ()


def test_a_clause_in_another_document_moved() -> None:
    document = make_document(location="https://quillmoss.example/terms")
    (placement,) = applied(document, review()).placements
    assert (placement.kind, placement.applied) == (PlacementKind.MOVED, True)


def test_a_clause_reworded_in_passing_keeps_its_verdict() -> None:
    new = LONG.replace("servers", "server")
    result = applied(make_document((new,)), review(LONG), quotes=(new,))
    (placement,) = result.placements
    assert (placement.kind, placement.applied) == (PlacementKind.REWORDED, True)
    assert 0.95 <= placement.similarity < 1
    assert result.findings[0].status is FindingStatus.CONFIRMED
    assert result.findings[0].evidence.quote == new


@pytest.mark.parametrize(
    "new",
    [
        LONG.replace("60 days", "90 days"),
        "Quillmoss keeps the reading logs of pupils on servers in any country for 60 days after school ends.",
    ],
)
def test_a_clause_reworded_in_substance_waits_for_a_person(new: str) -> None:
    result = applied(make_document((new,)), review(LONG), quotes=(new,))
    assert result.findings[0].status is FindingStatus.MACHINE
    (placement,) = result.queue
    assert placement.kind is PlacementKind.REWORDED
    assert placement.finding == result.findings[0]
    assert placement.review.quote == LONG


def test_a_clause_that_went_leaves_an_orphan() -> None:
    result = applied(make_document(SENTENCES[1:]), review(), quotes=())
    (placement,) = result.queue
    assert (placement.kind, placement.finding) == (PlacementKind.ORPHANED, None)


def test_another_practice_is_never_taken_for_the_same_clause() -> None:
    result = applied(make_document(), review(practice="sale.other"))
    assert [placement.kind for placement in result.queue] == [PlacementKind.ORPHANED]
    assert result.findings[0].status is FindingStatus.MACHINE


def added(document: Document, quote: str = SENTENCES[2], **how: object) -> Review:
    start = document.text.index(quote)
    return review(
        quote,
        ReviewVerdict.ADDED,
        practice="access.export",
        snapshot_id=document.snapshot_id,
        span=Span(start, start + len(quote)),
        edit=Edit(scope=Scope.SCHOOL),
        **how,
    )


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


def test_a_clause_that_only_a_person_saw_is_a_finding_of_its_own() -> None:
    document = make_document(snapshot_id="s1")
    result = applied(document, added(document), quotes=())
    finding = only(result.findings)
    assert finding.evidence.span.of(document.text) == finding.evidence.quote == SENTENCES[2]
    assert (finding.status, finding.scope) == (FindingStatus.CONFIRMED, Scope.SCHOOL)
    assert finding.evidence.detectors == ("person:R. Ellery",)
    assert result.placements[0].kind is PlacementKind.EXACT


def test_an_added_clause_is_found_again_in_other_bytes() -> None:
    old = make_document(snapshot_id="s1")
    new = make_document(("A line before.", *SENTENCES), snapshot_id="s2")
    finding = only(applied(new, added(old), quotes=()).findings)
    assert finding.evidence.span.of(new.text) == SENTENCES[2]


def test_an_added_clause_that_the_machine_sees_too_is_not_doubled() -> None:
    document = make_document(snapshot_id="s1")
    machine = make_finding(document, SENTENCES[2], "access.export")
    result = apply_reviews((machine,), (document,), (added(document),))
    assert [finding.status for finding in result.findings] == [FindingStatus.CONFIRMED]


def test_an_added_clause_that_was_reworded_waits_and_one_that_went_is_an_orphan() -> None:
    old = make_document(snapshot_id="s1")
    reworded = make_document(
        (*SENTENCES[:2], "Teachers may export a class roster at any hour."), snapshot_id="s2"
    )
    result = applied(reworded, added(old), quotes=())
    assert result.findings == ()
    assert [placement.kind for placement in result.queue] == [PlacementKind.REWORDED]
    gone = make_document(SENTENCES[:1], snapshot_id="s3")
    assert [p.kind for p in applied(gone, added(old), quotes=()).queue] == [PlacementKind.ORPHANED]
