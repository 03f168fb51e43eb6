"""The synchronous conversation, awaited by the web application."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.conversation.reply import Conversation, Incoming, Reply
from bot.telegram.locks import ChatLocks

_TURNS_AT_ONCE = 16

Listen = Callable[[str], None]


class Desk:
    """Takes turns in threads of its own; who sends much waits behind himself, not before others."""

    def __init__(self, conversation: Conversation, most_waiting: int) -> None:
        self._conversation, self._most_waiting = conversation, most_waiting
        self._turns = ThreadPoolExecutor(_TURNS_AT_ONCE, "web-turn")
        self._locks = ChatLocks()
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether so many turns wait that another had better come later."""
        return self._waiting >= self._most_waiting

    async def take(self, incoming: Incoming, listen: Listen | None = None) -> Reply:
        """The reply to one message; `listen` is called in the turn's thread while it is written."""
        return await self._in_its_turn(incoming.chat_id, partial(self._take, incoming, listen))

    async def take_document(self, incoming: Incoming, suffix: str, content: bytes) -> Reply:
        """The reply to a document, which lies on disk for the time of the turn only."""
        take = partial(self._take_document, incoming, suffix, content)
        return await self._in_its_turn(incoming.chat_id, take)

    async def _in_its_turn(self, chat_id: str, take: Callable[[], Reply]) -> Reply:
        self._waiting += 1
        try:
            async with self._locks.of(chat_id):
                return await asyncio.get_running_loop().run_in_executor(self._turns, take)
        finally:
            self._waiting -= 1

    def _take(self, incoming: Incoming, listen: Listen | None) -> Reply:
        reply = self._conversation.take(incoming, listen)
        # The page shows what is on record whenever it is opened, so nothing is left to send.
        self._conversation.delivered(incoming.surface, incoming.chat_id, incoming.message_id)
        return reply

    def _take_document(self, incoming: Incoming, suffix: str, content: bytes) -> Reply:
        # The whole of it in the turn's thread: a browser that goes away must not take the file
        # away from under the turn.
        with TemporaryDirectory(prefix="chunfeng-") as folder:
            path = Path(folder) / f"document{suffix}"
            path.write_bytes(content)
            return self._take(replace(incoming, document=path), None)
