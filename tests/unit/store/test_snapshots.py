from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, update

from analyzer.core.documents import Source
from analyzer.core.errors import FetchError, StoreError
from analyzer.store import Store, schema
from analyzer.store.connecting import reading, writing
from tests.unit.store.invented import NOON, POLICY, later, make_report, make_snapshot, make_vendor

TIMEOUT = FetchError("No answer.", kind="timeout", remedy="Try again later.", transient=True)


def test_a_snapshot_comes_back_byte_for_byte(store: Store) -> None:
    snapshot = make_snapshot(bytes(range(256)) * 50)
    store.snapshots.add("quillmoss", snapshot)
    assert store.snapshots.latest("quillmoss", POLICY) == snapshot
    assert store.snapshots.get("quillmoss", snapshot.id) == snapshot


def test_adding_tells_whether_the_page_changed(store: Store) -> None:
    answers = [
        store.snapshots.add("quillmoss", make_snapshot(content, at=later(day)))
        for day, content in enumerate(["A", "A", "B", "A"])
    ]
    assert answers == [True, False, True, True]


def test_the_same_bytes_are_kept_once_and_every_fetch_is_recorded(store: Store) -> None:
    store.vendors.save(make_vendor("fenwick"), at=NOON)
    for day, vendor in enumerate(["quillmoss", "fenwick", "quillmoss"]):
        store.snapshots.add(vendor, make_snapshot("same", at=later(day)))
    with reading(store._engine) as connection:
        kept = connection.execute(select(func.count()).select_from(schema.snapshots)).scalar_one()
    assert kept == 1
    assert [fetch.fetched_at for fetch in store.snapshots.history("quillmoss")] == [later(0), later(2)]


def test_a_failed_fetch_leaves_the_last_good_snapshot_in_place(store: Store) -> None:
    snapshot = make_snapshot()
    store.snapshots.add("quillmoss", snapshot)
    store.snapshots.add_failure("quillmoss", Source(location=POLICY), TIMEOUT, at=later(1))
    assert store.snapshots.latest("quillmoss", POLICY) == snapshot
    failed = store.snapshots.history("quillmoss", POLICY)[-1]
    assert not failed.succeeded
    assert (failed.error_kind, failed.transient, failed.remedy) == ("timeout", True, "Try again later.")
    assert failed.error_message == "No answer. Try again later."


def test_versions_keep_a_page_that_flips_back(store: Store) -> None:
    for day, content in enumerate(["A", "A", "B", "B", "A"]):
        store.snapshots.add("quillmoss", make_snapshot(content, at=later(day)))
    store.snapshots.add("quillmoss", make_snapshot("other page", location="https://x.example", at=later(9)))
    versions = store.snapshots.versions("quillmoss", POLICY)
    assert [version.fetched_at for version in versions] == [later(0), later(2), later(4)]
    assert versions[0].snapshot_id == versions[2].snapshot_id != versions[1].snapshot_id


def test_a_snapshot_under_a_wrong_digest_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="does not match its own digest"):
        store.snapshots.add("quillmoss", replace(make_snapshot("A"), id=make_snapshot("B").id))
    assert store.snapshots.history("quillmoss") == ()


def test_a_snapshot_of_an_unknown_vendor_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="Import it first"):
        store.snapshots.add("nobody", make_snapshot())


def test_what_was_never_stored_is_said_to_be_missing(store: Store) -> None:
    assert store.snapshots.latest("quillmoss", "https://nowhere.example") is None
    with pytest.raises(StoreError, match="No snapshot"):
        store.snapshots.get("quillmoss", "0" * 64)


@pytest.mark.parametrize("name", ["snapshots", "fetches", "reports", "audit"])
def test_the_database_itself_refuses_to_change_evidence(store: Store, name: str) -> None:
    store.snapshots.add("quillmoss", make_snapshot())
    store.reports.add(make_report())
    table = schema.metadata.tables[name]
    for statement in (delete(table), update(table).values(id=table.c.id)):
        with pytest.raises(StoreError, match="append-only"), writing(store._engine) as connection:
            connection.execute(statement)
