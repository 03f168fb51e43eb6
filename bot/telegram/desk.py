"""The synchronous conversation, awaited from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.conversation.reply import Conversation, Incoming, Reply

SURFACE = "telegram"


class Desk:
    """Takes turns and notes deliveries in threads of its own; the event loop never waits."""

    def __init__(self, conversation: Conversation, turns_at_once: int) -> None:
        self._conversation = conversation
        self._turns = ThreadPoolExecutor(turns_at_once, "turn")
        # Notes are short; behind slow turns they would hold up replies that are ready.
        self._notes = ThreadPoolExecutor(2, "note")

    async def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        """The reply to one message; `listen` is called in the turn's thread while it is written."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._turns, self._conversation.take, incoming, listen)

    async def waiting(self) -> list[tuple[Incoming, Reply]]:
        """All replies that are recorded and not yet known to be sent, oldest first."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._notes, self._conversation.undelivered, SURFACE)

    async def is_delivered(self, incoming: Incoming) -> bool:
        """Whether the reply to this message is known to have been sent."""
        loop = asyncio.get_running_loop()
        key = (SURFACE, incoming.chat_id, incoming.message_id)
        return await loop.run_in_executor(self._notes, self._conversation.is_delivered, *key)

    async def note_delivered(self, incoming: Incoming) -> None:
        """Records that nothing is left to send for this message."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(
            self._notes,
            self._conversation.delivered,
            SURFACE,
            incoming.chat_id,
            incoming.message_id,
        )

    def close(self) -> None:
        """Takes no more turns; those under way end in their threads."""
        self._turns.shutdown(wait=False)
        self._notes.shutdown(wait=False)
