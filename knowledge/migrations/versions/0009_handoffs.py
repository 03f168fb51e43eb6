"""Cases: who has one, what was promised, notes among staff, replies that are used often"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('waiting', 'with_person')")
_MOMENTS = ("changed_at", "seeker_word_at")


def upgrade() -> None:
    """Brings the schema one step forward."""
    _keep_one_open()
    _columns()
    op.create_index("ix_handoffs_seeker", "handoffs", ["seeker_id", "state"])
    op.create_index("ix_handoffs_state", "handoffs", ["state", "opened_at"])
    op.create_index(
        "ix_handoffs_one_open",
        "handoffs",
        ["seeker_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    _notes()
    _templates()


def downgrade() -> None:
    """Takes the step back; notes and changed templates are lost with it."""
    op.drop_table("reply_templates")
    op.drop_table("handoff_notes")
    for name in ("ix_handoffs_one_open", "ix_handoffs_state", "ix_handoffs_seeker"):
        op.drop_index(name, "handoffs")
    with op.batch_alter_table("handoffs") as table:
        for column in (
            *("district", "version", "claimed_by", "first_answer_at", "staff_word_at"),
            *("promised_for", *_MOMENTS),
        ):
            table.drop_column(column)


def _keep_one_open() -> None:
    """Danger that was told after a request had a row of its own; one case a person is left."""
    op.execute(
        "UPDATE handoffs SET state = 'closed', closed_at = opened_at"
        " WHERE state IN ('waiting', 'with_person') AND EXISTS (SELECT 1 FROM handoffs AS other"
        " WHERE other.seeker_id = handoffs.seeker_id AND other.id > handoffs.id"
        " AND other.state IN ('waiting', 'with_person'))"
    )


def _columns() -> None:
    # SQLite gives the number of a deleted row to the next one unless the table says otherwise; a
    # case that was forgotten must not come back as another person's.
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    anew: dict[str, Any] = {"recreate": "always", "table_kwargs": {"sqlite_autoincrement": True}}
    how = anew if is_sqlite else {}
    with op.batch_alter_table("handoffs", **how) as table:
        table.add_column(sa.Column("district", sa.String(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("claimed_by", sa.String(), nullable=True))
        for name in ("first_answer_at", "staff_word_at", "promised_for", *_MOMENTS):
            table.add_column(sa.Column(name, UtcDateTime(), nullable=True))
    for name in _MOMENTS:
        op.execute(f"UPDATE handoffs SET {name} = opened_at")
    with op.batch_alter_table("handoffs", **how) as table:
        table.alter_column("version", existing_type=sa.Integer(), server_default=None)
        for name in _MOMENTS:
            table.alter_column(name, existing_type=UtcDateTime(), nullable=False)


def _notes() -> None:
    op.create_table(
        "handoff_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handoff_notes_handoff_id", "handoff_notes", ["handoff_id"])


def _templates() -> None:
    op.create_table(
        "reply_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text_zh", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
