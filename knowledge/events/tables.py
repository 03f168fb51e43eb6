"""Tables of events and courses, and of the imports that brought them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class OfferingRow(SQLModel, table=True):
    """The newest state of an event or a course; a closed one stays."""

    __tablename__ = "offerings"
    __table_args__ = (Index("ix_offerings_open", "kind", "closed_on", "starts"),)

    offering_id: str = Field(primary_key=True)
    kind: str
    """A value of offering.OfferingKind."""
    title: str
    title_en: str = ""
    organiser: str
    district: str
    starts: date
    ends: date
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The other fields of offering.Offering."""
    is_sample: bool = False
    closed_on: date | None = None
    last_import: int = Field(foreign_key="offering_imports.id")


class OfferingImportRow(SQLModel, table=True):
    """One import of a feed of events or courses, with what it did and what it held back."""

    __tablename__ = "offering_imports"

    id: int | None = Field(default=None, primary_key=True)
    file_name: str
    is_sample: bool
    rows: int
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    held: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Rows held back: line, offering_id, and each reason in zh and en."""
    imported_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
