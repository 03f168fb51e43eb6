"""Posts that a seeker keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, delete, select

from knowledge.database import SessionFactory
from knowledge.following.tables import FollowingRow, SavedPostRow
from knowledge.posts.post import Post
from knowledge.posts.rows import post_from
from knowledge.posts.tables import PostRow

MOST_SAVED = 50
_REMINDED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SavedPost:
    """A kept post as it is now."""

    post: Post
    saved_on: date
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ClosingSoon:
    """A kept post of which its seeker is to be reminded."""

    seeker_id: int
    post_id: str
    closes_on: date


def save_post(sessions: SessionFactory, seeker_id: int, post_id: str, *, today: date) -> bool:
    """Keeps the post; False where as many are kept as one person may. Twice is once."""
    with sessions() as session:
        held = _rows(session, seeker_id)
        if any(row.post_id == post_id for row in held):
            return True
        if len(held) >= MOST_SAVED:
            return False
        session.add(SavedPostRow(seeker_id=seeker_id, post_id=post_id, saved_on=today))
        session.commit()
        return True


def unsave_post(sessions: SessionFactory, seeker_id: int, post_id: str) -> None:
    """Keeps the post no more."""
    with sessions() as session:
        mine = (col(SavedPostRow.seeker_id) == seeker_id) & (col(SavedPostRow.post_id) == post_id)
        session.exec(delete(SavedPostRow).where(mine))
        session.commit()


def saved_posts(sessions: SessionFactory, seeker_id: int, *, today: date) -> list[SavedPost]:
    """What the seeker keeps, the newest first; a post that no table holds any more is left out."""
    with sessions() as session:
        found = session.exec(
            select(SavedPostRow, PostRow)
            .where(SavedPostRow.seeker_id == seeker_id)
            .where(col(SavedPostRow.post_id) == col(PostRow.post_id))
            .order_by(col(SavedPostRow.id).desc())
        ).all()
        return [
            SavedPost(post, saved.saved_on, row.closed_on is not None or not post.is_open_on(today))
            for saved, row in found
            for post in (post_from(row),)
        ]


def closing_soon(sessions: SessionFactory, *, today: date) -> list[ClosingSoon]:
    """
    Kept posts that close within three days and of which nobody was reminded yet.

    Seekers who asked for no reminders are left out.
    """
    with sessions() as session:
        found = session.exec(
            select(SavedPostRow, PostRow)
            .join(FollowingRow, col(FollowingRow.seeker_id) == SavedPostRow.seeker_id, isouter=True)
            .where(col(SavedPostRow.post_id) == col(PostRow.post_id))
            .where(col(PostRow.closed_on).is_(None))
            .where(col(PostRow.closes_on).between(today, today + _REMINDED_BEFORE))
            .where(col(FollowingRow.reminds).is_not(False))
            .where(col(FollowingRow.blocked_at).is_(None))
            .order_by(col(SavedPostRow.id))
        ).all()
        return [
            ClosingSoon(saved.seeker_id, saved.post_id, row.closes_on)
            for saved, row in found
            if row.closes_on is not None and saved.reminded_for != row.closes_on
        ]


def note_reminded(session: Session, closing: ClosingSoon) -> None:
    """Notes in the session's transaction that a reminder of this closing day is on its way."""
    for row in _rows(session, closing.seeker_id):
        if row.post_id == closing.post_id:
            row.reminded_for = closing.closes_on


def _rows(session: Session, seeker_id: int) -> list[SavedPostRow]:
    return list(session.exec(select(SavedPostRow).where(SavedPostRow.seeker_id == seeker_id)))
