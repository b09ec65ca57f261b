"""What the schema needs beyond tables: append-only guards and the search index, per database."""

from alembic import op

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""

_SQLITE_INDEX = """
CREATE VIRTUAL TABLE clauses_search USING fts5(
    text, content='clauses', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
)
"""
_SQLITE_ADD = """
CREATE TRIGGER clauses_added AFTER INSERT ON clauses BEGIN
    INSERT INTO clauses_search(rowid, text) VALUES (new.id, new.text);
END
"""
_SQLITE_REMOVE = """
CREATE TRIGGER clauses_removed AFTER DELETE ON clauses BEGIN
    INSERT INTO clauses_search(clauses_search, rowid, text) VALUES ('delete', old.id, old.text);
END
"""
_POSTGRES_WORDS = """
ALTER TABLE clauses ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED
"""
_POSTGRES_INDEX = "CREATE INDEX ix_clauses_words ON clauses USING gin(words)"


def prepare_guards() -> None:
    """Make what the guards of all tables share."""
    if _on_postgres():
        op.execute(_REFUSE)


def forbid_changes(table: str) -> None:
    """Let the database itself refuse to change or delete rows of `table`."""
    if _on_postgres():
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_kept_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def make_searchable() -> None:
    """Index the text of `clauses` for full-text search, kept up to date by the database."""
    on_sqlite = (_SQLITE_INDEX, _SQLITE_ADD, _SQLITE_REMOVE)
    on_postgres = (_POSTGRES_WORDS, _POSTGRES_INDEX)
    for statement in on_postgres if _on_postgres() else on_sqlite:
        op.execute(statement)


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
