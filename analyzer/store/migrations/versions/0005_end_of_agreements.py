"""The day on which a vendor's agreement ends stands in its report's head, so that lists can show it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; reports stored before keep it empty until the vendor is scored again."""
    op.add_column("reports", sa.Column("agreement_ends", sa.Date(), nullable=True))
