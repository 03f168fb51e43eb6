"""People who were sent to the OpenID provider, and the account of whoever comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from knowledge.records.audit import append
from knowledge.staff.secrets import kept, new_secret
from knowledge.staff.tables import ProviderVisitRow, StaffRow

BACK_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Departure:
    """What ties the one who comes back to the one who went (OpenID Connect Core 3.1.2.1)."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says it is; `email` only if the provider has confirmed it."""

    issuer: str
    subject: str
    email: str | None


def start_visit(session: Session, moment: datetime) -> Departure:
    """Notes that somebody goes to the provider; the caller commits."""
    started = col(ProviderVisitRow.started_at)
    session.exec(delete(ProviderVisitRow).where(started < moment - BACK_WITHIN))
    departure = Departure(new_secret(), new_secret(), new_secret())
    session.add(
        ProviderVisitRow(
            state_hash=kept(departure.state),
            nonce=departure.nonce,
            verifier=departure.verifier,
            started_at=moment,
        )
    )
    return departure


def end_visit(session: Session, state: str, moment: datetime) -> Departure | None:
    """The departure with that state, which can come back once; None if there is none in time."""
    row = session.get(ProviderVisitRow, kept(state))
    if row is None:
        return None
    ended = delete(ProviderVisitRow).where(col(ProviderVisitRow.state_hash) == row.state_hash)
    if not session.exec(ended.returning(col(ProviderVisitRow.state_hash))).all():
        return None
    session.commit()
    if moment - row.started_at > BACK_WITHIN:
        return None
    return Departure(state, row.nonce, row.verifier)


def account_of(session: Session, identity: Identity) -> StaffRow | None:
    """
    The open account of that identity; none is ever made. The caller commits.

    The subject decides. An account that has none yet is found by the confirmed e-mail address and
    keeps the subject from then on, so that an address that moves to somebody else opens nothing.
    """
    subject = f"{identity.issuer} {identity.subject}"
    is_open = col(StaffRow.disabled_at).is_(None)
    row = session.exec(select(StaffRow).where(StaffRow.subject == subject)).first()
    if row is not None:
        return row if row.disabled_at is None else None
    if identity.email is None:
        return None
    by_email = select(StaffRow).where(
        StaffRow.email == identity.email.lower(), col(StaffRow.subject).is_(None), is_open
    )
    row = session.exec(by_email).first()
    if row is not None:
        row.subject = subject
        append(session, row.name, "staff.identity_kept", f"staff:{row.name}")
    return row
