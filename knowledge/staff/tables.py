"""Tables of staff accounts, their sessions and their tries to sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from knowledge.database import UtcDateTime, now


def _names() -> Column[list[str]]:
    return Column(JSON, nullable=False)


class StaffRow(SQLModel, table=True):
    """An account; its name is never given to somebody else, because the audit log holds it."""

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("email"),
        UniqueConstraint("subject"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    """Lower case; what is typed at sign-in and what the audit log calls the person."""
    password_hash: str | None = None
    """Argon2id; None for who signs in by OpenID Connect only."""
    roles: list[str] = Field(default_factory=list, sa_column=_names())
    districts: list[str] = Field(default_factory=list, sa_column=_names())
    """Official Chinese names; empty means every district."""
    email: str | None = None
    subject: str | None = None
    """`sub` at the OpenID provider, kept at the first sign-in by a confirmed e-mail address."""
    totp_secret: str | None = None
    """Base32; set once a first code has confirmed it."""
    totp_last_step: int = 0
    """The time step of the last accepted code; only later ones are accepted."""
    totp_required: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffSessionRow(SQLModel, table=True):
    """A browser that somebody signed in with."""

    __tablename__ = "staff_sessions"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_staff_sessions_staff_id", "staff_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str
    """SHA-256 of what the cookie holds, so that the table alone opens no session."""
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    stage: str
    """full, code (password given, second factor awaited) or enrol (second factor to be set up)"""
    csrf_token: str
    notices: list[str] = Field(default_factory=list, sa_column=_names())
    """Keys of texts that the next page shows once."""
    pending_secret: str | None = None
    """A second factor that is offered and not yet confirmed."""
    address: str = ""
    agent: str = ""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class RecoveryCodeRow(SQLModel, table=True):
    """A code for who has lost the second factor; good for one sign-in."""

    __tablename__ = "staff_recovery_codes"
    __table_args__ = (UniqueConstraint("staff_id", "code_hash"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", ondelete="CASCADE")
    code_hash: str
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInTryRow(SQLModel, table=True):
    """A try to sign in that has not succeeded; what the lock-out counts."""

    __tablename__ = "staff_sign_in_tries"
    __table_args__ = (
        Index("ix_staff_sign_in_tries_name", "name_hash", "tried_at"),
        Index("ix_staff_sign_in_tries_address", "address", "tried_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name_hash: str
    """SHA-256 of what was typed as the name: people type passwords there by mistake."""
    address: str
    tried_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ProviderVisitRow(SQLModel, table=True):
    """Somebody who was sent to the OpenID provider and has not come back yet."""

    __tablename__ = "staff_provider_visits"

    state_hash: str = Field(primary_key=True)
    nonce: str
    verifier: str
    """The secret of PKCE (RFC 7636)."""
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
