"""Tables of what the knowledge base held when, so that an old answer opens as it stood."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


class DocumentRow(SQLModel, table=True):
    """The newest state of one language of a document."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("document_id", "lang"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: str
    lang: str
    title: str
    front_matter: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    digest: str
    first_release: str
    last_release: str
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ClauseVersionRow(SQLModel, table=True):
    """
    One wording of a clause in one language.

    A clause keeps its id for ever; a changed text is a new version, a removed clause a tombstone
    (its newest version has `withdrawn_at`).
    """

    __tablename__ = "clause_versions"
    __table_args__ = (UniqueConstraint("clause_id", "lang", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    clause_id: str = Field(index=True)
    lang: str
    version: int
    document_id: str
    heading: str
    text: str
    digest: str
    first_release: str
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReleaseRow(SQLModel, table=True):
    """One state of the knowledge base that was published, with what changed in it."""

    __tablename__ = "releases"

    release_id: str = Field(primary_key=True)
    encoder: str
    documents: int
    clauses: int
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    published_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
