"""Whether an answer was useful, as its seeker says."""

from __future__ import annotations

import hashlib

from sqlalchemy import update
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory, now
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.searching import Rating
from knowledge.records.tables import TurnRow


def short_key(message_id: str) -> str:
    """What stands for a message in a button, whose action is at most 64 bytes long."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:16]


def rate(sessions: SessionFactory, seeker_id: int, key: str, rating: Rating) -> bool:
    """
    Keeps the rating of an answer of this seeker; a later one takes the place of an earlier.

    :param key: the `short_key` of the message that was answered.
    :return: False where this seeker has no such message on record.
    """
    with sessions() as session:
        # The index on seeker and message holds both columns, so that no turn itself is read.
        query = select(TurnRow.message_id).where(TurnRow.seeker_id == seeker_id)
        message_id = next((one for one in session.exec(query) if short_key(one) == key), None)
        if message_id is None:
            return False
        turn = select(TurnRow.id).where(
            TurnRow.seeker_id == seeker_id, TurnRow.message_id == message_id
        )
        session.exec(
            update(TurnMarkRow)
            .where(col(TurnMarkRow.turn_id).in_(turn))
            .values(rating=rating.value, rated_at=now())
        )
        session.commit()
        return True


def ratings_by(session: Session, seeker_id: int) -> dict[int, str]:
    """The ratings that a seeker gave, by the turns' numbers."""
    query = select(TurnMarkRow.turn_id, TurnMarkRow.rating).where(
        TurnMarkRow.seeker_id == seeker_id, col(TurnMarkRow.rating).is_not(None)
    )
    return {turn_id: rating for turn_id, rating in session.exec(query) if rating is not None}
