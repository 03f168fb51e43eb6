"""The table of messages to seekers that answer none of theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class OutgoingMessageRow(SQLModel, table=True):
    """One message on its way; the surface that the seeker writes on hands it over."""

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        UniqueConstraint("seeker_id", "about"),
        Index("ix_outgoing_messages_state", "state", "id"),
        Index("ix_outgoing_messages_seeker", "seeker_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    kind: str
    """A value of messages.MessageKind."""
    text: str
    lang: str
    parts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Citations, posts and buttons as a Reply has them, each a list; empty for plain words."""
    about: str | None = None
    """What it is about, so that the same is never told twice; None where it may be."""
    sender: str = ""
    """The name of the account that wrote it; empty where nobody of the staff did."""
    state: str = "waiting"
    """A value of messages.MessageState."""
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
