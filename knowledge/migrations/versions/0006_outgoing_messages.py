"""Messages to seekers that answer none of theirs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema one step forward."""
    name = "outgoing_messages"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("seeker_id", "about"),
        # Numbers are never given again: a page asks for the messages after the last one it has.
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_messages_state", name, ["state", "id"])
    op.create_index("ix_outgoing_messages_seeker", name, ["seeker_id", "state"])


def downgrade() -> None:
    """Takes the step back."""
    op.drop_table("outgoing_messages")
