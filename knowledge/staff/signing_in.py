"""Signing in: the password, then the second factor where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.records.audit import append
from knowledge.staff.account import settled_name
from knowledge.staff.passwords import hashed, is_dated, matches
from knowledge.staff.second_factor import second_factor_fits
from knowledge.staff.secrets import kept, new_secret
from knowledge.staff.sessions import Browser, Stage, open_session
from knowledge.staff.tables import StaffRow, StaffSessionRow
from knowledge.staff.trying import (
    BY_NAME_FOR_CODES,
    Claim,
    claim_of,
    forgive_tries,
    known_browser,
    note_try,
    pause_left_s,
)


class SignInStatus(StrEnum):
    """How a try to sign in ended."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The end of a try; `secret` and `known` are for cookies and there only if admitted."""

    status: SignInStatus
    secret: str = ""
    known: str = ""
    """By it the browser is known at its next sign-in."""
    wait_s: float = 0.0
    """How long the next try has to wait."""


REFUSED = SignIn(SignInStatus.REFUSED)


def sign_in(
    sessions: SessionFactory, *, name: str, password: str, browser: Browser, moment: datetime
) -> SignIn:
    """
    Opens a session if name and password are right; an unknown name takes as long as a known one.

    Where the account has a second factor, the session waits for it (see `Stage`).
    """
    settled = settled_name(name)
    with sessions() as session:
        claim = claim_of(session, settled, browser)
        tried = note_try(session, claim, moment)
        if tried.try_id is None:
            return SignIn(SignInStatus.LOCKED, wait_s=tried.wait_s)
        staff = _active(session, settled)
    right = matches(password, None if staff is None else staff.password_hash)
    with sessions() as session:
        if not right or staff is None:
            return _refuse(session, claim, staff, browser, moment)
        forgive_tries(session, claim, tried.try_id)
        known = known_browser(session, settled)
        secret = admit(session, session.get_one(StaffRow, staff.id), browser, moment)
        _hash_anew_if_dated(session, staff, password)
        session.commit()
    return SignIn(SignInStatus.ADMITTED, secret, known)


def admit(session: Session, staff: StaffRow, browser: Browser, moment: datetime) -> str:
    """Opens a session for somebody who has proved who they are; the caller commits."""
    secret = open_session(session, staff, browser, moment)
    append(session, staff.name, "session.opened", f"staff:{staff.name}", {"from": browser.address})
    return secret


def give_code(
    sessions: SessionFactory, *, session_id: int, code: str, browser: Browser, moment: datetime
) -> SignIn:
    """The second step: completes the session, under a new secret, if the code fits."""
    with sessions() as session:
        row = session.get(StaffSessionRow, session_id)
        if row is None or row.stage != Stage.CODE:
            return REFUSED
        staff = session.get_one(StaffRow, row.staff_id)
        claim = _for_codes(session, staff, browser)
        tried = note_try(session, claim, moment)
        if tried.try_id is None:
            return SignIn(SignInStatus.LOCKED, wait_s=tried.wait_s)
        if not second_factor_fits(session, staff, code, moment):
            session.rollback()
            return _refuse(session, claim, staff, browser, moment)
        forgive_tries(session, claim, tried.try_id)
        secret = complete_session(row)
        session.commit()
    return SignIn(SignInStatus.ADMITTED, secret)


def _for_codes(session: Session, staff: StaffRow, browser: Browser) -> Claim:
    # Counted apart from passwords: there a stranger could use up the tries.
    return claim_of(session, f"code of {staff.name}", browser, BY_NAME_FOR_CODES)


def complete_session(row: StaffSessionRow) -> str:
    """Opens the pages to a session that waited; the secret changes with what it opens."""
    secret = new_secret()
    row.token_hash, row.csrf_token, row.stage = kept(secret), new_secret(), Stage.FULL
    return secret


def _active(session: Session, name: str) -> StaffRow | None:
    query = select(StaffRow).where(StaffRow.name == name, col(StaffRow.disabled_at).is_(None))
    return session.exec(query).first()


def _refuse(
    session: Session, claim: Claim, staff: StaffRow | None, browser: Browser, moment: datetime
) -> SignIn:
    # What was typed is not written down where it is no account: it may be a password.
    who = "unknown name" if staff is None else staff.name
    wait_s = pause_left_s(session, claim, moment)
    what = "session.locked_out" if wait_s else "session.refused"
    append(session, who, what, f"staff:{who}", {"from": browser.address})
    session.commit()
    return SignIn(SignInStatus.LOCKED, wait_s=wait_s) if wait_s else REFUSED


def _hash_anew_if_dated(session: Session, staff: StaffRow, password: str) -> None:
    if staff.password_hash is not None and is_dated(staff.password_hash):
        session.get_one(StaffRow, staff.id).password_hash = hashed(password)


def is_own_password(
    sessions: SessionFactory, *, staff_id: int, password: str, browser: Browser, moment: datetime
) -> bool:
    """
    Whether somebody who is signed in knows the account's password.

    Wrong ones count towards the lock-out, or a browser left open could be used to guess.
    """
    with sessions() as session:
        staff = session.get_one(StaffRow, staff_id)
        claim = claim_of(session, staff.name, browser)
        try_id = note_try(session, claim, moment).try_id
    if try_id is None or not matches(password, staff.password_hash):
        return False
    with sessions() as session:
        forgive_tries(session, claim, try_id)
        session.commit()
    return True
