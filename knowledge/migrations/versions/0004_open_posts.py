"""The index of open posts tells their ids and digests, too, without a look at the posts"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    op.drop_index("ix_posts_open", table_name="posts")
    op.create_index("ix_posts_open", "posts", ["closed_on", "closes_on", "post_id", "digest"])


def downgrade() -> None:
    """Takes the step back."""
    op.drop_index("ix_posts_open", table_name="posts")
    op.create_index("ix_posts_open", "posts", ["closed_on", "closes_on"])
