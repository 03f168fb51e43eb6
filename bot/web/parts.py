"""What the web application is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from bot.console.workshop import Workshop
from bot.conversation.reply import Conversation, Reply
from bot.rehearsal import Rehearse
from bot.settings import Settings
from bot.web.limits import Limits
from bot.web.messages import MessagesTo, NoMessages
from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.policies.release import Release

Check = Callable[[], str | None]
"""Looks at one thing that serving needs; None where it is well, else what is wrong with it."""


class NoKnowledge(Exception):
    """These parts were made without a knowledge base."""


def _no_release() -> Release:
    raise NoKnowledge


def _no_rehearsal(_post_ids: frozenset[str]) -> AbstractContextManager[Conversation]:
    raise NoKnowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class WebParts:
    """Everything that pages stand on; made in `bot.wiring`, by tests with doubles."""

    settings: Settings
    conversation: Conversation
    sessions: SessionFactory
    secret: bytes
    """Kept in the data folder; what is signed with it holds after a restart."""
    welcome: Callable[[Lang], Reply]
    """What a person sees who has not written yet."""
    workshop: Workshop
    """What the console's pages on knowledge and posts work with."""
    checks: Mapping[str, Check] = field(default_factory=dict)
    """What /health/ready looks at, by name."""
    messages: MessagesTo = field(default_factory=NoMessages)
    release: Callable[[], Release] = _no_release
    """The release that is served now."""
    rehearse: Rehearse = _no_rehearsal
    """Conversations once more, without a trace among the records."""
    limits: Limits = field(default_factory=Limits)
