from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from analyzer.core.errors import StoreError
from analyzer.store import open_store, schema
from analyzer.store.connecting import connect, database_url, reading, writing
from analyzer.store.migrating import current, migrate, newest
from tests.unit.store.invented import NOON, make_vendor


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "not there yet" / "list.sqlite3"
    with open_store(path) as store:
        store.vendors.save(make_vendor(), at=NOON)
        assert store.name == str(path)
    with open_store(f"sqlite:///{path}") as store:
        assert store.vendors.all() == (make_vendor(),)


def test_sqlite_is_set_up_for_safety(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.sqlite3") as store, reading(store._engine) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
        assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() >= 10_000


def test_the_migrations_make_the_tables_that_the_code_expects(database: str) -> None:
    engine = connect(database_url(database))
    migrate(engine)

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not (name or "").startswith("clauses_search")

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        found = compare_metadata(context, schema.metadata)
    differences = [change for change in found if not _is_search_index(change)]
    engine.dispose()
    assert differences == []


def _is_search_index(change: object) -> bool:
    return "words" in repr(change) and "remove" in repr(change)


def test_the_first_schema_is_brought_up_with_its_data(database: str) -> None:
    engine = connect(database_url(database))
    migrate(engine, "0001")
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO vendors (id, name, added_at) VALUES ('old', 'Old Oak', '2026-01-01 00:00:00+00:00')"
        )
    assert current(engine) == "0001"
    engine.dispose()
    with open_store(database) as store:
        assert store.vendors.get("old").name == "Old Oak"
        assert store.clauses.search("anything") == ()
        assert current(store._engine) == newest()


def test_a_database_of_a_newer_analyzer_is_left_alone(database: str) -> None:
    with open_store(database) as store, writing(store._engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"made by a newer analyzer \(schema 9999\)"):
        open_store(database)


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("mysql://host/name", "mysql is not supported"),
        ("://", "cannot be read"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "Check that the database server runs"),
    ],
)
def test_a_wrong_location_is_explained_without_the_password(location: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence) as caught:
        open_store(location)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, not a database\n" * 100)
    with pytest.raises(StoreError, match="no analyzer database"):
        open_store(path)
    assert path.read_text().startswith("these are my notes")


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be made"):
        open_store(tmp_path / "file" / "deeper" / "list.sqlite3")
