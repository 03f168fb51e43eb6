"""Messages that come to a chat without being asked for: of a person, or a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.language import Lang

SURFACE = "web"


@dataclass(frozen=True, slots=True)
class MessageToSeeker:
    """One such message; `number` grows from message to message of a chat."""

    number: int
    text: str
    lang: Lang
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
