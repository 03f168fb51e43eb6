"""What came of a post that somebody kept or wanted to apply for, asked fourteen days later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from knowledge.database import SessionFactory
from knowledge.following.groups import LedgerGroup
from knowledge.following.tables import FollowingRow, OutcomeRow
from knowledge.posts.post import Post

ASKED_AFTER = timedelta(days=14)
REMINDED_AFTER = timedelta(days=7)


class Outcome(StrEnum):
    """What came of it."""

    PLACED = "placed"
    WAITING = "waiting"
    NOTHING = "nothing"


class Question(StrEnum):
    """The first question, and the one reminder that may follow it."""

    FIRST = "first"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """A seeker who is to be asked, with the posts it is about, the longest ago first."""

    seeker_id: int
    question: Question
    post_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """Somebody kept a post or asked how to apply for it."""

    seeker_id: int
    label: str
    groups: tuple[LedgerGroup, ...]
    today: date
    applies: bool


def note_interest(sessions: SessionFactory, interest: Interest, post: Post) -> None:
    """Begins the fourteen days for the post; a second time it only notes that somebody applies."""
    with sessions() as session:
        row = session.exec(
            select(OutcomeRow).where(
                OutcomeRow.seeker_id == interest.seeker_id, OutcomeRow.post_id == post.post_id
            )
        ).first()
        row = row or OutcomeRow(
            seeker_id=interest.seeker_id,
            post_id=post.post_id,
            post_kind=post.kind.value,
            started_on=interest.today,
        )
        row.label, row.groups = interest.label, [group.value for group in interest.groups]
        if interest.applies and row.applied_on is None:
            row.applied_on = interest.today
        session.add(row)
        session.commit()


def due_questions(
    sessions: SessionFactory, *, today: date, seeker_id: int | None = None
) -> list[DueQuestion]:
    """
    Who is to be asked today: fourteen days after the first sign of interest, and once more after
    seven days without an answer. All posts that are due make one question.

    :param seeker_id: only this seeker; everybody where it is None.
    """
    with sessions() as session:
        query = (
            select(OutcomeRow)
            .join(FollowingRow, col(FollowingRow.seeker_id) == OutcomeRow.seeker_id, isouter=True)
            .where(col(OutcomeRow.answer).is_(None))
            .where(col(OutcomeRow.started_on) <= today - ASKED_AFTER)
            .where(col(FollowingRow.asks).is_not(False))
            .where(col(FollowingRow.blocked_at).is_(None))
            .where(or_(col(OutcomeRow.asked_on).is_(None), col(OutcomeRow.reminded_on).is_(None)))
            .order_by(col(OutcomeRow.started_on), col(OutcomeRow.id))
        )
        if seeker_id is not None:
            query = query.where(OutcomeRow.seeker_id == seeker_id)
        rows: dict[int, list[OutcomeRow]] = {}
        for row in session.exec(query):
            rows.setdefault(row.seeker_id, []).append(row)
    found = (_question(one, rows_of, today) for one, rows_of in rows.items())
    return [question for question in found if question is not None]


def note_asked(session: Session, due: DueQuestion, *, today: date) -> None:
    """Notes in the session's transaction that the question is on its way."""
    for row in _open_rows(session, due.seeker_id):
        if row.post_id in due.post_ids:
            if due.question is Question.FIRST:
                row.asked_on = today
            else:
                row.reminded_on = today


def answer_outcome(
    sessions: SessionFactory,
    seeker_id: int,
    outcome: Outcome,
    *,
    today: date,
    groups: Sequence[LedgerGroup] = (),
) -> int:
    """
    Takes the answer for every post that was asked about and not answered.

    :return: how many posts were settled by it; 0 where no question was open.
    """
    with sessions() as session:
        rows = [row for row in _open_rows(session, seeker_id) if row.asked_on is not None]
        for row in rows:
            row.answer, row.answered_on = outcome.value, today
            row.groups = [group.value for group in groups] or row.groups
        session.commit()
        return len(rows)


def note_placed_kind(sessions: SessionFactory, seeker_id: int, kind: str) -> None:
    """Notes which kind of work it is that the seeker has found."""
    with sessions() as session:
        for row in session.exec(
            select(OutcomeRow).where(
                OutcomeRow.seeker_id == seeker_id, OutcomeRow.answer == Outcome.PLACED
            )
        ):
            row.placed_kind = row.placed_kind or kind
        session.commit()


def _question(seeker_id: int, rows: list[OutcomeRow], today: date) -> DueQuestion | None:
    fresh = tuple(row.post_id for row in rows if row.asked_on is None)
    open_since = [row.asked_on for row in rows if row.asked_on is not None]
    if open_since:
        # One question at a time: what is open is reminded of before anything new is asked.
        if max(open_since) > today - REMINDED_AFTER:
            return None
        posts = tuple(row.post_id for row in rows if row.asked_on is not None)
        return DueQuestion(seeker_id, Question.REMINDER, posts)
    return DueQuestion(seeker_id, Question.FIRST, fresh) if fresh else None


def _open_rows(session: Session, seeker_id: int) -> list[OutcomeRow]:
    query = select(OutcomeRow).where(OutcomeRow.seeker_id == seeker_id)
    return list(session.exec(query.where(col(OutcomeRow.answer).is_(None))))
