"""What a seeker wants to be told, and when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, func, select

from knowledge.database import SessionFactory, now
from knowledge.following.tables import FollowingRow
from knowledge.people.whom import SELF
from knowledge.posts.tables import PostImportRow


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when nobody is disturbed, by the clock of the bureau; the same hour is never."""

    start: time = time(21)
    end: time = time(8)

    def covers(self, clock: time) -> bool:
        """Whether it is quiet at that time of day."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True)
class Wants:
    """What one seeker wants to be told."""

    alerts_on: bool = False
    wish: str = ""
    reminds: bool = True
    asks: bool = True
    quiet: QuietHours = QuietHours()
    is_blocked: bool = False
    alerted_on: date | None = None


def wants_of(sessions: SessionFactory, seeker_id: int) -> Wants:
    """What the seeker wants; the defaults where nothing was said."""
    with sessions() as session:
        row = session.get(FollowingRow, seeker_id)
    if row is None:
        return Wants()
    return Wants(
        alerts_on=row.alerts_on,
        wish=row.wish,
        reminds=row.reminds,
        asks=row.asks,
        quiet=QuietHours(row.quiet_from, row.quiet_to),
        is_blocked=row.blocked_at is not None,
        alerted_on=row.alerted_on,
    )


def turn_alerts_on(sessions: SessionFactory, seeker_id: int, wish: str, label: str = SELF) -> None:
    """From now on the seeker is told of posts that later imports bring for this wish."""
    with sessions() as session:
        row = _row(session, seeker_id)
        if not row.alerts_on or (row.wish, row.label) != (wish, label):
            row.seen_import = newest_import(session)
        row.alerts_on, row.wish, row.label = True, wish, label
        session.commit()


def turn_alerts_off(sessions: SessionFactory, seeker_id: int) -> None:
    """No alerts for new posts."""
    _change(sessions, seeker_id, lambda row: setattr(row, "alerts_on", False))


def remind(sessions: SessionFactory, seeker_id: int, *, wanted: bool) -> None:
    """Reminders of the closing days of saved posts, or none."""
    _change(sessions, seeker_id, lambda row: setattr(row, "reminds", wanted))


def ask_for_outcomes(sessions: SessionFactory, seeker_id: int, *, wanted: bool) -> None:
    """The question what came of the posts, or none."""
    _change(sessions, seeker_id, lambda row: setattr(row, "asks", wanted))


def keep_quiet(sessions: SessionFactory, seeker_id: int, quiet: QuietHours) -> None:
    """When nobody is to be disturbed."""

    def change(row: FollowingRow) -> None:
        row.quiet_from, row.quiet_to = quiet.start, quiet.end

    _change(sessions, seeker_id, change)


def note_blocked(sessions: SessionFactory, seeker_id: int) -> None:
    """The surface takes no messages to this person any more: the alerts end, nothing is sent."""

    def change(row: FollowingRow) -> None:
        row.alerts_on, row.blocked_at = False, now()

    _change(sessions, seeker_id, change)


def note_back(sessions: SessionFactory, seeker_id: int) -> None:
    """The person wrote again; alerts stay off until they are asked for."""
    with sessions() as session:
        row = session.get(FollowingRow, seeker_id)
        if row is not None and row.blocked_at is not None:
            row.blocked_at = None
            session.commit()


def newest_import(session: Session) -> int:
    """The number of the newest import of posts, 0 where there was none."""
    return session.exec(select(func.max(PostImportRow.id))).one() or 0


def _change(
    sessions: SessionFactory, seeker_id: int, change: Callable[[FollowingRow], None]
) -> None:
    with sessions() as session:
        change(_row(session, seeker_id))
        session.commit()


def _row(session: Session, seeker_id: int) -> FollowingRow:
    row = session.get(FollowingRow, seeker_id)
    if row is None:
        row = FollowingRow(seeker_id=seeker_id)
        session.add(row)
    return row
