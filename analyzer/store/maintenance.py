"""Keep the database well: back it up, restore it, compact it, and look whether it is sound."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, select, text

from analyzer.core.errors import StoreError
from analyzer.store import schema
from analyzer.store.clauses import index_clauses
from analyzer.store.connecting import connect, database_url, outside_transactions, reading, shown, writing
from analyzer.store.migrating import current, newest
from analyzer.store.packing import digest, unpack
from analyzer.store.reports import load_report
from analyzer.store.results import KEPT_VERSIONS, forget

SCHEMA = "schema"
RESTORE = "Restore the last backup: analyzer restore FILE."


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with the database, and what to do about it."""

    subject: str
    message: str
    remedy: str


def backup(location: str | Path, target: Path) -> Path:
    """Write a whole copy of an SQLite database to `target`, while others go on reading and writing.

    The copy is complete before it takes its name: a backup that was cut off never looks like one.

    Raises:
        StoreError: `target` exists already or cannot be written, or the database is PostgreSQL.
    """
    path = _sqlite_path(location, "pg_dump")
    if target.exists():
        raise StoreError(f"The backup {target} exists already. Choose another name.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(path, unfinished)
        _flush(unfinished)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"The backup {target} could not be written: {error}. Nothing was changed."
        ) from error
    return target


def restore(source: Path, location: str | Path) -> Path | None:
    """Put a backup in the place of an SQLite database; return where the database before was put.

    The backup is checked first, and the database before is kept beside it, never deleted. No other
    program may have the database open.

    Raises:
        StoreError: the backup is missing or not sound, or the database cannot be replaced.
    """
    path = _sqlite_path(location, "pg_restore")
    if not source.is_file():
        raise StoreError(f"There is no backup {source}.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy_backup(source, unfinished)
        _refuse_unsound(unfinished, source)
        _flush(unfinished)
        kept = _put_aside(path)
        unfinished.replace(path)
    except StoreError:
        unfinished.unlink(missing_ok=True)
        raise
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"The database {path} could not be replaced: {error}.") from error
    return kept


def vacuum(location: str | Path) -> tuple[int, int]:
    """Give unused space back and make the search index anew; return the size before and after, in bytes.

    Segment results that rules and models of former days gave are forgotten.

    Raises:
        StoreError: the disk has no room for the compact copy, or another program holds the database.
    """
    engine = connect(database_url(location))
    try:
        before = _size(engine)
        with writing(engine) as connection:
            _index_anew(connection)
            forget(connection, KEPT_VERSIONS)
        with outside_transactions(engine) as connection:
            connection.execute(text("VACUUM"))
            if engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return before, _size(engine)
    finally:
        engine.dispose()


def doctor(location: str | Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a database; empty where it is sound.

    Checked are the file itself, references between tables, the schema's revision, every snapshot
    against its digest, and every vendor's newest report.

    Raises:
        StoreError: the database cannot be opened at all.
    """
    url = database_url(location)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise StoreError(f"There is no database {shown(url)}.")
    engine = connect(url)
    try:
        return _examined(engine)
    except StoreError as error:
        cause = str(error.__cause__).casefold()
        if not any(sign in cause for sign in ("malformed", "not a database")):
            raise
        first = str(getattr(error.__cause__, "orig", cause))
        return (Problem(subject="file", message=f"it is damaged: {first}", remedy=RESTORE),)
    finally:
        engine.dispose()


def _examined(engine: Engine) -> tuple[Problem, ...]:
    revision = current(engine)
    with reading(engine) as connection:
        problems = tuple(_damaged_file(connection))
        if revision != newest():
            return (*problems, _other_schema(revision))
        return (*problems, *_damaged_snapshots(connection), *_damaged_reports(connection))


def _damaged_file(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                yield Problem(subject="file", message=str(line), remedy=RESTORE)
        for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
            yield Problem(
                subject=f"{table} {row}",
                message=f"it refers to a row of {parent} that is missing",
                remedy=RESTORE,
            )


def _damaged_snapshots(connection: Connection) -> Iterator[Problem]:
    table = schema.snapshots
    query = select(table).execution_options(yield_per=20)
    for row in connection.execute(query).mappings():
        subject = f"snapshot {row['id'][:12]}…"
        try:
            sound = digest(unpack(row["content"], row["encoding"], subject)) == row["id"]
        except StoreError:
            sound = False
        if not sound:
            yield Problem(
                subject=subject,
                message=f"the {subject} is damaged",
                remedy="Restore the last backup, or fetch the document again.",
            )


def _damaged_reports(connection: Connection) -> Iterator[Problem]:
    for number in _newest_reports(connection):
        try:
            load_report(connection, number)
        except StoreError as error:
            yield Problem(
                subject=f"report {number}",
                message=str(error),
                remedy="Make it again from its snapshots: analyzer rescore --offline.",
            )


def _newest_reports(connection: Connection) -> list[int]:
    table = schema.reports
    return list(connection.execute(select(func.max(table.c.id)).group_by(table.c.vendor_id)).scalars())


def _index_anew(connection: Connection) -> None:
    connection.execute(delete(schema.clauses))
    for number in _newest_reports(connection):
        index_clauses(connection, load_report(connection, number), number)


def _other_schema(revision: str | None) -> Problem:
    if revision is None:
        return Problem(
            subject="file",
            message="it is no database of the analyzer",
            remedy="Check the path, or restore the last backup.",
        )
    return Problem(
        subject=SCHEMA,
        message=f"it has the schema {revision}, this analyzer needs {newest()}",
        remedy="Open it once with this analyzer, which brings it up to date.",
    )


def _refuse_unsound(copy: Path, source: Path) -> None:
    problems = [problem for problem in doctor(copy) if problem.subject != SCHEMA]
    if problems:
        raise StoreError(f"The backup {source} is not sound: {problems[0].message}. Take an earlier one.")


def _sqlite_path(location: str | Path, tool: str) -> Path:
    url = database_url(location)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise StoreError(f"{shown(url)} is not an SQLite file. Use PostgreSQL's own {tool}.")
    return Path(url.database)


def _copy_backup(source: Path, target: Path) -> None:
    try:
        _copy(source, target)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # the disk, not the backup
            raise
        raise StoreError(f"The backup {source} is not sound: {error}. Take an earlier one.") from error


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(target)) as copy,
    ):
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _put_aside(path: Path) -> Path | None:
    """Move a database out of the way with its journals, which belong to it alone; return its new name."""
    if not path.exists():
        return None
    numbers = range(1, 10_000)
    names = (path.with_name(f"{path.name}.before-restore-{number}") for number in numbers)
    kept = next(name for name in names if not name.exists())
    for ending in ("-wal", "-shm", ""):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(kept.with_name(kept.name + ending))
    return kept


def _size(engine: Engine) -> int:
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            return int(pages) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
