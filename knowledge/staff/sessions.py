"""Sessions of staff: opened at sign-in, found by their cookie, ended by time or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlmodel import Session, col, select

from knowledge.staff.account import Staff, staff_of
from knowledge.staff.secrets import kept, new_secret
from knowledge.staff.tables import StaffRow, StaffSessionRow

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# Password given, second factor awaited: long enough to find the telephone.
HALF_SIGNED_IN = timedelta(minutes=10)
# Writing the last sight at every click would make every reader a writer.
_SEEN_EVERY = timedelta(seconds=30)
_AGENT = 200


class Stage(StrEnum):
    """How far a sign-in has come; pages open at FULL only."""

    FULL = "full"
    CODE = "code"
    ENROL = "enrol"


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A browser that somebody signed in with."""

    session_id: int
    stage: Stage
    csrf_token: str
    address: str
    agent: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a request comes from, as far as it tells."""

    address: str
    agent: str = ""
    known: str = ""
    """What it keeps from an earlier sign-in; see trying.py."""


def open_session(session: Session, staff: StaffRow, browser: Browser, moment: datetime) -> str:
    """
    Opens a session and throws out what ran out; the caller commits.

    :return: the new secret for the cookie; only its hash is kept.
    """
    assert staff.id is not None
    delete_run_out(session, moment)
    secret = new_secret()
    session.add(
        StaffSessionRow(
            token_hash=kept(secret),
            staff_id=staff.id,
            stage=_first_stage(staff),
            csrf_token=new_secret(),
            address=browser.address,
            agent=browser.agent[:_AGENT],
            created_at=moment,
            last_seen_at=moment,
        )
    )
    return secret


def find_session(
    session: Session, secret: str, moment: datetime
) -> tuple[Staff, StaffSession] | None:
    """Whose session it is, if both it and the account are open; notes the sight, and commits."""
    query = select(StaffSessionRow, StaffRow).where(
        StaffSessionRow.token_hash == kept(secret),
        StaffSessionRow.staff_id == StaffRow.id,
        col(StaffRow.disabled_at).is_(None),
    )
    found = session.exec(query).first()
    if found is None or _has_run_out(found[0], moment):
        return None
    row, staff = found
    if moment - row.last_seen_at > _SEEN_EVERY:
        row.last_seen_at = moment
        session.commit()
    return staff_of(staff), session_of(row)


def session_of(row: StaffSessionRow) -> StaffSession:
    """The session as the rest of the program knows it."""
    assert row.id is not None
    return StaffSession(
        session_id=row.id,
        stage=Stage(row.stage),
        csrf_token=row.csrf_token,
        address=row.address,
        agent=row.agent,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
    )


def sessions_of(session: Session, staff_id: int, moment: datetime) -> list[StaffSession]:
    """The open sessions of an account, the last used first."""
    query = (
        select(StaffSessionRow)
        .where(StaffSessionRow.staff_id == staff_id)
        .order_by(col(StaffSessionRow.last_seen_at).desc())
    )
    return [session_of(row) for row in session.exec(query) if not _has_run_out(row, moment)]


def end_session(session: Session, staff_id: int, session_id: int) -> bool:
    """Ends one session of that account; False if it has none of that number. The caller commits."""
    ended = delete(StaffSessionRow).where(
        col(StaffSessionRow.id) == session_id, col(StaffSessionRow.staff_id) == staff_id
    )
    return bool(session.exec(ended.returning(col(StaffSessionRow.id))).all())


def end_other_sessions(session: Session, staff_id: int, but: int) -> None:
    """Ends every session of the account but one; the caller commits."""
    session.exec(
        delete(StaffSessionRow).where(
            col(StaffSessionRow.staff_id) == staff_id, col(StaffSessionRow.id) != but
        )
    )


def delete_run_out(session: Session, moment: datetime) -> None:
    """Throws out sessions that nobody can use any more; the caller commits."""
    seen, made = col(StaffSessionRow.last_seen_at), col(StaffSessionRow.created_at)
    session.exec(delete(StaffSessionRow).where(seen < moment - IDLE))
    session.exec(delete(StaffSessionRow).where(made < moment - LONGEST))


def _has_run_out(row: StaffSessionRow, moment: datetime) -> bool:
    longest = LONGEST if row.stage == Stage.FULL else HALF_SIGNED_IN
    return moment - row.last_seen_at > IDLE or moment - row.created_at > longest


def _first_stage(staff: StaffRow) -> Stage:
    if staff.totp_secret is not None:
        return Stage.CODE
    return Stage.ENROL if staff.totp_required else Stage.FULL
