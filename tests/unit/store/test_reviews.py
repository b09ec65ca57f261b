from dataclasses import replace
from datetime import date

import pytest

from analyzer.core.documents import Span
from analyzer.core.errors import StoreError
from analyzer.core.findings import Scope
from analyzer.core.reviews import Decision, DecisionKind, Edit, Review, ReviewLock, ReviewVerdict
from analyzer.store import Store
from tests.unit.store.invented import NOON, POLICY, SENTENCES, later, make_document, make_report, make_vendor

REVIEW = Review(
    vendor_id="quillmoss",
    finding_key="a" * 16,
    practice_id="sale.no_sale",
    quote=SENTENCES[0],
    location=POLICY,
    verdict=ReviewVerdict.EDITED,
    reason="It is about schools – “only”.",
    reviewer="R. Ellery",
    made_at=NOON,
    snapshot_id="s" * 64,
    span=Span(3, 9),
    edit=Edit(scope=Scope.SCHOOL, severity=2),
)
DECISION = Decision(
    vendor_id="quillmoss",
    kind=DecisionKind.APPROVE_WITH_CONDITIONS,
    decider="R. Ellery",
    decided_at=NOON,
    reason="They answered.",
    second_approver="M. Okafor",
    expires_on=date(2027, 6, 30),
    conditions=("no photos", "grade 6 and up"),
)


def test_a_verdict_comes_back_as_it_was_given(store: Store) -> None:
    kept = store.reviews.add(REVIEW, seen=0)
    assert kept == replace(REVIEW, revision=1)
    assert store.reviews.current("quillmoss") == (kept,)
    assert store.reviews.history("quillmoss", "a" * 16) == (kept,)
    assert store.reviews.history("quillmoss", "b" * 16) == ()


def test_a_later_verdict_follows_and_all_stay_in_the_history(store: Store) -> None:
    store.reviews.add(REVIEW, seen=0)
    second = replace(
        REVIEW, verdict=ReviewVerdict.CONFIRMED, edit=None, reviewer="M. Okafor", made_at=later(1)
    )
    kept = store.reviews.add(second, seen=1)
    assert store.reviews.current("quillmoss") == (kept,)
    assert [review.revision for review in store.reviews.history("quillmoss")] == [1, 2]
    store.reviews.add(replace(second, verdict=ReviewVerdict.WITHDRAWN), seen=2)
    assert store.reviews.current("quillmoss") == ()
    assert len(store.reviews.history("quillmoss")) == 3


def test_an_added_clause_must_stand_where_it_is_said_to_stand(store: Store) -> None:
    document = make_document(snapshot_id="s" * 64)
    store.reports.add(make_report(documents=(document,)))
    start = document.text.index(SENTENCES[1])
    added = replace(
        REVIEW,
        verdict=ReviewVerdict.ADDED,
        quote=SENTENCES[1],
        span=Span(start + 1, start + 1 + len(SENTENCES[1])),
        edit=None,
    )
    with pytest.raises(StoreError, match="do not stand at"):
        store.reviews.add(added, seen=0)
    assert store.reviews.history("quillmoss") == ()
    right = replace(added, span=Span(start, start + len(SENTENCES[1])))
    assert store.reviews.add(right, seen=0).revision == 1


@pytest.mark.parametrize("seen", [0, 2])
def test_a_verdict_given_without_seeing_the_last_one_is_refused(store: Store, seen: int) -> None:
    store.reviews.add(REVIEW, seen=0)
    with pytest.raises(StoreError, match="judged by somebody else in the meantime"):
        store.reviews.add(replace(REVIEW, reviewer="M. Okafor"), seen=seen)
    assert [review.reviewer for review in store.reviews.history("quillmoss")] == ["R. Ellery"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reviewer": " "}, "needs the name of its reviewer"),
        ({"reason": ""}, "not edited without a reason"),
        ({"verdict": ReviewVerdict.REJECTED, "reason": " "}, "not rejected without a reason"),
        ({"edit": None}, "must say what it changes"),
        ({"vendor_id": "nobody"}, "no vendor 'nobody'"),
    ],
)
def test_an_incomplete_verdict_is_refused(store: Store, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        store.reviews.add(replace(REVIEW, **change), seen=0)


def test_a_closed_review_is_locked_until_it_is_reopened(store: Store) -> None:
    assert store.reviews.lock("quillmoss") == ReviewLock(vendor_id="quillmoss", closed=False)
    closing = ReviewLock(
        vendor_id="quillmoss", closed=True, person="M. Okafor", reason="done", made_at=later(1)
    )
    closed = store.reviews.set_lock(closing, seen=0)
    assert store.reviews.lock("quillmoss") == closed
    with pytest.raises(StoreError, match=r"closed by M\. Okafor"):
        store.reviews.add(REVIEW, seen=0)
    with pytest.raises(StoreError, match="closed or reopened by somebody else"):
        store.reviews.set_lock(replace(closing, closed=False), seen=0)
    store.reviews.set_lock(replace(closing, closed=False, reason="new terms", made_at=later(2)), seen=1)
    assert store.reviews.add(REVIEW, seen=0).revision == 1


def test_a_lock_needs_person_reason_and_time(store: Store) -> None:
    with pytest.raises(StoreError, match="a person, a reason and a time"):
        store.reviews.set_lock(ReviewLock(vendor_id="quillmoss", closed=True, person="R. E."), seen=0)


def test_a_decision_comes_back_as_it_was_taken(store: Store) -> None:
    number = store.reports.add(make_report())
    kept = store.decisions.add(replace(DECISION, report=number), seen=0)
    assert kept == replace(DECISION, report=number, revision=1)
    assert store.decisions.current("quillmoss") == kept
    assert store.decisions.all_current() == {"quillmoss": kept}


def test_two_deciders_cannot_overwrite_each_other(store: Store) -> None:
    store.decisions.add(DECISION, seen=0)
    denied = replace(DECISION, kind=DecisionKind.DENY, decider="M. Okafor", second_approver=None)
    with pytest.raises(StoreError, match="decided on 'quillmoss' in the meantime"):
        store.decisions.add(denied, seen=0)
    store.decisions.add(denied, seen=1)
    assert [d.kind for d in store.decisions.history("quillmoss")] == [DECISION.kind, DecisionKind.DENY]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decider": ""}, "name of its decider"),
        ({"second_approver": "R. Ellery"}, "must be another person"),
        ({"conditions": ()}, "must name the conditions"),
        ({"kind": DecisionKind.DENY, "reason": ""}, "needs a reason"),
        ({"kind": DecisionKind.DEFER, "reason": ""}, "needs a reason"),
        ({"expires_on": NOON.date()}, "expire after the day"),
        ({"report": 99}, "Report 99 is none of 'quillmoss'"),
        ({"vendor_id": "nobody"}, "no vendor 'nobody'"),
    ],
)
def test_an_incomplete_decision_is_refused(store: Store, change: dict[str, object], sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        store.decisions.add(replace(DECISION, **change), seen=0)
    assert store.decisions.history("quillmoss") == ()


def test_decisions_that_ran_out_are_named(store: Store) -> None:
    store.vendors.save(make_vendor("fenwick"), at=NOON)
    store.decisions.add(DECISION, seen=0)
    store.decisions.add(replace(DECISION, vendor_id="fenwick", expires_on=None), seen=0)
    assert store.decisions.expired(date(2027, 6, 29)) == ()
    assert [d.vendor_id for d in store.decisions.expired(date(2027, 6, 30))] == ["quillmoss"]
    store.decisions.add(replace(DECISION, expires_on=date(2028, 6, 30)), seen=1)
    assert store.decisions.expired(date(2027, 6, 30)) == ()


def test_everything_people_do_is_in_the_log(store: Store) -> None:
    store.reviews.add(REVIEW, seen=0)
    store.reviews.set_lock(
        ReviewLock(vendor_id="quillmoss", closed=True, person="M. Okafor", reason="done", made_at=later(1)),
        seen=0,
    )
    store.decisions.add(DECISION, seen=0)
    entries = store.vendors.audit("quillmoss")[1:]
    assert [(entry.action, entry.person) for entry in entries] == [
        ("finding_edited", "R. Ellery"),
        ("review_closed", "M. Okafor"),
        ("vendor_decided", "R. Ellery"),
    ]
    assert dict(entries[0].detail)["quote"] == SENTENCES[0]
    assert dict(entries[2].detail)["conditions"] == "no photos; grade 6 and up"
