"""The lock-out: how many failed tries a name and an address have had."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from knowledge.staff.secrets import kept
from knowledge.staff.tables import SignInTryRow

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)


def note_try(session: Session, name: str, address: str, moment: datetime) -> int | None:
    """
    Writes a try down before it is looked at, and commits.

    Counting first is what keeps a hundred tries at the same moment from all being looked at.

    :param name: what was typed as the name, known or not.
    :return: the number of the try, to be forgiven when it succeeds; None if the name or the
        address is locked, in which case nothing is noted and the lock does not grow longer.
    """
    row = SignInTryRow(name_hash=kept(name), address=address, tried_at=moment)
    session.exec(delete(SignInTryRow).where(col(SignInTryRow.tried_at) < moment - LOCKED_FOR))
    session.add(row)
    session.flush()
    if tries_left(session, name, address, moment) < 0:
        session.rollback()
        return None
    session.commit()
    return row.id


def tries_left(session: Session, name: str, address: str, moment: datetime) -> int:
    """How many more tries there are; -1 where this one was one too many."""
    since = col(SignInTryRow.tried_at) >= moment - LOCKED_FOR
    count = select(func.count()).select_from(SignInTryRow).where(since)
    by_name = session.exec(count.where(col(SignInTryRow.name_hash) == kept(name))).one()
    by_address = session.exec(count.where(col(SignInTryRow.address) == address)).one()
    return TRIES - max(by_name, by_address)


def forgive_tries(session: Session, name: str, try_id: int) -> None:
    """
    A sign-in succeeded: the name starts anew; the caller commits.

    The address keeps its other failures, or whoever has one account could guess at all the rest.
    """
    session.exec(delete(SignInTryRow).where(col(SignInTryRow.id) == try_id))
    session.exec(
        update(SignInTryRow).where(col(SignInTryRow.name_hash) == kept(name)).values(name_hash="")
    )
