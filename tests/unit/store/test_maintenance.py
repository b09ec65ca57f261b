import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from analyzer.core.errors import StoreError
from analyzer.store import Store, backup, doctor, open_store, restore, vacuum
from analyzer.store.connecting import connect, database_url, writing
from analyzer.store.migrating import migrate
from tests.unit.store.invented import NOON, POLICY, make_report, make_snapshot, make_vendor


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "live" / "analyzer.sqlite3"
    with open_store(place) as store:
        store.vendors.save(make_vendor(), at=NOON)
        store.snapshots.add("quillmoss", make_snapshot("policy " * 400))
        store.reports.add(make_report())
    return place


def change(path: Path, statement: str) -> None:
    """Damage the file as no program of ours could: past its guards."""
    with closing(sqlite3.connect(path)) as connection:
        for table in ("snapshots", "reports"):
            connection.execute(f"DROP TRIGGER {table}_kept_update")
        connection.execute(statement)
        connection.commit()


def test_a_sound_database_has_no_problems(database: str) -> None:
    with open_store(database) as store:
        store.vendors.save(make_vendor(), at=NOON)
        store.snapshots.add("quillmoss", make_snapshot())
        store.reports.add(make_report())
    assert doctor(database) == ()


def test_damage_is_found_and_named(path: Path) -> None:
    change(path, "UPDATE snapshots SET content = x'00'")
    (problem,) = doctor(path)
    assert problem.subject.startswith("snapshot ")
    assert "fetch the document again" in problem.remedy
    change_again = "UPDATE reports SET body = x'00'"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change_again)
        connection.commit()
    assert [problem.subject.split()[0] for problem in doctor(path)] == ["snapshot", "report"]


def test_a_file_that_lost_a_page_is_found(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[8192:12288] = b"\xff" * 4096
    path.write_bytes(raw)
    found = said(path)
    assert found
    assert any(word in found for word in ("malformed", "damaged", "not a database", "backup"))


def said(path: Path) -> str:
    try:
        return " ".join(f"{problem.message} {problem.remedy}" for problem in doctor(path))
    except StoreError as error:
        return str(error)


def test_an_older_schema_is_named(tmp_path: Path) -> None:
    engine = connect(database_url(tmp_path / "old.sqlite3"))
    migrate(engine, "0001")
    engine.dispose()
    (problem,) = doctor(tmp_path / "old.sqlite3")
    assert "it has the schema 0001" in problem.message


def test_a_missing_database_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        doctor(tmp_path / "none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_backup_holds_everything_though_the_database_is_open(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store:
        store.vendors.save(make_vendor("fenwick"), at=NOON)
        copy = backup(path, tmp_path / "backups" / "monday.sqlite3")
        store.vendors.save(make_vendor("later"), at=NOON)
    with open_store(copy) as store:
        assert [vendor.id for vendor in store.vendors.all()] == ["fenwick", "quillmoss"]
        assert store.snapshots.latest("quillmoss", POLICY) == make_snapshot("policy " * 400)
    assert doctor(copy) == ()


def test_a_backup_never_overwrites(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite3"
    target.write_text("something dear")
    with pytest.raises(StoreError, match="exists already"):
        backup(path, target)
    assert target.read_text() == "something dear"


def test_a_restore_keeps_the_database_before_beside_it(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "monday.sqlite3")
    original = copy.read_bytes()
    with open_store(path) as store:
        store.vendors.save(make_vendor("tuesday"), at=NOON)
    kept = restore(copy, path)
    assert copy.read_bytes() == original
    with open_store(path) as store:
        assert [vendor.id for vendor in store.vendors.all()] == ["quillmoss"]
    assert kept is not None
    with open_store(kept) as store:
        assert [vendor.id for vendor in store.vendors.all()] == ["quillmoss", "tuesday"]
    assert restore(copy, tmp_path / "new" / "place.sqlite3") is None
    assert doctor(tmp_path / "new" / "place.sqlite3") == ()


def test_a_backup_of_an_older_schema_is_restored_and_brought_up(tmp_path: Path) -> None:
    engine = connect(database_url(tmp_path / "old.sqlite3"))
    migrate(engine, "0001")
    engine.dispose()
    restore(tmp_path / "old.sqlite3", tmp_path / "live.sqlite3")
    with open_store(tmp_path / "live.sqlite3") as store:
        assert store.vendors.all() == ()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_backup_is_refused_and_nothing_is_replaced(
    path: Path, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.sqlite3"
    bad.write_bytes(content)
    with pytest.raises(StoreError):
        restore(bad, path)
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "none.sqlite3", path)
    assert doctor(path) == ()
    with open_store(path) as store:
        assert store.vendors.all() == (make_vendor(),)
    assert [entry.name for entry in path.parent.iterdir() if "unfinished" in entry.name] == []


def test_a_damaged_backup_is_refused(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "b.sqlite3")
    change(copy, "UPDATE snapshots SET content = x'00'")
    with pytest.raises(StoreError, match="is not sound"):
        restore(copy, path)
    assert doctor(path) == ()


def test_pages_that_were_overwritten_are_a_finding_of_the_doctor_and_refused_as_a_backup(
    path: Path, tmp_path: Path
) -> None:
    torn = backup(path, tmp_path / "torn.sqlite3")
    raw = bytearray(torn.read_bytes())
    for page in range(1, 12):
        raw[4096 * page : 4096 * page + 200] = b"U" * 200
    torn.write_bytes(raw)
    with pytest.raises(StoreError, match=r"torn\.sqlite3 is not sound: .*Take an earlier one"):
        restore(torn, path)
    assert doctor(path) == ()
    problems = doctor(torn)
    assert {problem.subject for problem in problems} == {"file"}
    assert all("analyzer restore FILE" in problem.remedy for problem in problems)


def test_vacuum_loses_nothing_and_mends_the_search(store: Store, database: str) -> None:
    store.reports.add(make_report())
    with writing(store._engine) as connection:
        connection.execute(text("DELETE FROM clauses"))
    assert store.clauses.search("biometric") == ()
    store.close()
    before, after = vacuum(database)
    assert before > 0
    assert after > 0
    with open_store(database) as opened:
        assert [hit.vendor_id for hit in opened.clauses.search("biometric")] == ["quillmoss"]
        assert opened.reports.latest("quillmoss") == make_report()


def test_postgres_is_backed_up_by_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        backup("postgresql://host/name", tmp_path / "x")
    with pytest.raises(StoreError, match="pg_restore"):
        restore(tmp_path / "x", "postgresql://host/name")
