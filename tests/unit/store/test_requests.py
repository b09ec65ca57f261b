from dataclasses import replace

import pytest

from analyzer.core.errors import StoreError
from analyzer.core.reviews import Decision, DecisionKind, RequestState, VettingRequest
from analyzer.store import Store
from tests.unit.store.invented import NOON, later, make_vendor

ASKED = VettingRequest(
    vendor_id="quillmoss",
    product="Quillmoss Reader",
    requested_by="M. Oduya",
    received_at=NOON,
    school="Elm Street School",
    purpose="Reading aloud in grade 3",
    grades=("3", "4"),
    subjects=("reading",),
    data_needed=("name", "voice"),
    note="Starts after the holidays.",
)


def decide(store: Store, kind: DecisionKind, *, seen: int = 0) -> None:
    store.decisions.add(
        Decision(vendor_id="quillmoss", kind=kind, decider="R. Ellery", decided_at=later(2), reason="Read."),
        seen=seen,
    )


def test_a_request_comes_back_as_it_was_made(store: Store) -> None:
    first = store.requests.record_request(replace(ASKED, id=77, state=RequestState.WITHDRAWN))
    second = store.requests.record_request(replace(ASKED, requested_by="L. Brandt", received_at=later(1)))
    assert first == replace(ASKED, id=first.id)
    assert second.id > first.id > 0
    assert store.requests.get(first.id) == first
    assert store.requests.requests_of("quillmoss") == (first, second)
    assert store.requests.open_requests() == (first, second)
    assert store.requests.requests_of("nobody") == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"requested_by": " "}, "needs the name"),
        ({"product": ""}, "needs the name"),
        ({"vendor_id": "x"}, "no vendor 'x'"),
    ],
)
def test_a_request_must_be_complete(store: Store, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        store.requests.record_request(replace(ASKED, **change))
    assert store.requests.open_requests() == ()


def test_a_decision_settles_what_is_open_and_a_deferral_does_not(store: Store) -> None:
    store.vendors.save(make_vendor("other"), at=NOON)
    mine = store.requests.record_request(ASKED)
    elsewhere = store.requests.record_request(replace(ASKED, vendor_id="other"))
    decide(store, DecisionKind.DEFER)
    assert store.requests.open_requests() == (mine, elsewhere)
    decide(store, DecisionKind.APPROVE, seen=1)
    assert store.requests.get(mine.id).state is RequestState.DECIDED
    assert store.requests.open_requests() == (elsewhere,)
    entries = [entry for entry in store.vendors.audit("quillmoss") if entry.action.startswith("request_")]
    assert [(entry.action, entry.person) for entry in entries] == [
        ("request_open", "M. Oduya"),
        ("request_decided", "R. Ellery"),
    ]
    assert ("reason", "approve") in entries[1].detail


def test_a_request_is_withdrawn_and_opened_again_with_a_reason(store: Store) -> None:
    asked = store.requests.record_request(ASKED)
    with pytest.raises(StoreError, match="needs a person and a reason"):
        store.requests.settle_request(asked.id, RequestState.WITHDRAWN, person="M. Oduya", at=NOON)
    for _ in range(2):  # the second time changes nothing
        done = store.requests.settle_request(
            asked.id, RequestState.WITHDRAWN, person="M. Oduya", at=NOON, reason="Found a book."
        )
        assert done.state is RequestState.WITHDRAWN
    assert store.requests.open_requests() == ()
    store.requests.settle_request(
        asked.id, RequestState.OPEN, person="M. Oduya", at=NOON, reason="The book is lost."
    )
    assert store.requests.open_requests() == (asked,)
    actions = [entry.action for entry in store.vendors.audit("quillmoss")]
    assert actions == ["vendor_added", "request_open", "request_withdrawn", "request_open"]


def test_an_archived_vendors_requests_do_not_wait(store: Store) -> None:
    asked = store.requests.record_request(ASKED)
    store.vendors.archive("quillmoss", at=NOON)
    assert store.requests.open_requests() == ()
    assert store.requests.requests_of("quillmoss") == (asked,)


def test_an_unknown_request_is_explained(store: Store) -> None:
    with pytest.raises(StoreError, match="no request number 9"):
        store.requests.get(9)
    with pytest.raises(StoreError, match="no request number 9"):
        store.requests.settle_request(9, RequestState.DECIDED, person="R.", at=NOON)


def test_all_requests_come_back_whatever_became_of_them(store: Store) -> None:
    first = store.requests.record_request(ASKED)
    store.requests.settle_request(first.id, RequestState.WITHDRAWN, person="Bo", at=NOON, reason="Not needed")
    second = store.requests.record_request(ASKED)
    assert [(one.id, one.state) for one in store.requests.all_requests()] == [
        (first.id, RequestState.WITHDRAWN),
        (second.id, RequestState.OPEN),
    ]
