"""Everything that seekers are to be told today, put down as notices."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from knowledge.database import SessionFactory
from knowledge.events.reminding import due_reminders
from knowledge.following.alerting import AlertWork, alert_seekers
from knowledge.following.notices import NoticeKind, put_down
from knowledge.following.outcomes import due_questions, note_asked
from knowledge.following.saving import closing_soon, note_reminded
from knowledge.following.tables import FollowingRow
from knowledge.records.tables import SeekerRow


def plan_for(work: AlertWork, surface: str, *, seeker_id: int | None = None) -> None:
    """
    Puts down what is due today on this surface; what was put down before is not put down again.

    :param seeker_id: only for this seeker; for everybody where it is None.
    """
    due = Due(work.sessions, surface, seeker_id)
    due.remind_of_closing_days(work.today)
    due.ask_what_came_of_it(work.today)
    due.remind_of_events(work.today)
    if seeker_id is not None:
        alert_seekers(work, [seeker_id])
    else:
        alert_seekers(work, due.everybody())


class Due:
    """Puts notices down for the seekers of one surface, or for one of them."""

    def __init__(self, sessions: SessionFactory, surface: str, seeker_id: int | None) -> None:
        self._sessions, self._surface, self._seeker_id = sessions, surface, seeker_id

    def everybody(self) -> list[int]:
        """The seekers who asked for alerts on this surface."""
        with self._sessions() as session:
            query = (
                select(FollowingRow.seeker_id)
                .join(SeekerRow)
                .where(col(FollowingRow.alerts_on), SeekerRow.surface == self._surface)
            )
            return list(session.exec(query))

    def remind_of_closing_days(self, today: date) -> None:
        """Saved posts that close within three days."""
        for one in closing_soon(self._sessions, today=today):
            if self._is_ours(one.seeker_id):
                with self._sessions() as session:
                    detail = {"post_id": one.post_id, "closes_on": one.closes_on.isoformat()}
                    about = f"{one.post_id}:{one.closes_on}"
                    put_down(session, one.seeker_id, NoticeKind.DEADLINE, about, detail)
                    note_reminded(session, one)
                    session.commit()

    def ask_what_came_of_it(self, today: date) -> None:
        """Posts that were kept or applied for two weeks ago."""
        for one in due_questions(self._sessions, today=today, seeker_id=self._seeker_id):
            if self._is_ours(one.seeker_id):
                with self._sessions() as session:
                    detail = {"post_ids": list(one.post_ids), "question": one.question.value}
                    about = f"{one.question}:{today}"
                    put_down(session, one.seeker_id, NoticeKind.OUTCOME, about, detail)
                    note_asked(session, one, today=today)
                    session.commit()

    def remind_of_events(self, today: date) -> None:
        """Events and courses that start tomorrow."""
        for one in due_reminders(self._sessions, today=today):
            if self._is_ours(one.seeker_id):
                with self._sessions() as session:
                    about = f"{one.offering_id}:{one.starts}"
                    detail = {"offering_id": one.offering_id}
                    put_down(session, one.seeker_id, NoticeKind.EVENT, about, detail)
                    session.commit()

    def _is_ours(self, seeker_id: int) -> bool:
        if self._seeker_id is not None:
            return seeker_id == self._seeker_id
        with self._sessions() as session:
            seeker = session.get(SeekerRow, seeker_id)
            return seeker is not None and seeker.surface == self._surface
