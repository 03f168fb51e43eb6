"""The cases that somebody of the staff sees."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import case as sql_case
from sqlalchemy import or_
from sqlmodel import Session, col, select

from knowledge.handoffs.case import Case, case_of
from knowledge.handoffs.states import OPEN, Reason, State
from knowledge.records.tables import HandoffRow, SeekerRow
from knowledge.staff.account import Staff

DONE = (State.RETURNED, State.CLOSED)


def open_cases(session: Session, staff: Staff, limit: int = 200) -> list[Case]:
    """The open cases of their districts: danger first, then who has waited longest."""
    distress_first = sql_case((col(HandoffRow.reason) == Reason.DISTRESS.value, 0), else_=1)
    waiting_first = sql_case((col(HandoffRow.state) == State.WAITING.value, 0), else_=1)
    order = (distress_first, waiting_first, col(HandoffRow.opened_at))
    return _cases(session, staff, OPEN, order=order, limit=limit)


def done_cases(
    session: Session, staff: Staff, *, before: int | None = None, limit: int = 50
) -> list[Case]:
    """Cases that are returned or closed, newest first; `before` is the last number shown."""
    order = (col(HandoffRow.id).desc(),)
    return _cases(session, staff, DONE, order=order, limit=limit, before=before)


def _cases(
    session: Session,
    staff: Staff,
    states: Collection[State],
    *,
    order: tuple[object, ...],
    limit: int,
    before: int | None = None,
) -> list[Case]:
    query = (
        select(HandoffRow, SeekerRow)
        .join(SeekerRow, col(SeekerRow.id) == col(HandoffRow.seeker_id))
        .where(col(HandoffRow.state).in_([state.value for state in states]))
    )
    if staff.districts:
        district = col(HandoffRow.district)
        query = query.where(or_(district.is_(None), district.in_(staff.districts)))
    if before is not None:
        query = query.where(col(HandoffRow.id) < before)
    rows = session.exec(query.order_by(*order).limit(limit))  # type: ignore[arg-type]
    return [case_of(row, seeker) for row, seeker in rows]
