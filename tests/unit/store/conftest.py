"""Every test of the store runs on SQLite, and on PostgreSQL where a server is named."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from analyzer.store import Store, open_store
from analyzer.store.connecting import database_url
from tests.unit.store.invented import NOON, make_vendor


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of one's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'analyzer.sqlite3'}"
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("no PostgreSQL server: set TEST_POSTGRES_URL to a superuser's database URL")
    name = f"analyzer_test_{uuid4().hex[:12]}"
    admin = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield database_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        opened.vendors.save(make_vendor(), at=NOON)
        yield opened
