"""The reports: append-only, each with what made it, so that it can be explained years later."""

from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select, update

from analyzer.core.errors import StoreError
from analyzer.core.reports import Report, TierId
from analyzer.store import schema
from analyzer.store.clauses import index_clauses
from analyzer.store.connecting import reading, writing
from analyzer.store.packing import ENCODING, pack_report, unpack_report
from analyzer.store.records import Listed, Run, StoredReport
from analyzer.store.schedules import due_dates
from analyzer.store.vendors import Vendors, lock_vendor

_HEAD = tuple(column for column in schema.reports.c if column.name not in ("body", "encoding"))


class Reports:
    """The reports of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, report: Report, *, inputs_digest: str = "") -> int:
        """Keep a report and make its clauses searchable; return its number.

        `inputs_digest` names all that the report was made of, so that a later pass over the list
        can tell that nothing changed.

        Raises:
            StoreError: the report's vendor is not in the list.
        """
        with writing(self._engine) as connection:
            lock_vendor(connection, report.vendor.id)
            values = {**_head(report), "inputs_digest": inputs_digest}
            statement = insert(schema.reports).values(**values, encoding=ENCODING, body=pack_report(report))
            number = int(connection.execute(statement.returning(schema.reports.c.id)).scalar_one())
            index_clauses(connection, report, number)
        return number

    def get(self, number: int) -> Report:
        """Return one report by its number.

        Raises:
            StoreError: there is none of that number, or it cannot be read.
        """
        with reading(self._engine) as connection:
            return load_report(connection, number)

    def latest(self, vendor_id: str) -> Report | None:
        """Return the vendor's newest report, or None where it has none yet."""
        heads = self.history(vendor_id)
        return self.get(heads[-1].number) if heads else None

    def history(self, vendor_id: str) -> tuple[StoredReport, ...]:
        """Return the heads of all of a vendor's reports, oldest first."""
        table = schema.reports
        query = select(*_HEAD).where(table.c.vendor_id == vendor_id).order_by(table.c.id)
        with reading(self._engine) as connection:
            return tuple(_stored(row) for row in connection.execute(query).mappings())

    def newest(self, vendor_id: str) -> StoredReport | None:
        """Return the head of the vendor's newest report, or None where it has none yet."""
        table = schema.reports
        query = select(*_HEAD).where(table.c.vendor_id == vendor_id).order_by(table.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _stored(row)

    def listing(self, *, group: str | None = None) -> tuple[Listed, ...]:
        """Return every vendor of the list, ordered by name, with the head of its newest report."""
        vendors = Vendors(self._engine).all(group=group)
        with reading(self._engine) as connection:
            heads = _newest_heads(connection)
            counts = _counts(connection)
            checked = _checked(connection)
            due = due_dates(connection)
        rows = [
            Listed(
                vendor=vendor,
                newest=heads.get(vendor.id),
                reports=counts.get(vendor.id, 0),
                checked_at=checked.get(vendor.id),
                due_on=due[vendor.id].on if vendor.id in due else None,
                recheck_days=due[vendor.id].own_days if vendor.id in due else None,
            )
            for vendor in vendors
        ]
        return tuple(sorted(rows, key=lambda row: (row.vendor.name.casefold(), row.vendor.id)))


class Runs:
    """The passes over the list, so that one that was cut off can be taken up again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, *, at: datetime, total: int) -> Run:
        """Record that a pass over `total` vendors begins."""
        table = schema.runs
        with writing(self._engine) as connection:
            statement = insert(table).values(started_at=at, total=total).returning(table.c.id)
            number = connection.execute(statement).scalar_one()
        return Run(number=int(number), started_at=at, finished_at=None, total=total)

    def finish(self, run: Run, *, at: datetime) -> None:
        """Record that a pass came to its end."""
        table = schema.runs
        with writing(self._engine) as connection:
            connection.execute(update(table).where(table.c.id == run.number).values(finished_at=at))

    def last(self) -> Run | None:
        """Return the newest pass, finished or not."""
        table = schema.runs
        with reading(self._engine) as connection:
            row = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).mappings().first()
        if row is None:
            return None
        return Run(
            number=row["id"], started_at=row["started_at"], finished_at=row["finished_at"], total=row["total"]
        )


def load_report(connection: Connection, number: int) -> Report:
    """Return one report by its number, in an open transaction.

    Raises:
        StoreError: there is none of that number, or it cannot be read.
    """
    table = schema.reports
    query = select(table.c.body, table.c.encoding).where(table.c.id == number)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise StoreError(f"There is no report number {number}. See `analyzer list`.")
    return unpack_report(row["body"], row["encoding"], f"Report {number}")


def _head(report: Report) -> dict[str, object]:
    verdict, made = report.assessment, report.provenance
    read = sum(document.status.scored for document in report.documents)
    return {
        "vendor_id": report.vendor.id,
        "made_at": made.made_at,
        "score": verdict.score,
        "low": verdict.low,
        "high": verdict.high,
        "tier": verdict.tier.id.value,
        "provisional": verdict.provisional,
        "coverage": verdict.coverage.share,
        "findings": len(report.findings),
        "documents_read": read,
        "documents_unread": len(report.documents) - read + len(report.unread),
        "analyzer_version": made.analyzer_version,
        "rulebook_version": made.rulebook_version,
        "rulebook_digest": made.rulebook_digest,
        "model_id": made.model_id,
        "profile_id": made.profile_id,
        "profile_digest": made.profile_digest,
        "exposure": verdict.exposure,
        "agreement_ends": report.agreement.expires_at if report.agreement else None,
    }


def _stored(row: RowMapping) -> StoredReport:
    values = {column.name: row[column.name] for column in _HEAD if column.name not in ("id", "tier")}
    return StoredReport(number=row["id"], tier=TierId(row["tier"]), **values)


def _newest_heads(connection: Connection) -> dict[str, StoredReport]:
    table = schema.reports
    newest = select(func.max(table.c.id)).group_by(table.c.vendor_id)
    rows = connection.execute(select(*_HEAD).where(table.c.id.in_(newest))).mappings()
    return {row["vendor_id"]: _stored(row) for row in rows}


def _counts(connection: Connection) -> dict[str, int]:
    table = schema.reports
    query = select(table.c.vendor_id, func.count()).group_by(table.c.vendor_id)
    return {vendor_id: int(count) for vendor_id, count in connection.execute(query)}


def _checked(connection: Connection) -> dict[str, datetime]:
    table = schema.fetches
    query = select(table.c.vendor_id, func.max(table.c.fetched_at).label("checked_at")).group_by(
        table.c.vendor_id
    )
    return {row.vendor_id: row.checked_at for row in connection.execute(query)}
