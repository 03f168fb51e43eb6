"""A conversation as its seeker sees it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.records.tables import SeekerRow, TurnRow
from knowledge.records.written_words import words_as_written


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn; `number` grows from turn to turn, `reply` is the Reply as JSON."""

    number: int
    message_id: str
    text: str
    action: str | None
    reply: str
    at: datetime


def transcript(
    sessions: SessionFactory,
    surface: str,
    chat_id: str,
    *,
    at_most: int,
    before: int | None = None,
) -> list[Spoken]:
    """
    The last turns of a chat, oldest first; none for a chat that is not known.

    :param before: only turns with a smaller number.
    """
    query = (
        select(TurnRow)
        .where(col(TurnRow.seeker_id) == col(SeekerRow.id))
        .where(SeekerRow.surface == surface, SeekerRow.chat_id == chat_id)
        .order_by(col(TurnRow.id).desc())
        .limit(at_most)
    )
    if before is not None:
        query = query.where(col(TurnRow.id) < before)
    with sessions() as session:
        return [_spoken(session, row) for row in reversed(session.exec(query).all())]


def _spoken(session: Session, row: TurnRow) -> Spoken:
    said = words_as_written(session, row)
    return Spoken(row.id or 0, row.message_id, said.text, row.action, said.reply, row.received_at)
