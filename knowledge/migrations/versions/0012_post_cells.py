"""What the cells of a post say beside the wage, and of hours and days off"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    # Columns are added one by one: a table that is made anew would take what hangs on it along.
    op.add_column("posts", sa.Column("pay_parts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("posts", sa.Column("headcount_max", sa.Integer(), nullable=True))
    op.add_column("posts", sa.Column("hours_a_day", sa.Float(), nullable=True))
    op.add_column("posts", sa.Column("rest", sa.String(), nullable=True))
    op.add_column("posts", sa.Column("housing_fund", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Takes the step back."""
    for name in ("housing_fund", "rest", "hours_a_day", "headcount_max", "pay_parts"):
        op.drop_column("posts", name)
