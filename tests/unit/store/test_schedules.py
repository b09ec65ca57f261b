from datetime import date

import pytest

from analyzer.core.documents import ReadingStatus, Source
from analyzer.core.errors import FetchError, StoreError
from analyzer.store import Store
from tests.unit.store.invented import (
    NOON,
    POLICY,
    later,
    make_document,
    make_provenance,
    make_report,
    make_snapshot,
    make_vendor,
)


def report(store: Store, *, days: float = 0, status: ReadingStatus = ReadingStatus.READ) -> None:
    documents = (make_document(status=status),)
    store.reports.add(make_report(documents=documents, provenance=make_provenance(later(days))))


def test_a_vendor_never_soundly_checked_is_due_since_it_was_added(store: Store) -> None:
    assert store.schedules.due_on("quillmoss") == NOON.date()
    report(store, days=5, status=ReadingStatus.BLOCKED)
    assert store.schedules.due_on("quillmoss") == NOON.date()


def test_a_vendor_is_due_ninety_days_after_the_last_sound_report(store: Store) -> None:
    report(store)
    report(store, days=10)
    report(store, days=20, status=ReadingStatus.LOGIN_WALL)
    assert store.schedules.due_on("quillmoss") == later(100).date()
    (row,) = store.reports.listing()
    assert (row.due_on, row.recheck_days) == (later(100).date(), None)


def test_a_report_made_again_from_old_snapshots_does_not_put_it_off(store: Store) -> None:
    store.snapshots.add("quillmoss", make_snapshot(at=later(1)))
    source = Source(location=POLICY)
    error = FetchError("No answer.", kind="timeout", remedy="Try again.", transient=True)
    store.snapshots.add_failure("quillmoss", source, error, at=later(30))
    report(store, days=30)
    assert store.schedules.due_on("quillmoss") == later(91).date()


def test_own_days_come_first_then_the_shortest_of_the_groups(store: Store) -> None:
    store.vendors.save(make_vendor("quillmoss", "math", "reading", "art"), at=NOON)
    report(store)
    store.schedules.set_group("math", 60, at=NOON, person="R. Ellery")
    store.schedules.set_group("reading", 30, at=NOON, person="R. Ellery")
    assert store.schedules.of_groups() == {"math": 60, "reading": 30}
    assert store.schedules.due_on("quillmoss") == later(30).date()
    store.schedules.set_vendor("quillmoss", 180, at=NOON, person="R. Ellery")
    assert store.schedules.of_vendor("quillmoss") == 180
    assert store.schedules.due_on("quillmoss") == later(180).date()
    assert store.reports.listing()[0].recheck_days == 180
    store.schedules.set_vendor("quillmoss", None, at=NOON, person="R. Ellery")
    store.schedules.set_group("reading", None, at=NOON, person="R. Ellery")
    assert store.schedules.due_on("quillmoss") == later(60).date()
    told = [
        (entry.subject, entry.detail) for entry in store.vendors.audit() if entry.action == "schedule_set"
    ]
    assert told[0] == ("math", (("days", "60"),))
    assert told[-2] == ("quillmoss", (("days", "as usual"),))


def test_a_vendors_own_days_survive_an_import(store: Store) -> None:
    store.schedules.set_vendor("quillmoss", 7, at=NOON, person="R. Ellery")
    store.vendors.save(make_vendor("quillmoss", "new group"), at=later(1))
    assert store.schedules.of_vendor("quillmoss") == 7


def test_the_longest_overdue_come_first_and_the_archived_never(store: Store) -> None:
    for name in ("early", "late", "gone"):
        store.vendors.save(make_vendor(name), at=NOON)
    report(store, days=50)
    store.reports.add(make_report(make_vendor("early"), provenance=make_provenance(later(1))))
    store.reports.add(make_report(make_vendor("gone")))
    store.vendors.archive("gone", at=NOON)
    due = store.schedules.due(later(120).date())
    assert [(one.vendor_id, one.on, one.since) for one in due] == [
        ("late", NOON.date(), None),
        ("early", later(91).date(), later(1).date()),
    ]
    assert store.schedules.due(date(2026, 3, 1)) == ()


@pytest.mark.parametrize("days", [0, -1, 4000])
def test_a_number_of_days_must_make_sense(store: Store, days: int) -> None:
    with pytest.raises(StoreError, match="after 1 to 3650 days"):
        store.schedules.set_vendor("quillmoss", days, at=NOON, person="R. Ellery")
    with pytest.raises(StoreError, match="after 1 to 3650 days"):
        store.schedules.set_group("math", days, at=NOON, person="R. Ellery")


def test_a_schedule_needs_a_known_vendor_and_a_person(store: Store) -> None:
    with pytest.raises(StoreError, match="no vendor 'x'"):
        store.schedules.set_vendor("x", 9, at=NOON, person="R. Ellery")
    with pytest.raises(StoreError, match="no vendor 'x'"):
        store.schedules.due_on("x")
    with pytest.raises(StoreError, match="needs the name"):
        store.schedules.set_group("math", 9, at=NOON, person=" ")
    assert store.schedules.of_groups() == {}
