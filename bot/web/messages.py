"""Messages that come to a chat without being asked for: of a person, a correction, news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.messages_out import introduced, reply_of
from bot.conversation.reply import Reply
from knowledge.database import SessionFactory
from knowledge.records.handing_over import mark_shown
from knowledge.records.messages import MessageKind, MessageState, OutgoingMessage, messages_in_chat

SURFACE = "web"


@dataclass(frozen=True, slots=True)
class MessageToSeeker:
    """One such message; `number` grows from message to message of a chat."""

    number: int
    reply: Reply
    at: datetime
    is_from_person: bool = True


class MessagesTo(Protocol):
    """Where the page looks for what came to a chat."""

    def after(self, chat_id: str, number: int) -> list[MessageToSeeker]:
        """The chat's messages with a higher number, oldest first; all of them from 0."""

    def note_shown(self, chat_id: str, number: int) -> None:
        """The chat's page has shown all messages up to this one."""


class NoMessages:
    """Nobody writes."""

    def after(self, chat_id: str, number: int) -> list[MessageToSeeker]:
        """None."""
        del chat_id, number
        return []

    def note_shown(self, chat_id: str, number: int) -> None:
        """Nothing to note."""


class RecordedMessages:
    """The messages on record; the page shows them as often as it is opened."""

    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions = sessions

    def after(self, chat_id: str, number: int) -> list[MessageToSeeker]:
        """The chat's messages with a higher number, oldest first."""
        found = messages_in_chat(self._sessions, SURFACE, chat_id, after=number)
        return [_to_seeker(message) for message in found]

    def note_shown(self, chat_id: str, number: int) -> None:
        """Notes the ones up to this number as arrived that were not before."""
        found = messages_in_chat(self._sessions, SURFACE, chat_id)
        waiting = [
            one.message_id
            for one in found
            if one.message_id <= number and one.state is MessageState.WAITING
        ]
        if waiting:
            mark_shown(self._sessions, waiting)


def _to_seeker(message: OutgoingMessage) -> MessageToSeeker:
    # The page has a line of its own for who speaks.
    is_from_person = message.kind is MessageKind.PERSON
    reply = reply_of(message) if is_from_person else introduced(message)
    return MessageToSeeker(message.message_id, reply, message.made_at, is_from_person)
