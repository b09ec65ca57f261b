"""The one door to the database."""

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from analyzer.store.clauses import Clauses
from analyzer.store.connecting import connect, database_url, plainly, shown
from analyzer.store.migrating import migrate
from analyzer.store.reports import Reports, Runs
from analyzer.store.requests import Requests
from analyzer.store.results import Results
from analyzer.store.reviews import Decisions, Reviews
from analyzer.store.schedules import Schedules
from analyzer.store.snapshots import Snapshots
from analyzer.store.vendors import Vendors


class Store:
    """An open database. Use it in a `with` statement; it may be shared between threads.

    Every method of its parts is one transaction: when it returns, what it wrote is on the disk;
    when it raises `StoreError`, nothing of it was written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.vendors = Vendors(engine)
        self.snapshots = Snapshots(engine)
        self.reports = Reports(engine)
        self.runs = Runs(engine)
        self.clauses = Clauses(engine)
        self.reviews = Reviews(engine)
        self.decisions = Decisions(engine)
        self.requests = Requests(engine)
        self.schedules = Schedules(engine)
        self.results = Results(engine)

    @property
    def name(self) -> str:
        """The database's name for people: its path, or its URL without the password."""
        return shown(self._engine.url)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store, whatever happened."""
        self.close()


def open_store(location: str | Path) -> Store:
    """Open a database and bring it to the newest schema; an SQLite file is made where none is.

    Args:
        location: the path of an SQLite file, `sqlite:///PATH`, or `postgresql://USER:PASSWORD@HOST/NAME`.

    Raises:
        StoreError: it cannot be opened, is damaged, or was made by a newer analyzer.
    """
    url = database_url(location)
    engine = connect(url)
    try:
        with plainly(url):
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)
