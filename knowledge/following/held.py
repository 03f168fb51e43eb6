"""All that staying in touch holds about one seeker: counted, exported, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, select

from knowledge.database import SessionFactory
from knowledge.following.tables import (
    EventReminderRow,
    FollowingRow,
    HiddenPostRow,
    NoticeRow,
    OutcomeRow,
    PostReportRow,
    SavedPostRow,
)

_TABLES: tuple[type[SQLModel], ...] = (
    SavedPostRow,
    HiddenPostRow,
    PostReportRow,
    FollowingRow,
    NoticeRow,
    OutcomeRow,
    EventReminderRow,
)


@dataclass(frozen=True, slots=True)
class Held:
    """How much is held of each sort."""

    saved: int
    hidden: int
    reported: int
    outcomes: int
    reminders: int
    alerts_on: bool

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is held at all."""
        return not (
            self.saved or self.hidden or self.reported or self.outcomes or self.reminders
        ) and not (self.alerts_on)


def held_about(sessions: SessionFactory, seeker_id: int) -> Held:
    """What is held about the seeker."""
    with sessions() as session:
        rows = {table: len(_rows(session, table, seeker_id)) for table in _TABLES}
        following = session.get(FollowingRow, seeker_id)
    return Held(
        saved=rows[SavedPostRow],
        hidden=rows[HiddenPostRow],
        reported=rows[PostReportRow],
        outcomes=rows[OutcomeRow],
        reminders=rows[EventReminderRow],
        alerts_on=following is not None and following.alerts_on,
    )


def export_held(session: Session, seeker_id: int) -> dict[str, Any]:
    """Every row about the seeker by the name of its table, as JSON can carry it."""
    found = {
        str(table.__tablename__): [
            row.model_dump(mode="json", exclude={"id", "seeker_id"})
            for row in _rows(session, table, seeker_id)
        ]
        for table in _TABLES
    }
    return {name: rows for name, rows in found.items() if rows}


def forget_held(session: Session, seeker_id: int) -> int:
    """
    Deletes every row about the seeker in the session's transaction.

    A post that was suspended for the seeker's report among others stays suspended until staff
    decide: the suspension names nobody.

    :return: how many rows went.
    """
    return sum(
        session.exec(delete(table).where(_whose(table, seeker_id))).rowcount for table in _TABLES
    )


def _rows(session: Session, table: type[SQLModel], seeker_id: int) -> list[SQLModel]:
    return list(session.exec(select(table).where(_whose(table, seeker_id))))


def _whose(table: type[SQLModel], seeker_id: int) -> Any:  # noqa: ANN401 - a SQL expression
    return col(table.seeker_id) == seeker_id  # type: ignore[attr-defined]
