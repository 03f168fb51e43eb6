"""Tables of reviews; what is about a turn goes with it when its seeker is forgotten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class ReviewSampleRow(SQLModel, table=True):
    """The draw of one day."""

    __tablename__ = "review_samples"

    day: date = Field(primary_key=True)
    population: int
    """How many turns of the day could have been drawn."""
    reviewers: list[str] = Field(sa_column=Column(JSON, nullable=False))
    drawn_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ReviewItemRow(SQLModel, table=True):
    """One turn before one reviewer, and what they found."""

    __tablename__ = "review_items"
    __table_args__ = (
        UniqueConstraint("turn_id", "reviewer"),
        Index("ix_review_items_reviewer", "reviewer", "judged_at"),
        Index("ix_review_items_day", "day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    turn_id: int = Field(foreign_key="turns.id", ondelete="CASCADE")
    day: date
    """The day of the turn."""
    kind: str
    """A value of verdict.ItemKind."""
    reviewer: str
    is_double: bool = False
    """Another reviewer has the same turn; neither sees the other's verdict before both are in."""
    lang: str
    status: str
    route: str
    topic: str
    rated_badly: bool = False
    verdict: str | None = None
    """A value of verdict.Verdict."""
    note: str = ""
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CorrectionRow(SQLModel, table=True):
    """The answer that should have been given."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_turn", "turn_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    turn_id: int = Field(foreign_key="turns.id", ondelete="CASCADE")
    verdict: str
    texts: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    """By language; that of the turn is always there."""
    clause_ids: list[str] = Field(sa_column=Column(JSON, nullable=False))
    citations: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """By language, as they stood when the correction was written."""
    evidence: list[str] = Field(sa_column=Column(JSON, nullable=False))
    written_by: str
    written_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    sent_to: int = 0
    """To how many people it has been sent."""
    golden: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )
    """The question that it has become in the golden set."""
