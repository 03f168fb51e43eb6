"""Decisions of staff on rows that were held back; feeds told apart; posts looked up by employer"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import knowledge.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    with op.batch_alter_table("post_imports") as table:
        table.add_column(sa.Column("feed", sa.String(), nullable=False, server_default="posts"))
    op.create_index("ix_posts_employer", "posts", ["employer"])
    with op.batch_alter_table("quarantined_rows") as table:
        table.add_column(sa.Column("feed", sa.String(), nullable=False, server_default="posts"))
        table.add_column(sa.Column("digest", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("state", sa.String(), nullable=False, server_default="held"))
        table.add_column(sa.Column("corrected", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("because", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("decided_by", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("decided_at", knowledge.database.UtcDateTime(), nullable=True))
        table.create_index("ix_quarantined_rows_feed", ["feed", "state"])


def downgrade() -> None:
    """Takes the schema one step back."""
    with op.batch_alter_table("quarantined_rows") as table:
        table.drop_index("ix_quarantined_rows_feed")
        for name in (
            "decided_at", "decided_by", "because", "corrected", "state", "digest", "feed",
        ):  # fmt: skip
            table.drop_column(name)
    op.drop_index("ix_posts_employer", "posts")
    with op.batch_alter_table("post_imports") as table:
        table.drop_column("feed")
