"""Work done again and again beside the surfaces, until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)


async def rounds(
    work: Callable[[], object], stop: asyncio.Event, *, every_s: float, name: str
) -> None:
    """
    Does the work in a thread, round after round, until `stop` is set.

    :param name: what the log calls a round that failed.
    """
    while not stop.is_set():
        try:
            await asyncio.to_thread(work)
        except Exception:
            # The border of this task: the fault of one round ends neither the next ones nor the
            # surfaces beside it.
            logger.exception("a round of %s failed", name)
        try:
            await asyncio.wait_for(stop.wait(), every_s)
        except TimeoutError:
            continue
