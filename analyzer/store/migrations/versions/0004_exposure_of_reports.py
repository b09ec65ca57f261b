"""The exposure of a report stands in its head, so that lists can show and filter it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; reports stored before keep it empty until the vendor is scored again."""
    op.add_column("reports", sa.Column("exposure", sa.Integer(), nullable=True))
