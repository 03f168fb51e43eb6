"""What the web application is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.conversation.reply import Conversation, Reply
from bot.settings import Settings
from bot.web.limits import Limits
from bot.web.messages import MessagesTo, NoMessages
from knowledge.database import SessionFactory
from knowledge.language import Lang

Check = Callable[[], str | None]
"""Looks at one thing that serving needs; None where it is well, else what is wrong with it."""


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
    checks: Mapping[str, Check] = field(default_factory=dict)
    """What /health/ready looks at, by name."""
    messages: MessagesTo = field(default_factory=NoMessages)
    limits: Limits = field(default_factory=Limits)
