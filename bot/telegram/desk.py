"""
The synchronous conversation, awaited from the event loop.

A database that is locked or full is waited for: an update whose turn is not on record stays
unconfirmed, and a reply that is sent and not noted as such would be sent again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from tenacity import RetryCallState

from bot.conversation.reply import Conversation, Incoming, Reply
from bot.telegram.pace import Pace
from bot.telegram.patience import endless_recording

logger = logging.getLogger(__name__)

SURFACE = "telegram"
_Result = TypeVar("_Result")


class Desk:
    """Takes turns and notes deliveries in threads of its own; the event loop never waits."""

    def __init__(self, conversation: Conversation, pace: Pace) -> None:
        self._conversation = conversation
        self._pace = pace
        self._stopping = False
        self._waiting: set[asyncio.Task[Any]] = set()
        self._turns = ThreadPoolExecutor(pace.turns_at_once, "turn")
        # Notes are short; behind slow turns they would hold up replies that are ready.
        self._notes = ThreadPoolExecutor(2, "note")

    async def take(
        self,
        incoming: Incoming,
        listen: Callable[[str], None] | None = None,
        tell_delay: Callable[[], Awaitable[None]] | None = None,
    ) -> Reply:
        """
        The reply to one message, on record.

        :param listen: called in the turn's thread while the reply is written, at the first try.
        :param tell_delay: awaited once if the database stays locked or full.
        """
        heard = [listen]

        def take() -> Reply:
            return self._conversation.take(incoming, heard.pop() if heard else None)

        return await self._patiently(self._turns, take, tell_delay)

    async def waiting(self) -> list[tuple[Incoming, Reply]]:
        """All replies that are recorded and not yet known to be sent, oldest first."""
        return await self._patiently(self._notes, lambda: self._conversation.undelivered(SURFACE))

    async def is_delivered(self, incoming: Incoming) -> bool:
        """Whether the reply to this message is known to have been sent."""
        key = (SURFACE, incoming.chat_id, incoming.message_id)
        return await self._patiently(self._notes, lambda: self._conversation.is_delivered(*key))

    async def note_delivered(self, incoming: Incoming) -> None:
        """Records that nothing is left to send for this message."""
        key = (SURFACE, incoming.chat_id, incoming.message_id)
        await self._patiently(self._notes, lambda: self._conversation.delivered(*key))

    def stop_waiting(self) -> None:
        """Gives up what waits for the database; its updates stay unconfirmed and come again."""
        self._stopping = True
        for task in self._waiting:
            task.cancel()

    def close(self) -> None:
        """Takes no more turns; those under way end in their threads."""
        self._turns.shutdown(wait=False)
        self._notes.shutdown(wait=False)

    async def _patiently(
        self,
        threads: ThreadPoolExecutor,
        work: Callable[[], _Result],
        tell_delay: Callable[[], Awaitable[None]] | None = None,
    ) -> _Result:
        untold = [tell_delay] if tell_delay else []

        async def on_failure(state: RetryCallState) -> None:
            if self._stopping:
                raise asyncio.CancelledError
            fault = state.outcome.exception() if state.outcome else None
            logger.warning("the database does not take a turn or note (%s); trying again", fault)
            waited_s = state.seconds_since_start or 0.0
            if untold and waited_s >= self._pace.tell_delay_after_s:
                await untold.pop()()
            waiting = asyncio.current_task()
            if waiting is not None:
                self._waiting.add(waiting)

        async def attempt() -> _Result:
            return await asyncio.get_running_loop().run_in_executor(threads, work)

        task = asyncio.current_task()
        assert task is not None
        trying = endless_recording(self._pace, on_failure)
        try:
            return await trying(attempt)
        finally:
            self._waiting.discard(task)
