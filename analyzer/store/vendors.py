"""The list of vendors we watch, and the log of what people did to it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from analyzer.core.documents import DocumentKind, Source, Vendor
from analyzer.core.errors import StoreError
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.records import AuditEntry

SYSTEM = "analyzer"


class Vendors:
    """The vendors of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, vendor: Vendor, *, at: datetime, person: str = SYSTEM) -> None:
        """Add the vendor, or replace its name, homepage, sources and groups."""
        self.save_all((vendor,), at=at, person=person)

    def save_all(self, vendors: tuple[Vendor, ...], *, at: datetime, person: str = SYSTEM) -> None:
        """Save several vendors: all of them, or none. Saving one brings it back from the archive."""
        with writing(self._engine) as connection:
            for vendor in vendors:
                _save(connection, vendor, at, person)

    def get(self, vendor_id: str) -> Vendor:
        """Return one vendor, also an archived one.

        Raises:
            StoreError: there is none of that id.
        """
        with reading(self._engine) as connection:
            found = _read(connection, only=vendor_id)
        if not found:
            raise StoreError(f"There is no vendor {vendor_id!r} in the list. See `analyzer list`.")
        return found[0]

    def all(self, *, group: str | None = None, archived: bool = False) -> tuple[Vendor, ...]:
        """Return the vendors ordered by id, those of one group or all, archived ones only on demand."""
        with reading(self._engine) as connection:
            found = _read(connection, archived=archived)
        return tuple(vendor for vendor in found if group is None or group in vendor.groups)

    def archive(self, vendor_id: str, *, at: datetime, person: str = SYSTEM) -> None:
        """Take the vendor off the list; everything stored about it stays.

        Raises:
            StoreError: there is none of that id.
        """
        with writing(self._engine) as connection:
            table = schema.vendors
            done = connection.execute(update(table).where(table.c.id == vendor_id).values(archived_at=at))
            if not done.rowcount:
                raise StoreError(f"There is no vendor {vendor_id!r} in the list. See `analyzer list`.")
            entry = AuditEntry(
                made_at=at, person=person, action="vendor_archived", vendor_id=vendor_id, subject=vendor_id
            )
            log(connection, entry)

    def audit(self, vendor_id: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the log, oldest first, for one vendor or all."""
        table = schema.audit
        query = select(table).order_by(table.c.id)
        if vendor_id is not None:
            query = query.where(table.c.vendor_id == vendor_id)
        with reading(self._engine) as connection:
            return tuple(_audit_entry(row) for row in connection.execute(query).mappings())


def log(connection: Connection, entry: AuditEntry) -> None:
    """Write one line of the log, in the transaction of what it tells of; its number is ignored."""
    connection.execute(
        insert(schema.audit).values(
            made_at=entry.made_at,
            person=entry.person,
            action=entry.action,
            vendor_id=entry.vendor_id,
            subject=entry.subject,
            detail=[list(pair) for pair in entry.detail],
        )
    )


def lock_vendor(connection: Connection, vendor_id: str) -> None:
    """Make other writers about the same vendor wait until this transaction ends.

    Raises:
        StoreError: there is no such vendor.
    """
    table = schema.vendors
    if (
        connection.execute(select(table.c.id).where(table.c.id == vendor_id).with_for_update()).first()
        is None
    ):
        raise StoreError(f"There is no vendor {vendor_id!r} in the list. Import it first.")


def _save(connection: Connection, vendor: Vendor, at: datetime, person: str) -> None:
    table = schema.vendors
    values = {"name": vendor.name, "homepage": vendor.homepage, "archived_at": None}
    before = next(iter(_read(connection, only=vendor.id)), None)
    if before is None:
        connection.execute(insert(table).values(id=vendor.id, added_at=at, **values))
    else:
        connection.execute(update(table).where(table.c.id == vendor.id).values(**values))
    _replace_sources(connection, vendor)
    _replace_groups(connection, vendor)
    if before != vendor:
        action = "vendor_added" if before is None else "vendor_changed"
        entry = AuditEntry(made_at=at, person=person, action=action, vendor_id=vendor.id, subject=vendor.name)
        log(connection, entry)


def _replace_sources(connection: Connection, vendor: Vendor) -> None:
    table = schema.sources
    connection.execute(delete(table).where(table.c.vendor_id == vendor.id))
    rows = [
        {
            "vendor_id": vendor.id,
            "position": position,
            "location": source.location,
            "kind": source.kind.value if source.kind else None,
            "rank": source.rank,
        }
        for position, source in enumerate(vendor.sources)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _replace_groups(connection: Connection, vendor: Vendor) -> None:
    table = schema.vendor_groups
    connection.execute(delete(table).where(table.c.vendor_id == vendor.id))
    rows = [
        {"vendor_id": vendor.id, "position": position, "name": name}
        for position, name in enumerate(vendor.groups)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _read(connection: Connection, *, only: str | None = None, archived: bool = True) -> list[Vendor]:
    table = schema.vendors
    query = select(table).order_by(table.c.id)
    if only is not None:
        query = query.where(table.c.id == only)
    if not archived:
        query = query.where(table.c.archived_at.is_(None))
    vendors = {
        row["id"]: Vendor(id=row["id"], name=row["name"], homepage=row["homepage"])
        for row in connection.execute(query).mappings()
    }
    _attach_sources(connection, vendors, only)
    _attach_groups(connection, vendors, only)
    return list(vendors.values())


def _attach_sources(connection: Connection, vendors: dict[str, Vendor], only: str | None) -> None:
    table = schema.sources
    query = select(table).order_by(table.c.vendor_id, table.c.position)
    if only is not None:
        query = query.where(table.c.vendor_id == only)
    for row in connection.execute(query).mappings():
        if (vendor := vendors.get(row["vendor_id"])) is not None:
            vendors[vendor.id] = replace(vendor, sources=(*vendor.sources, read_source(row)))


def _attach_groups(connection: Connection, vendors: dict[str, Vendor], only: str | None) -> None:
    table = schema.vendor_groups
    query = select(table).order_by(table.c.vendor_id, table.c.position)
    if only is not None:
        query = query.where(table.c.vendor_id == only)
    for row in connection.execute(query).mappings():
        if (vendor := vendors.get(row["vendor_id"])) is not None:
            vendors[vendor.id] = replace(vendor, groups=(*vendor.groups, row["name"]))


def read_source(row: RowMapping) -> Source:
    """Return the source that a row of `sources` or `fetches` names."""
    kind = DocumentKind(row["kind"]) if row["kind"] else None
    return Source(location=row["location"], kind=kind, rank=row["rank"])


def _audit_entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        number=row["id"],
        made_at=row["made_at"],
        person=row["person"],
        action=row["action"],
        vendor_id=row["vendor_id"],
        subject=row["subject"],
        detail=tuple((str(name), str(value)) for name, value in row["detail"]),
    )
