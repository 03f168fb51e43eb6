"""Ends hand-offs in which nobody says a word any more, in the process that serves."""

from __future__ import annotations

import asyncio

from bot.rounds import rounds
from knowledge.database import SessionFactory, now
from knowledge.handoffs.lapsing import lapse

EVERY_S = 600.0


async def serve_case_rounds(
    sessions: SessionFactory, stop: asyncio.Event, *, every_s: float = EVERY_S
) -> None:
    """Looks for silent cases, round after round, until `stop` is set."""
    await rounds(lambda: lapse(sessions, now()), stop, every_s=every_s, name="hand-offs")
