"""Tables of posts, of the imports that brought them, and of the rows that were held back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class PostImportRow(SQLModel, table=True):
    """One import of a feed, with what it did."""

    __tablename__ = "post_imports"

    id: int | None = Field(default=None, primary_key=True)
    feed: str = "posts"
    """Whose feed it was: an import closes only what earlier ones of the same feed brought."""
    file_name: str
    is_sample: bool
    rows: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    held: int = 0
    imported_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class PostRow(SQLModel, table=True):
    """The newest state of a post; a closed one stays, so that old matches still open."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_open", "closed_on", "closes_on", "post_id", "digest"),)

    post_id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    channel: str | None = None
    category: str | None = None
    title: str
    title_en: str = ""
    employer: str = Field(index=True)
    district: str = Field(index=True)
    address: str = ""
    wage_min: float | None = None
    wage_max: float | None = None
    wage_unit: str | None = None
    pay_parts: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """Each with kind, low, high, unit; see post.PayPart."""
    headcount: int | None = None
    headcount_max: int | None = None
    education_min: str
    age_min: int | None = None
    age_max: int | None = None
    age_max_woman: int | None = None
    unemployed_months_min: int | None = None
    experience_years: float | None = None
    skills: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    certificates: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    shift: str | None = None
    hours_a_day: float | None = None
    rest: str | None = None
    board_lodging: str | None = None
    social_insurance: bool | None = None
    housing_fund: bool | None = None
    statuses_required: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    residence_required: str = ""
    description: str = ""
    description_en: str = ""
    posted_on: date
    closes_on: date | None = None
    contact: str = ""
    source_url: str = ""
    is_sample: bool = False
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Columns of the feed that the form does not know."""
    digest: str
    """Of the post and its extra columns, to tell whether a later feed changes it."""
    closed_on: date | None = None
    closed_reason: str | None = None
    """A value of store.ClosedReason."""
    first_import: int = Field(foreign_key="post_imports.id")
    last_import: int = Field(foreign_key="post_imports.id")


class QuarantinedRow(SQLModel, table=True):
    """
    A row of a feed that was held back, as it was read, with every reason; and what staff decided.

    Of a feed the rows of its newest import are kept, and every decision for good.
    """

    __tablename__ = "quarantined_rows"
    __table_args__ = (Index("ix_quarantined_rows_feed", "feed", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="post_imports.id", index=True, ondelete="CASCADE")
    """The newest import that held the row."""
    feed: str = "posts"
    line: int
    post_id: str = ""
    digest: str = ""
    """Of the cells as they were read: a decision holds for a row until the row changes."""
    cells: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    reasons: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    """Each with reason, column, value, zh, en; see hold.Hold."""
    state: str = "held"
    """A value of quarantine.RowState."""
    corrected: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Cells that staff wrote over those of the feed."""
    because: str = ""
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
