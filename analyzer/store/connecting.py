"""Open the database: SQLite by default, PostgreSQL by URL; every failure becomes a plain sentence."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from analyzer.core.errors import StoreError

BUSY_SECONDS = 60
WRITING = "analyzer_writing"
OUTSIDE = "analyzer_outside"

_REMEDIES = (
    ("disk is full", "The disk is full. Free some space and run this again; what was saved before is safe."),
    ("no space left", "The disk is full. Free some space and run this again; what was saved before is safe."),
    ("could not extend file", "The server's disk is full. Free some space there and run this again."),
    ("disk i/o error", "The disk could not be written or read. Check that it is not full and still mounted."),
    (
        "readonly database",
        "The file may not be written. Give yourself write permission on it and its folder.",
    ),
    ("read-only", "The database may only be read. Ask its administrator for write permission."),
    ("unable to open", "Check that the folder exists and that you may write to it."),
    (
        "not a database",
        "The file is no analyzer database, or is damaged. Run `analyzer restore` with a backup.",
    ),
    (
        "malformed",
        "The file is damaged. Run `analyzer doctor`, then `analyzer restore` with your last backup.",
    ),
    ("locked", "Another program held the database for too long. Close it and run this again."),
    ("append-only", "Stored evidence is never changed or deleted. Store a new version instead."),
    ("password authentication", "Check user name and password in the database URL."),
    ("connection", "Check that the database server runs and that the URL names the right host and port."),
)


def database_url(location: str | Path) -> URL:
    """Return the URL of a database given as a URL or as the path of an SQLite file.

    Raises:
        StoreError: the URL cannot be read, or names another kind of database.
    """
    text = str(location)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError(f"The database URL cannot be read: {error}.") from error
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url.set(drivername="sqlite")
    raise StoreError(f"{backend} is not supported. Use sqlite:///PATH or postgresql://USER@HOST/NAME.")


def connect(url: URL) -> Engine:
    """Return an engine whose connections are set up for safe, concurrent use."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs one more package: pip install 'psycopg[binary]'.") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees one state of the database and changes nothing."""
    with plainly(engine.url), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that changes the database: all of it is kept, or nothing.

    On SQLite the write lock is taken at the start, so that two writers queue up instead of
    meeting half-way, where one of them would have to fail.
    """
    with plainly(engine.url), engine.connect() as connection:
        marked = connection.execution_options(**{WRITING: True})
        with marked.begin():
            yield marked


@contextmanager
def outside_transactions(engine: Engine) -> Iterator[Connection]:
    """Open a connection for what databases do only outside a transaction, such as VACUUM."""
    with plainly(engine.url), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            yield connection.execution_options(**{OUTSIDE: True})
        else:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Turn the database's errors into `StoreError`s that say what to do next."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(explain(error, url)) from error
    except OSError as error:
        raise StoreError(f"The database {shown(url)} could not be reached: {error}.") from error


def explain(error: SQLAlchemyError, url: URL) -> str:
    """Return the sentence for a database error: what failed, on what, what to do next."""
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    first = cause.strip().splitlines()[0] if cause.strip() else type(error).__name__
    remedy = next((advice for sign, advice in _REMEDIES if sign in cause.casefold()), "")
    return f"The database {shown(url)} refused: {first.rstrip('.')}. {remedy}".strip()


def shown(url: URL) -> str:
    """Return the database's name for people, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return url.render_as_string(hide_password=True)


def _sqlite_engine(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        path = Path(url.database)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {path.parent} could not be made: {error.strerror}.") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that DDL is in the transaction, too
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL; the switch alone ignores the busy timeout, so it is tried again."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(OUTSIDE, False):
        return
    kept_for_writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if kept_for_writing else "BEGIN")
