"""Databases of every earlier schema, with data in all their tables, are brought up and lose nothing."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, inspect, select

from analyzer.core.documents import Source
from analyzer.core.errors import FetchError
from analyzer.core.reviews import Decision, DecisionKind, Review, ReviewLock, ReviewVerdict
from analyzer.store import doctor, open_store, schema
from analyzer.store.connecting import connect, database_url, reading, writing
from analyzer.store.migrating import current, migrate, newest
from tests.unit.store.invented import (
    NOON,
    POLICY,
    SENTENCES,
    make_report,
    make_snapshot,
    make_vendor,
)

Rows = dict[str, list[dict[str, object]]]
SINCE_THIRD = {"group_schedules", "requests", "result_versions", "segment_results"}
REVIEW = Review(
    vendor_id="quillmoss",
    finding_key="a" * 16,
    practice_id="sale.no_sale",
    quote=SENTENCES[0],
    location=POLICY,
    verdict=ReviewVerdict.CONFIRMED,
    reason="",
    reviewer="R. Ellery",
    made_at=NOON,
    revision=1,
)


def fill(path: Path) -> None:
    """Make a database with rows in every table that the first two schemas have."""
    with open_store(path) as store:
        vendor = make_vendor("quillmoss", "reading")
        store.vendors.save(vendor, at=NOON)
        store.snapshots.add("quillmoss", make_snapshot())
        error = FetchError("No answer.", kind="timeout", remedy="Try again.", transient=True)
        store.snapshots.add_failure("quillmoss", Source(location=POLICY), error, at=NOON)
        number = store.reports.add(make_report(vendor), inputs_digest="of old")
        store.runs.start(at=NOON, total=1)
        store.reviews.add(REVIEW, seen=0)
        lock = ReviewLock(vendor_id="quillmoss", closed=True, person="R.", reason="Done.", made_at=NOON)
        store.reviews.set_lock(lock, seen=0)
        made = Decision(
            vendor_id="quillmoss", kind=DecisionKind.APPROVE, decider="R.", decided_at=NOON, report=number
        )
        store.decisions.add(made, seen=0)


def rows(engine: Engine, like: Rows | None = None) -> Rows:
    """Return what a database holds, by table; `like` names the tables and columns to look at."""
    found: Rows = {}
    there = inspect(engine)
    for table in schema.metadata.sorted_tables:
        if there.has_table(table.name) and (like is None or table.name in like):
            names = {column["name"] for column in there.get_columns(table.name)}
            if like is not None:
                names &= set(like[table.name][0])
            columns = [column for column in table.c if column.name in names]
            with reading(engine) as connection:
                query = select(*columns).order_by(*table.primary_key.columns)
                found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def pour(engine: Engine, every: Rows) -> Rows:
    """Put rows into an older database, what it has tables and columns for; return those."""
    there = inspect(engine)
    poured: Rows = {}
    with writing(engine) as connection:
        for table in schema.metadata.sorted_tables:
            if there.has_table(table.name):
                names = {column["name"] for column in there.get_columns(table.name)}
                kept = [{name: row[name] for name in row if name in names} for row in every[table.name]]
                connection.execute(insert(table), kept)
                poured[table.name] = kept
    return poured


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_older_database_is_brought_up_with_all_its_data(
    database: str, tmp_path: Path, revision: str
) -> None:
    fill(tmp_path / "source.sqlite3")
    source = connect(database_url(tmp_path / "source.sqlite3"))
    every = {name: held for name, held in rows(source).items() if name not in SINCE_THIRD}
    source.dispose()
    assert all(every.values()), "a table of the earlier schemas has no row to lose"
    engine = connect(database_url(database))
    migrate(engine, revision)
    before = pour(engine, every)
    assert ("reviews" in before) is (revision == "0002")
    assert "recheck_days" not in before["vendors"][0]
    with open_store(database) as store:
        assert current(engine) == newest()
        assert rows(engine, like=before) == before
        assert store.reports.latest("quillmoss") == make_report(make_vendor("quillmoss", "reading"))
        assert store.snapshots.latest("quillmoss", POLICY) == make_snapshot()
        assert store.reviews.current("quillmoss") == ((REVIEW,) if revision == "0002" else ())
        assert store.schedules.of_vendor("quillmoss") is None
        assert store.requests.open_requests() == ()
        assert len(store.vendors.audit("quillmoss")) == len(every["audit"])
    assert doctor(database) == ()
    engine.dispose()
