"""
Slows wrong passwords down: by the address they come from, and a little by the name they are for.

No name is ever locked for everybody: a stranger could keep any account out. A browser that has
signed in to the account before is counted by itself, so that strangers slow it down not at all.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, update
from sqlmodel import Session, col, select

from knowledge.database import seal_of
from knowledge.staff.secrets import kept
from knowledge.staff.sessions import Browser
from knowledge.staff.tables import SignInTryRow

_REMEMBERED = timedelta(hours=1)
_KNOWN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Slowing:
    """How many failures are free, and up to what the pause after each further one doubles."""

    free: int
    longest_s: float

    def pause(self, failures: int) -> timedelta:
        """The pause after so many failures: two seconds after the last free one, then four."""
        if failures < self.free:
            return timedelta(0)
        return timedelta(seconds=min(2.0 ** min(failures - self.free + 1, 20), self.longest_s))


BY_ORIGIN = Slowing(free=5, longest_s=900)
# From whatever addresses: enough to make a guess by a thousand machines slow, and little enough for
# the owner at a new browser.
BY_NAME = Slowing(free=20, longest_s=30)
# Codes of a second factor are asked of those only who know the password.
BY_NAME_FOR_CODES = Slowing(free=5, longest_s=900)


@dataclass(frozen=True, slots=True)
class Tried:
    """A try: its number, to be forgiven when it succeeds; else None and the seconds to wait."""

    try_id: int | None
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says to be whom, from where."""

    name: str
    """What was typed as the name, known or not; settled."""
    origin: str
    """The address, or the browser that has signed in to this account before."""
    is_known: bool
    by_name: Slowing = BY_NAME


def claim_of(session: Session, name: str, browser: Browser, by_name: Slowing = BY_NAME) -> Claim:
    """The claim of a browser to be that name."""
    found = _KNOWN.fullmatch(browser.known)
    if found and hmac.compare_digest(_mark(session, name, found[1]), found[2]):
        return Claim(name, f"browser:{kept(found[1])[:32]}", is_known=True, by_name=by_name)
    return Claim(name, browser.address, is_known=False, by_name=by_name)


def known_browser(session: Session, name: str) -> str:
    """What a browser keeps that has signed in to the account; nobody else can make one."""
    number = secrets.token_hex(16)
    return f"{number}.{_mark(session, name, number)}"


def note_try(session: Session, claim: Claim, moment: datetime) -> Tried:
    """
    Writes a try down before it is looked at, and commits.

    Counting first is what keeps a hundred tries at the same moment from all being looked at. A try
    that comes too early is not looked at, not noted, and makes no pause longer.
    """
    session.exec(delete(SignInTryRow).where(col(SignInTryRow.tried_at) < moment - _REMEMBERED))
    row = SignInTryRow(name_hash=kept(claim.name), address=claim.origin, tried_at=moment)
    session.add(row)
    session.flush()
    wait_s = pause_left_s(session, claim, moment, but=row.id)
    if wait_s > 0:
        session.rollback()
        return Tried(None, wait_s)
    session.commit()
    return Tried(row.id)


def pause_left_s(
    session: Session, claim: Claim, moment: datetime, *, but: int | None = None
) -> float:
    """How long the next try has to wait; `but` is a try that does not count."""
    pauses = [_left(session, BY_ORIGIN, col(SignInTryRow.address) == claim.origin, moment, but)]
    if not claim.is_known:
        by_name = col(SignInTryRow.name_hash) == kept(claim.name)
        pauses.append(_left(session, claim.by_name, by_name, moment, but))
    return max(pauses)


def forgive_tries(session: Session, claim: Claim, try_id: int) -> None:
    """
    A sign-in succeeded: the name starts anew; the caller commits.

    The address keeps its other failures, or whoever has one account could guess at all the rest.
    """
    session.exec(delete(SignInTryRow).where(col(SignInTryRow.id) == try_id))
    session.exec(
        update(SignInTryRow)
        .where(col(SignInTryRow.name_hash) == kept(claim.name))
        .values(name_hash="")
    )


def _left(
    session: Session,
    slowing: Slowing,
    whose: ColumnElement[bool],
    moment: datetime,
    but: int | None,
) -> float:
    tried_at = col(SignInTryRow.tried_at)
    query = select(func.count(), func.max(tried_at)).where(
        whose, tried_at >= moment - _REMEMBERED, col(SignInTryRow.id) != (but or 0)
    )
    count, last = session.exec(query).one()
    if last is None:
        return 0.0
    return max(0.0, (last + slowing.pause(count) - moment).total_seconds())


def _mark(session: Session, name: str, number: str) -> str:
    key = seal_of(session).key_for(b"known browsers")
    return hmac.new(key, f"{name} {number}".encode(), hashlib.sha256).hexdigest()
