"""Tables of the audit log; triggers in the schema refuse every change of an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime


class AuditEntryRow(SQLModel, table=True):
    """Who did what about whom; `hash` covers the entry and the hash of the one before it."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_who", "who", "sequence"),
        Index("ix_audit_entries_what", "what", "sequence"),
        Index("ix_audit_entries_about", "about", "sequence"),
        Index("ix_audit_entries_at", "at"),
    )

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    what: str
    about: str
    detail: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    previous_hash: str
    hash: str


class AuditHeadRow(SQLModel, table=True):
    """
    The end of the chain, one row; whoever appends holds it until the commit.

    It also tells that entries are missing at the end, which the chain alone cannot.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_head"),)

    id: int = Field(default=1, primary_key=True)
    sequence: int
    hash: str
