"""What goes into a turn and what comes out of it, the same for every surface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.posts.match import Match
from knowledge.rules.calculators.calculate import Calculation


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a seeker: exactly one of a text, a button's action, a document."""

    surface: str
    chat_id: str
    message_id: str
    text: str | None = None
    action: str | None = None
    document: Path | None = None
    lang: Lang | None = None
    today: date | None = None
    may_queue: bool = True
    """Whether this may put somebody on the list of those who wait for a person."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice offered under a reply. `action` is at most 64 bytes of UTF-8, Telegram's limit."""

    text: str
    action: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one message, complete enough for any surface to show."""

    status: Status
    lang: Lang
    text: str
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    posts: tuple[Match, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


class Conversation(Protocol):
    """What every surface talks to."""

    def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        """
        The reply to one message; the same message twice gets the same reply once.

        Safe to call from several threads; turns of one chat are taken one after the other.

        :param listen: hears the checked part of an answer whenever a sentence is added to it, in
            the calling thread; nothing where the reply is ready at once.
        """

    def undelivered(self, surface: str) -> list[tuple[Incoming, Reply]]:
        """Replies that were recorded but never confirmed as sent, oldest first."""

    def delivered(self, surface: str, chat_id: str, message_id: str) -> None:
        """Notes that the reply to this message has reached the surface."""

    def is_delivered(self, surface: str, chat_id: str, message_id: str) -> bool:
        """Whether the reply to this message is on record as having reached the surface."""
