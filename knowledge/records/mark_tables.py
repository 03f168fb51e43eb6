"""Tables that staff look turns up by, and of who looked at somebody's original words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now

WORDS_TABLE = "turn_words"
"""The words of every turn, in the database's own full-text index; see searchable.py."""


class TurnMarkRow(SQLModel, table=True):
    """What a list filters turns by, without the turn's long texts; one row each."""

    __tablename__ = "turn_marks"
    __table_args__ = (
        Index("ix_turn_marks_received_at", "received_at"),
        Index("ix_turn_marks_seeker", "seeker_id", "turn_id"),
        Index("ix_turn_marks_took_ms", "took_ms"),
        Index(
            "ix_turn_marks_rated",
            "rating",
            "turn_id",
            sqlite_where=text("rating IS NOT NULL"),
            postgresql_where=text("rating IS NOT NULL"),
        ),
    )

    turn_id: int = Field(
        foreign_key="turns.id",
        ondelete="CASCADE",
        primary_key=True,
        sa_column_kwargs={"autoincrement": False},
    )
    seeker_id: int
    received_at: datetime = Field(sa_type=UtcDateTime)
    took_ms: float
    rating: str | None = None
    """What the seeker pressed under the answer: useful, not_useful."""
    rated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RevealRow(SQLModel, table=True):
    """Somebody of the staff saw a person's original words; the person reads it in /mydata."""

    __tablename__ = "reveals"
    __table_args__ = (Index("ix_reveals_seeker_id", "seeker_id"),)

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    by: str
    """The account's name; the person is told only that it was a member of staff."""
    reason: str
    first_turn: int
    last_turn: int
    at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
