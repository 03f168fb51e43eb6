"""Reminders of events and courses, by opt-in, the day before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from knowledge.database import SessionFactory
from knowledge.events.tables import OfferingRow
from knowledge.following.tables import EventReminderRow, FollowingRow

_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A seeker who is to be reminded today."""

    seeker_id: int
    offering_id: str
    starts: date


def remind_of(sessions: SessionFactory, seeker_id: int, offering_id: str, *, today: date) -> None:
    """The seeker is reminded the day before; asking twice is once."""
    with sessions() as session:
        if session.exec(_own(seeker_id, offering_id)).first() is None:
            session.add(
                EventReminderRow(seeker_id=seeker_id, offering_id=offering_id, wanted_on=today)
            )
            session.commit()


def remind_no_more(sessions: SessionFactory, seeker_id: int, offering_id: str) -> None:
    """The seeker is not reminded."""
    with sessions() as session:
        mine = col(EventReminderRow.seeker_id) == seeker_id
        session.exec(
            delete(EventReminderRow).where(mine, col(EventReminderRow.offering_id) == offering_id)
        )
        session.commit()


def is_reminded(sessions: SessionFactory, seeker_id: int, offering_id: str) -> bool:
    """Whether the seeker asked to be reminded."""
    with sessions() as session:
        return session.exec(_own(seeker_id, offering_id)).first() is not None


def reminder_day(starts: date) -> date:
    """The day on which one is reminded of what starts then."""
    return starts - _BEFORE


def due_reminders(sessions: SessionFactory, *, today: date) -> list[DueReminder]:
    """Whom to remind of what starts tomorrow, or even today, and was not called off."""
    with sessions() as session:
        found = session.exec(
            select(EventReminderRow, OfferingRow)
            .join(
                FollowingRow,
                col(FollowingRow.seeker_id) == EventReminderRow.seeker_id,
                isouter=True,
            )
            .where(col(EventReminderRow.offering_id) == col(OfferingRow.offering_id))
            .where(col(OfferingRow.closed_on).is_(None))
            .where(col(OfferingRow.starts).between(today, today + _BEFORE))
            .where(col(FollowingRow.blocked_at).is_(None))
            .order_by(col(EventReminderRow.id))
        )
        return [DueReminder(wanted.seeker_id, row.offering_id, row.starts) for wanted, row in found]


def _own(seeker_id: int, offering_id: str) -> SelectOfScalar[EventReminderRow]:
    return select(EventReminderRow).where(
        EventReminderRow.seeker_id == seeker_id, EventReminderRow.offering_id == offering_id
    )
