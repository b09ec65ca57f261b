"""What vendors published: every fetch is recorded, the bytes are kept once per digest, for ever."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from analyzer.core.documents import Snapshot, Source
from analyzer.core.errors import FetchError, StoreError
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.packing import ENCODING, digest, pack, unpack
from analyzer.store.records import Fetch
from analyzer.store.vendors import lock_vendor, read_source

OK = "ok"
FAILED = "failed"


class Snapshots:
    """The fetches and snapshots of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, vendor_id: str, snapshot: Snapshot) -> bool:
        """Keep a snapshot and record its fetch; tell whether the source served other bytes before.

        The first snapshot of a source counts as other bytes. Bytes already kept are not kept twice.

        Raises:
            StoreError: the snapshot's id is not the sha256 of its content, or the vendor is unknown.
        """
        if digest(snapshot.content) != snapshot.id:
            raise StoreError(f"The snapshot of {snapshot.source.location} does not match its own digest.")
        with writing(self._engine) as connection:
            lock_vendor(connection, vendor_id)
            before = _newest(connection, vendor_id, snapshot.source.location)
            _keep_bytes(connection, snapshot)
            values = {
                "status": OK,
                "final_url": snapshot.final_url,
                "media_type": snapshot.media_type,
                "headers": [list(header) for header in snapshot.headers],
                "snapshot_id": snapshot.id,
            }
            _record(connection, vendor_id, snapshot.source, snapshot.fetched_at, values)
        return before is None or before.snapshot_id != snapshot.id

    def add_failure(self, vendor_id: str, source: Source, error: FetchError, *, at: datetime) -> None:
        """Record that a source could not be obtained; nothing kept before is touched.

        Raises:
            StoreError: the vendor is unknown.
        """
        values = {
            "status": FAILED,
            "headers": [],
            "error_kind": error.kind,
            "error_message": str(error),
            "remedy": error.remedy,
            "transient": error.transient,
        }
        with writing(self._engine) as connection:
            lock_vendor(connection, vendor_id)
            _record(connection, vendor_id, source, at, values)

    def latest(self, vendor_id: str, location: str) -> Snapshot | None:
        """Return the newest bytes that a source served, however many later fetches failed."""
        with reading(self._engine) as connection:
            fetch = _newest(connection, vendor_id, location)
            return None if fetch is None else _snapshot(connection, fetch)

    def get(self, vendor_id: str, snapshot_id: str) -> Snapshot:
        """Return a snapshot by its digest, as this vendor served it last.

        Raises:
            StoreError: the vendor never served such bytes, or they are damaged.
        """
        table = schema.fetches
        query = (
            select(table)
            .where(table.c.vendor_id == vendor_id, table.c.snapshot_id == snapshot_id)
            .order_by(table.c.id.desc())
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                raise StoreError(f"No snapshot {snapshot_id[:12]}… of vendor {vendor_id!r} is stored.")
            return _snapshot(connection, _fetch(row))

    def history(self, vendor_id: str, location: str | None = None) -> tuple[Fetch, ...]:
        """Return all fetches of a vendor's sources, or of one of them, oldest first."""
        table = schema.fetches
        query = select(table).where(table.c.vendor_id == vendor_id).order_by(table.c.id)
        if location is not None:
            query = query.where(table.c.location == location)
        with reading(self._engine) as connection:
            return tuple(_fetch(row) for row in connection.execute(query).mappings())

    def versions(self, vendor_id: str, location: str) -> tuple[Fetch, ...]:
        """Return the fetch that first brought each version of a source, oldest first.

        A page that changes and changes back gives three versions, the last with the first's digest.
        """
        first: list[Fetch] = []
        for fetch in self.history(vendor_id, location):
            if fetch.succeeded and (not first or first[-1].snapshot_id != fetch.snapshot_id):
                first.append(fetch)
        return tuple(first)


def _record(
    connection: Connection, vendor_id: str, source: Source, at: datetime, values: Mapping[str, object]
) -> None:
    connection.execute(
        insert(schema.fetches).values(
            vendor_id=vendor_id,
            location=source.location,
            kind=source.kind.value if source.kind else None,
            rank=source.rank,
            fetched_at=at,
            **values,
        )
    )


def _keep_bytes(connection: Connection, snapshot: Snapshot) -> None:
    """Keep the bytes, unless they are kept already, perhaps by another writer at this moment."""
    table = schema.snapshots
    if connection.execute(select(table.c.id).where(table.c.id == snapshot.id)).first() is not None:
        return
    insert_into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert_into(table)
        .values(
            id=snapshot.id,
            size=len(snapshot.content),
            encoding=ENCODING,
            content=pack(snapshot.content),
        )
        .on_conflict_do_nothing()
    )


def _newest(connection: Connection, vendor_id: str, location: str) -> Fetch | None:
    table = schema.fetches
    query = (
        select(table)
        .where(table.c.vendor_id == vendor_id, table.c.location == location, table.c.status == OK)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _fetch(row)


def _snapshot(connection: Connection, fetch: Fetch) -> Snapshot:
    table = schema.snapshots
    row = connection.execute(select(table).where(table.c.id == fetch.snapshot_id)).mappings().one()
    subject = f"The snapshot {row['id'][:12]}… of {fetch.source.location}"
    return Snapshot(
        id=row["id"],
        source=fetch.source,
        final_url=fetch.final_url or fetch.source.location,
        fetched_at=fetch.fetched_at,
        media_type=fetch.media_type or "",
        headers=fetch.headers,
        content=unpack(row["content"], row["encoding"], subject),
    )


def _fetch(row: RowMapping) -> Fetch:
    return Fetch(
        number=row["id"],
        vendor_id=row["vendor_id"],
        source=read_source(row),
        fetched_at=row["fetched_at"],
        final_url=row["final_url"],
        media_type=row["media_type"],
        headers=tuple((str(name), str(value)) for name, value in row["headers"]),
        snapshot_id=row["snapshot_id"],
        error_kind=row["error_kind"],
        error_message=row["error_message"],
        remedy=row["remedy"],
        transient=bool(row["transient"]),
    )
