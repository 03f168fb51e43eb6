"""The figures of the console, brought up to the last turn from time to time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.rounds import rounds
from knowledge.database import SessionFactory, now
from knowledge.figures.keeping import Counting, keep_figures

EVERY_S = 30.0


async def serve_figures(
    sessions: SessionFactory,
    counting: Counting,
    stop: asyncio.Event,
    *,
    every_s: float = EVERY_S,
    clock: Callable[[], datetime] = now,
) -> None:
    """Counts what has come, round after round, until `stop` is set."""
    await rounds(
        lambda: keep_figures(sessions, counting, clock(), is_to_stop=stop.is_set),
        stop,
        every_s=every_s,
        name="counting figures",
    )
