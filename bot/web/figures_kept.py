"""The figures of the console, brought up to the last turn from time to time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from knowledge.database import SessionFactory, now
from knowledge.figures.keeping import Counting, keep_figures

logger = logging.getLogger(__name__)

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
    while not stop.is_set():
        try:
            await asyncio.to_thread(
                keep_figures, sessions, counting, clock(), is_to_stop=stop.is_set
            )
        except Exception:
            # The border of this task: the fault of one round must not end the next ones.
            logger.exception("a round of counting figures failed")
        try:
            await asyncio.wait_for(stop.wait(), every_s)
        except TimeoutError:
            continue
