"""Tables of daily figures, and of how far the turns have been counted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime


class DailyFigureRow(SQLModel, table=True):
    """A count of one day; it names nobody and stays when somebody is forgotten."""

    __tablename__ = "daily_figures"

    day: date = Field(primary_key=True)
    """In the bureau's time zone; the Monday of figures by week."""
    measure: str = Field(primary_key=True)
    """A value of measures.Measure."""
    key: str = Field(primary_key=True)
    """What was counted: a status, a document, a district; empty for a total."""
    count: int


class DailyPersonRow(SQLModel, table=True):
    """Who wrote on a day, to count people once a day and once a week; kept for two weeks."""

    __tablename__ = "daily_people"
    __table_args__ = (Index("ix_daily_people_seeker", "seeker_id"),)

    day: date = Field(primary_key=True)
    seeker_id: int = Field(primary_key=True, foreign_key="seekers.id", ondelete="CASCADE")


class FiguresMarkRow(SQLModel, table=True):
    """One row: the moment up to which turns are counted."""

    __tablename__ = "figures_mark"

    id: int = Field(default=1, primary_key=True)
    upto: datetime | None = Field(default=None, sa_type=UtcDateTime)
