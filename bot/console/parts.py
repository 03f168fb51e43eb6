"""What the console's pages are made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.console.workshop import Workshop
from bot.rehearsal import Rehearse
from bot.settings import Settings
from knowledge.database import SessionFactory
from knowledge.policies.release import Release


class ConsoleParts(Protocol):
    """Settings and records; a page that needs more names it here, and `bot.wiring` provides it."""

    @property
    def settings(self) -> Settings:
        """What was set."""

    @property
    def sessions(self) -> SessionFactory:
        """Sessions on a database whose schema is current."""

    @property
    def workshop(self) -> Workshop:
        """Knowledge base and posts, to look into and to change."""

    @property
    def release(self) -> Callable[[], Release]:
        """The release that is served now."""

    @property
    def rehearse(self) -> Rehearse:
        """Conversations once more, without a trace among the records."""
