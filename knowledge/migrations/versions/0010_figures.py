"""Daily figures"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    op.create_table(
        "daily_figures",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "measure", "key"),
    )
    op.create_table(
        "daily_people",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day", "seeker_id"),
    )
    op.create_index("ix_daily_people_seeker", "daily_people", ["seeker_id"])
    mark = op.create_table(
        "figures_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upto", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(mark, [{"id": 1, "upto": None}])


def downgrade() -> None:
    """Takes the step back."""
    for name in ("figures_mark", "daily_people", "daily_figures"):
        op.drop_table(name)
