"""Messages from the bureau to a seeker: of a caseworker, a correction, news. See handing_over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.records.message_tables import OutgoingMessageRow
from knowledge.records.tables import SeekerRow


class MessageKind(StrEnum):
    """Whose words a message holds."""

    PERSON = "person"
    """A caseworker's own."""
    HANDOFF = "handoff"
    """A change of the hand-off: somebody has taken the case, or has finished."""
    CORRECTION = "correction"
    NEWS = "news"


class MessageState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    """The surface will never take it: the person has blocked the bot, or the chat is gone."""
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Extra:
    """What a message may have beside its words."""

    parts: Mapping[str, Any] = field(default_factory=dict)
    """`citations`, `posts`, `buttons`: lists of JSON objects in the form that a Reply has."""
    about: str | None = None
    """A second message about the same to the same seeker is not put down."""
    sender: str = ""
    """The account that wrote it."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to one chat."""

    message_id: int
    seeker_id: int
    chat_id: str
    kind: MessageKind
    text: str
    lang: Lang
    parts: Mapping[str, Any]
    sender: str
    state: MessageState
    made_at: datetime
    sent_at: datetime | None

    @property
    def name(self) -> str:
        """What logs call it."""
        return f"message-{self.message_id}"


_PLAIN = Extra()


def enqueue(
    session: Session,
    seeker_id: int,
    kind: MessageKind,
    *,
    text: str,
    lang: Lang,
    extra: Extra = _PLAIN,
) -> int | None:
    """
    Puts a message down in the session's transaction; the caller commits.

    SQLite gives the number of a forgotten seeker to the next one: take `seeker_id` from a row that
    is read in the same transaction, never from what was kept elsewhere.

    :return: the message's number; None for a seeker who is not known (any more), and where `about`
        was told before.
    """
    if session.get(SeekerRow, seeker_id) is None or _was_told(session, seeker_id, extra.about):
        return None
    row = OutgoingMessageRow(
        seeker_id=seeker_id,
        kind=kind.value,
        text=text,
        lang=lang.value,
        parts=dict(extra.parts),
        about=extra.about,
        sender=extra.sender,
    )
    session.add(row)
    session.flush()
    return row.id


def pending(sessions: SessionFactory, surface: str) -> list[OutgoingMessage]:
    """Messages that nobody has handed over yet on this surface, oldest first."""
    with sessions() as session:
        query = (
            select(OutgoingMessageRow, SeekerRow)
            .join(SeekerRow, col(SeekerRow.id) == OutgoingMessageRow.seeker_id)
            .where(OutgoingMessageRow.state == MessageState.WAITING.value)
            .where(SeekerRow.surface == surface)
            .order_by(col(OutgoingMessageRow.id))
        )
        return [_message(row, seeker.chat_id) for row, seeker in session.exec(query)]


def pending_for(session: Session, seeker_id: int) -> list[OutgoingMessage]:
    """What waits for this seeker, oldest first; one look into an index where nothing does."""
    query = (
        select(OutgoingMessageRow)
        .where(OutgoingMessageRow.seeker_id == seeker_id)
        .where(OutgoingMessageRow.state == MessageState.WAITING.value)
        .order_by(col(OutgoingMessageRow.id))
    )
    return [_message(row, "") for row in session.exec(query)]


def messages_to(session: Session, seeker_id: int) -> list[OutgoingMessage]:
    """All messages to this seeker with what became of them, oldest first."""
    query = (
        select(OutgoingMessageRow)
        .where(OutgoingMessageRow.seeker_id == seeker_id)
        .order_by(col(OutgoingMessageRow.id))
    )
    return [_message(row, "") for row in session.exec(query)]


def messages_in_chat(
    sessions: SessionFactory, surface: str, chat_id: str, *, after: int = 0
) -> list[OutgoingMessage]:
    """The chat's messages with a higher number, whatever became of them, oldest first."""
    with sessions() as session:
        query = (
            select(OutgoingMessageRow)
            .join(SeekerRow, col(SeekerRow.id) == OutgoingMessageRow.seeker_id)
            .where(SeekerRow.surface == surface, SeekerRow.chat_id == chat_id)
            .where(col(OutgoingMessageRow.id) > after)
            .order_by(col(OutgoingMessageRow.id))
        )
        return [_message(row, chat_id) for row in session.exec(query)]


def _was_told(session: Session, seeker_id: int, about: str | None) -> bool:
    if about is None:
        return False
    query = select(OutgoingMessageRow.id).where(
        OutgoingMessageRow.seeker_id == seeker_id, OutgoingMessageRow.about == about
    )
    return session.exec(query).first() is not None


def _message(row: OutgoingMessageRow, chat_id: str) -> OutgoingMessage:
    assert row.id is not None
    return OutgoingMessage(
        message_id=row.id,
        seeker_id=row.seeker_id,
        chat_id=chat_id,
        kind=MessageKind(row.kind),
        text=row.text,
        lang=Lang(row.lang),
        parts=dict(row.parts),
        sender=row.sender,
        state=MessageState(row.state),
        made_at=row.made_at,
        sent_at=row.sent_at,
    )
