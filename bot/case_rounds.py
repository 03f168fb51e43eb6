"""Ends hand-offs in which nobody says a word any more, in the process that serves."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import SessionFactory, now
from knowledge.handoffs.lapsing import lapse

logger = logging.getLogger(__name__)

EVERY_S = 600.0


async def serve_case_rounds(
    sessions: SessionFactory, stop: asyncio.Event, *, every_s: float = EVERY_S
) -> None:
    """Looks for silent cases, round after round, until `stop` is set."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(lapse, sessions, now())
        except SQLAlchemyError:
            # The fault of one round must not end the surfaces beside it.
            logger.exception("a round over the hand-offs failed")
        try:
            await asyncio.wait_for(stop.wait(), every_s)
        except TimeoutError:
            continue
