"""Bring a database to the newest schema, in one transaction: all of it, or nothing."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from analyzer.core.errors import StoreError
from analyzer.store.connecting import reading, shown, writing

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_415_001  # any number, the same in every process: PostgreSQL's advisory lock


def newest() -> str:
    """Return the revision that this version of the analyzer needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:  # pragma: no cover - the package always carries its migrations
        raise StoreError("The analyzer's migrations are missing. Install it again.")
    return head


def current(engine: Engine) -> str | None:
    """Return the revision that the database has, or None where it is empty."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine, revision: str = "head") -> str | None:
    """Bring the database to `revision`; return the revision it had before.

    Several processes may call this at once: one migrates, the others wait and find it done.

    Raises:
        StoreError: a newer analyzer made this database, or it cannot be written.
    """
    before = current(engine)
    if before == newest() and revision == "head":
        return before
    if before is not None and before not in _known():
        raise StoreError(
            f"The database {shown(engine.url)} was made by a newer analyzer (schema {before}). "
            "Install that version or restore an older backup."
        )
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        command.upgrade(_config(connection), revision)
    return before


def _known() -> frozenset[str]:
    script = ScriptDirectory.from_config(_config())
    return frozenset(step.revision for step in script.walk_revisions())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
