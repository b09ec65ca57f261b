"""People's verdicts, and full-text search over the clauses."""

import sqlalchemy as sa
from alembic import op

from analyzer.store.migrations.guards import forbid_changes, make_searchable

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of reviews, decisions and searchable clauses."""
    op.create_table(
        "review_locks",
        sa.Column("vendor_id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_review_locks_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("vendor_id", "revision", name=op.f("pk_review_locks")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("vendor_id", sa.String(length=200), nullable=False),
        sa.Column("finding_key", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_reviews_vendor_id_vendors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "vendor_id", "finding_key", "revision", name=op.f("uq_reviews_vendor_id_finding_key_revision")
        ),
    )
    op.create_table(
        "clauses",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("vendor_id", sa.String(length=200), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=20), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_clauses_report_id_reports")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_clauses_vendor_id_vendors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clauses")),
    )
    op.create_index(op.f("ix_clauses_vendor_id"), "clauses", ["vendor_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("vendor_id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_decisions_report_id_reports")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_decisions_vendor_id_vendors")),
        sa.PrimaryKeyConstraint("vendor_id", "revision", name=op.f("pk_decisions")),
    )
    for table in ("reviews", "review_locks", "decisions"):
        forbid_changes(table)
    make_searchable()
