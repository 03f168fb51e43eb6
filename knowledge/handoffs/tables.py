"""Tables of what staff write about a case, and of what they often write to people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class HandoffNoteRow(SQLModel, table=True):
    """A note among staff; the seeker never sees it in the chat."""

    __tablename__ = "handoff_notes"
    __table_args__ = (Index("ix_handoff_notes_handoff_id", "handoff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(foreign_key="handoffs.id", ondelete="CASCADE")
    by: str
    text: str
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ReplyTemplateRow(SQLModel, table=True):
    """A reply that staff use often, in both languages; it takes the place of a given one."""

    __tablename__ = "reply_templates"
    __table_args__ = (UniqueConstraint("key"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str
    text_zh: str
    text_en: str
    is_retired: bool = False
    changed_by: str
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
