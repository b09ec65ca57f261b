"""The record that is printed beside a report, gathered from the whole database."""

from dataclasses import replace
from datetime import date

import pytest

from analyzer.core.errors import StoreError
from analyzer.core.reviews import Decision, DecisionKind
from analyzer.store import Store, review_record, review_records
from tests.unit.store.invented import NOON, later, make_vendor
from tests.unit.store.test_requests import ASKED

DECIDED = Decision(
    vendor_id="quillmoss",
    kind=DecisionKind.APPROVE_WITH_CONDITIONS,
    decider="R. Ellery",
    second_approver="S. Amsel",
    decided_at=later(2),
    conditions=("Grade 3 only.",),
    expires_on=date(2027, 6, 30),
)


def test_a_record_holds_requests_decision_due_date_and_log(store: Store) -> None:
    asked = store.requests.record_request(ASKED)
    decided = store.decisions.add(DECIDED, seen=0)
    record = review_record(store, "quillmoss", district="Otter Brook Schools")
    assert [request.id for request in record.requests] == [asked.id]
    assert record.decision == decided
    assert record.next_review == store.schedules.due_on("quillmoss")
    assert (record.number, record.last_checked, record.district) == (None, None, "Otter Brook Schools")
    assert [step.action for step in record.log] == [
        "vendor_added", "request_open", "vendor_decided", "request_decided",
    ]  # fmt: skip
    assert record.log[1].person == "M. Oduya"
    assert dict(record.log[1].detail)["school"] == "Elm Street School"


def test_the_records_of_the_list_tell_each_vendor_apart(store: Store) -> None:
    store.vendors.save(make_vendor("other"), at=NOON)
    store.requests.record_request(ASKED)
    store.requests.record_request(replace(ASKED, vendor_id="other", requested_by="L. Brandt"))
    store.decisions.add(DECIDED, seen=0)
    records = review_records(store)
    assert set(records) == {"other", "quillmoss"}
    assert [request.requested_by for request in records["other"].requests] == ["L. Brandt"]
    assert records["other"].decision is None
    assert records["quillmoss"].decision is not None
    assert records["quillmoss"].next_review == store.schedules.due_on("quillmoss")


def test_an_unknown_vendor_has_no_record(store: Store) -> None:
    with pytest.raises(StoreError, match="nobody"):
        review_record(store, "nobody")
