"""What the console's pages are made from."""

from __future__ import annotations

from typing import Protocol

from bot.settings import Settings
from knowledge.database import SessionFactory


class ConsoleParts(Protocol):
    """Settings and records; a page that needs more names it here, and `bot.wiring` provides it."""

    @property
    def settings(self) -> Settings:
        """What was set."""

    @property
    def sessions(self) -> SessionFactory:
        """Sessions on a database whose schema is current."""
