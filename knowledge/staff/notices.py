"""Words for the next page of a session, shown once."""

from __future__ import annotations

from sqlmodel import Session

from knowledge.staff.tables import StaffSessionRow

_MOST = 5


def leave_notice(session: Session, session_id: int, key: str) -> None:
    """Keeps the key of a text for the next page; the caller commits."""
    row = session.get(StaffSessionRow, session_id)
    if row is not None:
        row.notices = [*row.notices, key][-_MOST:]


def take_notices(session: Session, session_id: int) -> tuple[str, ...]:
    """The keys of the texts to be shown now, which are then gone."""
    row = session.get(StaffSessionRow, session_id)
    if row is None or not row.notices:
        return ()
    keys = tuple(row.notices)
    row.notices = []
    session.commit()
    return keys
