"""When a vendor is to be looked at again: its own number of days, its groups', or the usual."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from analyzer.core.errors import StoreError
from analyzer.store import schema
from analyzer.store.connecting import reading, writing
from analyzer.store.records import AuditEntry
from analyzer.store.vendors import lock_vendor, log

USUAL_DAYS = 90
"""After how many days a vendor is looked at again where nobody said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a vendor is to be looked at again, and after how many days.

    `since` is the day of the last sound check, None where there was none: then the vendor has been
    due since the day on which it was added. `own_days` is None where the days are its groups' or the
    usual ones.
    """

    vendor_id: str
    on: date
    days: int
    since: date | None = None
    own_days: int | None = None


class Schedules:
    """The schedules of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set_vendor(self, vendor_id: str, days: int | None, *, at: datetime, person: str) -> None:
        """Say after how many days a vendor is looked at again; None leaves it to its groups.

        Raises:
            StoreError: the vendor is unknown, or the number is not from 1 to 3650.
        """
        _check(days)
        table = schema.vendors
        with writing(self._engine) as connection:
            lock_vendor(connection, vendor_id)
            connection.execute(update(table).where(table.c.id == vendor_id).values(recheck_days=days))
            log(connection, _entry(at, person, vendor_id, vendor_id, days))

    def set_group(self, group: str, days: int | None, *, at: datetime, person: str) -> None:
        """Say after how many days the vendors of a group are looked at again; None leaves it open.

        Raises:
            StoreError: the number is not from 1 to 3650.
        """
        _check(days)
        table = schema.group_schedules
        with writing(self._engine) as connection:
            connection.execute(delete(table).where(table.c.name == group))
            if days is not None:
                connection.execute(insert(table).values(name=group, recheck_days=days))
            log(connection, _entry(at, person, None, group, days))

    def of_vendor(self, vendor_id: str) -> int | None:
        """Return the vendor's own number of days, or None where it has none."""
        table = schema.vendors
        with reading(self._engine) as connection:
            return connection.execute(
                select(table.c.recheck_days).where(table.c.id == vendor_id)
            ).scalar_one_or_none()

    def of_groups(self) -> dict[str, int]:
        """Return the number of days of every group that has one."""
        with reading(self._engine) as connection:
            return _of_groups(connection)

    def due_on(self, vendor_id: str) -> date:
        """Return the day on which a vendor is to be looked at again.

        It is the day of the last sound check, and the vendor's own days later; where it has none,
        the shortest of its groups' days, else `USUAL_DAYS`. A check is sound where a document was
        read; a report made again from stored snapshots counts from the day of the last fetch. A
        vendor without any sound check has been due since it was added.

        Raises:
            StoreError: the vendor is unknown.
        """
        with reading(self._engine) as connection:
            found = due_dates(connection, only=vendor_id)
        if vendor_id not in found:
            raise StoreError(f"There is no vendor {vendor_id!r} in the list. See `analyzer list`.")
        return found[vendor_id].on

    def due(self, on: date) -> tuple[Due, ...]:
        """Return the vendors of the list that are due by that day, the longest overdue first."""
        with reading(self._engine) as connection:
            every = due_dates(connection).values()
        return tuple(sorted((due for due in every if due.on <= on), key=lambda due: (due.on, due.vendor_id)))


def due_dates(connection: Connection, *, only: str | None = None) -> dict[str, Due]:
    """Return when each vendor of the list is due, by vendor id; `only` names one, perhaps archived."""
    table = schema.vendors
    query = select(table.c.id, table.c.added_at, table.c.recheck_days)
    query = query.where(table.c.archived_at.is_(None) if only is None else table.c.id == only)
    of_groups = _of_groups(connection)
    groups = _groups(connection)
    reported, fetched = _sound_reports(connection), _sound_fetches(connection)
    found: dict[str, Due] = {}
    for vendor_id, added_at, own in connection.execute(query):
        days = own or _shortest(groups.get(vendor_id, ()), of_groups)
        checked = reported.get(vendor_id)
        if checked is not None:
            checked = min(checked, fetched.get(vendor_id, checked))
        since = checked.date() if checked else None
        on = added_at.date() if since is None else since + timedelta(days=days)
        found[vendor_id] = Due(vendor_id=vendor_id, on=on, days=days, since=since, own_days=own)
    return found


def _shortest(groups: Iterable[str], of_groups: dict[str, int]) -> int:
    return min((of_groups[name] for name in groups if name in of_groups), default=USUAL_DAYS)


def _of_groups(connection: Connection) -> dict[str, int]:
    table = schema.group_schedules
    return {name: int(days) for name, days in connection.execute(select(table.c.name, table.c.recheck_days))}


def _groups(connection: Connection) -> dict[str, list[str]]:
    table = schema.vendor_groups
    groups: dict[str, list[str]] = {}
    for vendor_id, name in connection.execute(select(table.c.vendor_id, table.c.name)):
        groups.setdefault(vendor_id, []).append(name)
    return groups


def _sound_reports(connection: Connection) -> dict[str, datetime]:
    """Return when the newest report of each vendor was made that had a document to read."""
    table = schema.reports
    newest = select(func.max(table.c.id)).where(table.c.documents_read > 0).group_by(table.c.vendor_id)
    rows = connection.execute(select(table.c.vendor_id, table.c.made_at).where(table.c.id.in_(newest)))
    return {row.vendor_id: row.made_at for row in rows}


def _sound_fetches(connection: Connection) -> dict[str, datetime]:
    table = schema.fetches
    newest = func.max(table.c.fetched_at).label("fetched_at")
    rows = connection.execute(
        select(table.c.vendor_id, newest).where(table.c.status == "ok").group_by(table.c.vendor_id)
    )
    return {row.vendor_id: row.fetched_at for row in rows}


def _check(days: int | None) -> None:
    if days is not None and not 1 <= days <= 3650:  # noqa: PLR2004  ten years
        raise StoreError(f"A vendor is looked at again after 1 to 3650 days, not {days}.")


def _entry(at: datetime, person: str, vendor_id: str | None, subject: str, days: int | None) -> AuditEntry:
    if not person.strip():
        raise StoreError("A schedule needs the name of the person who sets it.")
    told = "as usual" if days is None else str(days)
    return AuditEntry(
        made_at=at,
        person=person,
        action="schedule_set",
        vendor_id=vendor_id,
        subject=subject,
        detail=(("days", told),),
    )
