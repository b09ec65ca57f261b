"""The tables. Migrations are the truth for what a database holds; a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Utc(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without a zone: nobody could say later what it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the time back in UTC."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

VENDOR = "vendors.id"

vendors = Table(
    "vendors",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("homepage", Text),
    Column("added_at", Utc, nullable=False),
    Column("archived_at", Utc),
    Column("recheck_days", Integer),
)

sources = Table(
    "sources",
    metadata,
    Column("vendor_id", ForeignKey(VENDOR), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("location", Text, nullable=False),
    Column("kind", String(40)),
    Column("rank", Integer),
    UniqueConstraint("vendor_id", "location"),
)

vendor_groups = Table(
    "vendor_groups",
    metadata,
    Column("vendor_id", ForeignKey(VENDOR), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("encoding", String(10), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("vendor_id", ForeignKey(VENDOR), nullable=False),
    Column("location", Text, nullable=False),
    Column("kind", String(40)),
    Column("rank", Integer),
    Column("fetched_at", Utc, nullable=False),
    Column("status", String(10), nullable=False),
    Column("final_url", Text),
    Column("media_type", Text),
    Column("headers", JSON, nullable=False),
    Column("snapshot_id", ForeignKey("snapshots.id")),
    Column("error_kind", String(40)),
    Column("error_message", Text),
    Column("remedy", Text),
    Column("transient", Boolean),
    CheckConstraint("(status = 'ok') = (snapshot_id IS NOT NULL)", name="ok_has_snapshot"),
    CheckConstraint("(status = 'failed') = (error_kind IS NOT NULL)", name="failed_has_kind"),
    Index("ix_fetches_vendor_location", "vendor_id", "location", "id"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("vendor_id", ForeignKey(VENDOR), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("score", Float),
    Column("low", Float),
    Column("high", Float),
    Column("tier", String(40), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("coverage", Float, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("documents_read", Integer, nullable=False),
    Column("documents_unread", Integer, nullable=False),
    Column("analyzer_version", Text, nullable=False),
    Column("rulebook_version", Text, nullable=False),
    Column("rulebook_digest", Text, nullable=False),
    Column("model_id", Text),
    Column("profile_id", Text, nullable=False),
    Column("profile_digest", Text, nullable=False),
    Column("inputs_digest", Text, nullable=False),
    Column("encoding", String(10), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("exposure", Integer),
    Column("agreement_ends", Date),
    Index("ix_reports_vendor", "vendor_id", "id"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc),
    Column("total", Integer, nullable=False),
)

clauses = Table(
    "clauses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("vendor_id", ForeignKey(VENDOR), nullable=False, index=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False),
    Column("document_id", String(20), nullable=False),
    Column("location", Text, nullable=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("vendor_id", ForeignKey(VENDOR), nullable=False),
    Column("finding_key", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("body", JSON, nullable=False),
    UniqueConstraint("vendor_id", "finding_key", "revision"),
)

review_locks = Table(
    "review_locks",
    metadata,
    Column("vendor_id", ForeignKey(VENDOR), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("closed", Boolean, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("vendor_id", ForeignKey(VENDOR), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("report_id", ForeignKey("reports.id")),
    Column("kind", String(40), nullable=False),
    Column("decider", Text, nullable=False),
    Column("decided_at", Utc, nullable=False),
    Column("body", JSON, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", Utc, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("vendor_id", String(200), index=True),
    Column("subject", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)

group_schedules = Table(
    "group_schedules",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("recheck_days", Integer, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("vendor_id", ForeignKey(VENDOR), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("requested_by", Text, nullable=False),
    Column("received_at", Utc, nullable=False),
    Column("body", JSON, nullable=False),
    Index("ix_requests_vendor", "vendor_id", "id"),
)

result_versions = Table(
    "result_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("rules_digest", String(64), nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("last_use", Integer, nullable=False),
    UniqueConstraint("rules_digest", "model_digest"),
)

segment_results = Table(
    "segment_results",
    metadata,
    Column("version_id", ForeignKey("result_versions.id"), primary_key=True),
    Column("text_digest", String(64), primary_key=True),
    Column("encoding", String(10), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

APPEND_ONLY = ("snapshots", "fetches", "reports", "reviews", "review_locks", "decisions", "audit")
