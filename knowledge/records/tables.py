"""Tables of who wrote, what was said and what is owed to whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class SeekerRow(SQLModel, table=True):
    """A person on one surface; nothing but the surface's own chat id says who it is."""

    __tablename__ = "seekers"
    __table_args__ = (UniqueConstraint("surface", "chat_id"),)

    id: int | None = Field(default=None, primary_key=True)
    surface: str
    chat_id: str
    fixed_lang: str | None = None
    """Set by /language; otherwise every message is answered in its own language."""
    last_lang: str = "zh"
    state: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the conversation waits for and what it was about; see bot/conversation/state.py."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ProfileRow(SQLModel, table=True):
    """The person that a seeker acts for: themselves, or somebody else."""

    __tablename__ = "profiles"
    __table_args__ = (UniqueConstraint("seeker_id", "label"),)

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    label: str = "self"
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ProfileFactRow(SQLModel, table=True):
    """One fact about a person, with the message it came from."""

    __tablename__ = "profile_facts"
    __table_args__ = (
        UniqueConstraint("profile_id", "name"),
        Index("ix_profile_facts_name", "name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    profile_id: int = Field(foreign_key="profiles.id", ondelete="CASCADE")
    name: str
    value: Any = Field(sa_column=Column(JSON, nullable=False))
    said: str = ""
    message_id: str = ""
    said_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class TurnRow(SQLModel, table=True):
    """One message in, one reply out, and how it came about."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("seeker_id", "message_id"),
        Index("ix_turns_received_at", "received_at"),
        Index("ix_turns_undelivered", "delivered_at", "seeker_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    message_id: str
    masked_text: str
    """With personal data replaced; what lists, logs and models see."""
    sealed: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Text and reply as they were written, where masking changed one; see written_words.py."""
    action: str | None = None
    lang: str
    today: date
    """The day that the turn took as today."""
    route: str
    status: str
    reply: str
    """The Reply as JSON, its text masked; see written_words.py for the same reply once more."""
    trace: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Route, hits with scores, clauses with digests, milliseconds, why no model was used."""
    release_id: str | None = None
    took_ms: float
    received_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HandoffRow(SQLModel, table=True):
    """A request for a person and what became of it; see knowledge/handoffs."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index("ix_handoffs_seeker", "seeker_id", "state"),
        Index("ix_handoffs_state", "state", "opened_at"),
        Index(
            "ix_handoffs_one_open",
            "seeker_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'with_person')"),
            postgresql_where=text("state IN ('waiting', 'with_person')"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    message_id: str
    reason: str
    """asked, declined_twice, distress"""
    state: str = "waiting"
    """waiting, with_person, returned, closed"""
    district: str | None = None
    """Official Chinese name; None where it is not known and every office sees the case."""
    version: int = 1
    """Grows with every step, so that of two people who act at once only one does."""
    claimed_by: str | None = None
    """The account's name."""
    opened_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    first_answer_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seeker_word_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    staff_word_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    promised_for: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When somebody is there at the latest, as the seeker was told."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
