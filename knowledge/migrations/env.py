"""Run by Alembic: every schema step on the connection that knowledge.database hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import knowledge.events.tables
import knowledge.figures.tables
import knowledge.following.tables
import knowledge.handoffs.tables
import knowledge.policies.tables
import knowledge.posts.tables
import knowledge.records.audit_tables
import knowledge.records.mark_tables
import knowledge.records.message_tables
import knowledge.records.tables
import knowledge.reviews.tables
import knowledge.staff.tables  # noqa: F401 - importing a module of tables makes its metadata known

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # SQLite cannot alter a column in place; batch mode rebuilds the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
