"""Tables of what a seeker keeps, hides and reports, and of what they are told later."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class SavedPostRow(SQLModel, table=True):
    """A post that a seeker keeps."""

    __tablename__ = "saved_posts"
    __table_args__ = (UniqueConstraint("seeker_id", "post_id"),)

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    post_id: str
    saved_on: date
    reminded_for: date | None = None
    """The closing day of which the seeker was reminded."""


class HiddenPostRow(SQLModel, table=True):
    """A post that a seeker does not want to see again."""

    __tablename__ = "hidden_posts"
    __table_args__ = (UniqueConstraint("seeker_id", "post_id"),)

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    post_id: str
    reason: str | None = None
    """A value of hiding.HideReason, where one was given."""
    hidden_on: date


class PostReportRow(SQLModel, table=True):
    """What one seeker reports of one post; saying it again changes the reason and adds nothing."""

    __tablename__ = "post_reports"
    __table_args__ = (
        UniqueConstraint("seeker_id", "post_id"),
        Index("ix_post_reports_post", "post_id", "is_open"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    post_id: str
    reason: str
    """A value of reporting.ReportReason."""
    reported_on: date
    is_open: bool = True
    """False once staff have decided on it."""


class PostSuspensionRow(SQLModel, table=True):
    """
    A post that nobody is shown. It names no reporter, so it outlives a reporter's being forgotten.
    """

    __tablename__ = "post_suspensions"

    post_id: str = Field(primary_key=True)
    state: str
    """A value of reporting.Decision, or "waiting" for one."""
    since: date
    decided_by: str = ""
    because: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FollowingRow(SQLModel, table=True):
    """What a seeker wants to be told, and when not."""

    __tablename__ = "following"

    seeker_id: int = Field(primary_key=True, foreign_key="seekers.id", ondelete="CASCADE")
    alerts_on: bool = False
    wish: str = ""
    """The words of the search whose new posts are told."""
    label: str = "self"
    """The person whom the search was for; see knowledge/people/whom.py."""
    seen_import: int = 0
    """The newest import that the seeker has been told of, or had when the alerts began."""
    alerted_on: date | None = None
    reminds: bool = True
    """Whether the seeker is reminded of the closing days of saved posts."""
    asks: bool = True
    """Whether the seeker is asked what came of the posts."""
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    blocked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when the surface refused a message for good, until the seeker writes again."""


class NoticeRow(SQLModel, table=True):
    """One message to a seeker that answers none of theirs."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("seeker_id", "kind", "about"),
        Index("ix_notices_state", "state", "seeker_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    kind: str
    """A value of notices.NoticeKind."""
    about: str
    """What it is about, so that the same is never told twice."""
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = "waiting"
    """A value of notices.NoticeState."""
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutcomeRow(SQLModel, table=True):
    """A post that a seeker kept or wanted to apply for, and what came of it."""

    __tablename__ = "outcomes"
    __table_args__ = (
        UniqueConstraint("seeker_id", "post_id"),
        Index("ix_outcomes_started_on", "started_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    post_id: str
    post_kind: str
    label: str = "self"
    started_on: date
    applied_on: date | None = None
    """The day on which the seeker asked how to apply."""
    asked_on: date | None = None
    reminded_on: date | None = None
    answer: str | None = None
    """A value of outcomes.Outcome."""
    placed_kind: str | None = None
    """The kind of post that the work is, where the answer says so; or "other"."""
    answered_on: date | None = None
    groups: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The ledger's groups that the person belonged to when they last said anything of it."""


class EventReminderRow(SQLModel, table=True):
    """An event or course of which a seeker wants to be reminded the day before."""

    __tablename__ = "event_reminders"
    __table_args__ = (UniqueConstraint("seeker_id", "offering_id"),)

    id: int | None = Field(default=None, primary_key=True)
    seeker_id: int = Field(foreign_key="seekers.id", ondelete="CASCADE")
    offering_id: str
    wanted_on: date
