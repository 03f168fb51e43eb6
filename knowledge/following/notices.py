"""
Messages that answer none of the seeker's: put down once, handed over once.

A message is claimed before it is handed over. What a kill leaves claimed is not sent again: of two
evils a lost alert is the smaller one, and the person can ask for what it said. What the surface
certainly did not take goes back and is tried again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select, update

from knowledge.database import SessionFactory, now
from knowledge.following.tables import FollowingRow, NoticeRow
from knowledge.following.wanting import QuietHours
from knowledge.language import Lang
from knowledge.records.tables import SeekerRow


class NoticeKind(StrEnum):
    """What a notice tells."""

    ALERT = "alert"
    DEADLINE = "deadline"
    OUTCOME = "outcome"
    EVENT = "event"


class NoticeState(StrEnum):
    """Where a notice is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one chat."""

    notice_id: int
    seeker_id: int
    chat_id: str
    kind: NoticeKind
    about: str
    detail: Mapping[str, Any]
    lang: Lang
    quiet: QuietHours

    @property
    def name(self) -> str:
        """What logs call it."""
        return f"notice-{self.notice_id}"


def put_down(
    session: Session, seeker_id: int, kind: NoticeKind, about: str, detail: Mapping[str, Any]
) -> bool:
    """Puts a notice down in the session's transaction; False where it was put down before."""
    same = select(NoticeRow.id).where(
        NoticeRow.seeker_id == seeker_id, NoticeRow.kind == kind.value, NoticeRow.about == about
    )
    if session.exec(same).first() is not None:
        return False
    session.add(NoticeRow(seeker_id=seeker_id, kind=kind.value, about=about, detail=dict(detail)))
    return True


def waiting(
    sessions: SessionFactory, surface: str, *, seeker_id: int | None = None
) -> list[Notice]:
    """Notices that nobody has handed over yet, the oldest first."""
    with sessions() as session:
        query = (
            select(NoticeRow, SeekerRow, FollowingRow)
            .join(SeekerRow, col(SeekerRow.id) == NoticeRow.seeker_id)
            .join(FollowingRow, col(FollowingRow.seeker_id) == NoticeRow.seeker_id, isouter=True)
            .where(NoticeRow.state == NoticeState.WAITING)
            .where(SeekerRow.surface == surface)
            .where(col(FollowingRow.blocked_at).is_(None))
            .order_by(col(NoticeRow.id))
        )
        if seeker_id is not None:
            query = query.where(NoticeRow.seeker_id == seeker_id)
        return [_notice(*found) for found in session.exec(query).all()]


def claim(sessions: SessionFactory, notice: Notice) -> bool:
    """Takes the notice to hand it over; False where somebody else has it."""
    return _move(sessions, notice, NoticeState.WAITING, NoticeState.CLAIMED)


def note_sent(sessions: SessionFactory, notice: Notice) -> None:
    """The notice has arrived, or may have."""
    _move(sessions, notice, NoticeState.CLAIMED, NoticeState.SENT)


def give_back(sessions: SessionFactory, notice: Notice) -> None:
    """The notice has certainly not arrived and is to be tried again."""
    _move(sessions, notice, NoticeState.CLAIMED, NoticeState.WAITING)


def note_refused(sessions: SessionFactory, notice: Notice) -> None:
    """The notice will never arrive, or there is nothing left of what it tells."""
    _move(sessions, notice, NoticeState.CLAIMED, NoticeState.REFUSED)


def notice_of(sessions: SessionFactory, seeker_id: int, notice_id: int) -> Notice | None:
    """A notice of this seeker, whatever became of it."""
    with sessions() as session:
        row, seeker = session.get(NoticeRow, notice_id), session.get(SeekerRow, seeker_id)
    if row is None or seeker is None or row.seeker_id != seeker_id:
        return None
    return _notice(row, seeker, None)


def _move(
    sessions: SessionFactory, notice: Notice, before: NoticeState, after: NoticeState
) -> bool:
    sent_at = now() if after is NoticeState.SENT else None
    with sessions() as session:
        moved = session.exec(
            update(NoticeRow)
            .where(col(NoticeRow.id) == notice.notice_id, col(NoticeRow.state) == before.value)
            .values(state=after.value, sent_at=sent_at)
        )
        session.commit()
        return moved.rowcount == 1


def _notice(row: NoticeRow, seeker: SeekerRow, following: FollowingRow | None) -> Notice:
    assert row.id is not None
    quiet = (
        QuietHours() if following is None else QuietHours(following.quiet_from, following.quiet_to)
    )
    return Notice(
        notice_id=row.id,
        seeker_id=row.seeker_id,
        chat_id=seeker.chat_id,
        kind=NoticeKind(row.kind),
        about=row.about,
        detail=dict(row.detail),
        lang=Lang(seeker.fixed_lang or seeker.last_lang),
        quiet=quiet,
    )
