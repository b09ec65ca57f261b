"""What was read of single segments, so that the same words are not read twice.

Nothing here is evidence: every entry can be made again, and a damaged one is as if it were absent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from analyzer.core.errors import StoreError
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.packing import ENCODING, pack, unpack

T = TypeVar("T")
AT_ONCE = 500
"""How many entries one statement asks for or writes: databases limit its parameters."""

KEPT_VERSIONS = 2
"""How many pairs of rules and model keep their results: those in use with and without a model."""


class ResultKey(NamedTuple):
    """What a result depends on: the words read (all of them, with what stands around), rules and model.

    Each is a digest of at most 64 characters; `model` is empty where no model read along.
    """

    text: str
    rules: str
    model: str = ""


class Results:
    """The kept segment results of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cached_results(self, keys: Iterable[ResultKey]) -> dict[ResultKey, bytes]:
        """Return what is kept under these keys; those without a sound entry are left out."""
        found: dict[ResultKey, bytes] = {}
        with reading(self._engine) as connection:
            for (rules, model), texts in _by_version(keys).items():
                version = _version(connection, rules, model)
                if version is not None:
                    entries = _entries(connection, version, texts)
                    found.update((ResultKey(text, rules, model), body) for text, body in entries)
        return found

    def keep_results(self, results: Mapping[ResultKey, bytes]) -> None:
        """Keep results under their keys; an entry that is kept already stays as it is."""
        with writing(self._engine) as connection:
            for (rules, model), texts in _by_version(results).items():
                version = _use(connection, rules, model)
                rows: Iterable[dict[str, object]] = (
                    {
                        "version_id": version,
                        "text_digest": text,
                        "encoding": ENCODING,
                        "body": pack(results[ResultKey(text, rules, model)]),
                    }
                    for text in sorted(texts)  # in one order: two writers never wait for each other
                )
                _insert(connection, rows)

    def forget_results(self, *, versions: int = KEPT_VERSIONS) -> int:
        """Forget what all but the newest pairs of rules and model gave; return how many entries.

        Args:
            versions: how many pairs are kept, those last written to.
        """
        with writing(self._engine) as connection:
            return forget(connection, versions)


def forget(connection: Connection, versions: int) -> int:
    """Forget all but the newest pairs of rules and model, in an open transaction."""
    table, results = schema.result_versions, schema.segment_results
    newest = select(table.c.id).order_by(table.c.last_use.desc()).limit(versions)
    kept = list(connection.execute(newest).scalars())
    gone = connection.execute(delete(results).where(results.c.version_id.not_in(kept))).rowcount
    connection.execute(delete(table).where(table.c.id.not_in(kept)))
    return gone


def _by_version(keys: Iterable[ResultKey]) -> dict[tuple[str, str], set[str]]:
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in keys:
        texts[key.rules, key.model].add(key.text)
    return dict(sorted(texts.items()))


def _entries(connection: Connection, version: int, texts: set[str]) -> Iterator[tuple[str, bytes]]:
    table = schema.segment_results
    columns = table.c.text_digest, table.c.encoding, table.c.body
    for some in _some(sorted(texts)):
        query = select(*columns).where(table.c.version_id == version, table.c.text_digest.in_(some))
        for text, encoding, body in connection.execute(query):
            try:
                yield text, unpack(body, encoding, f"The result of {text[:12]}…")
            except StoreError:
                continue  # it will be made again


def _insert(connection: Connection, rows: Iterable[dict[str, object]]) -> None:
    table = schema.segment_results
    insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert_into(table)
    statement = fresh.on_conflict_do_update(
        index_elements=[table.c.version_id, table.c.text_digest],
        set_={"encoding": fresh.excluded.encoding, "body": fresh.excluded.body},
    )
    for some in _some(list(rows)):
        connection.execute(statement, some)


def _some(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


def _version(connection: Connection, rules: str, model: str) -> int | None:
    table = schema.result_versions
    query = select(table.c.id).where(table.c.rules_digest == rules, table.c.model_digest == model)
    return connection.execute(query).scalar_one_or_none()


def _use(connection: Connection, rules: str, model: str) -> int:
    """Return the number of a pair of rules and model, which becomes the one last written to."""
    table = schema.result_versions
    last = int(connection.execute(select(func.max(table.c.last_use))).scalar() or 0)
    insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {"rules_digest": rules, "model_digest": model, "last_use": last + 1}
    connection.execute(insert_into(table).values(**values).on_conflict_do_nothing())
    version = _version(connection, rules, model)
    if version is None:  # pragma: no cover - it was inserted a moment ago
        raise StoreError("A result could not be kept. Run this again.")
    connection.execute(update(table).where(table.c.id == version).values(last_use=last + 1))
    return version
