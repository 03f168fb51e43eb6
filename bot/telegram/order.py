"""Chats side by side, and the messages of one chat one after the other."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.locks import ChatLocks
from bot.telegram.receiving import FETCHED_AT_ONCE, Unconfirmed


class OneTurnPerChat(BaseUpdateProcessor):
    """
    Serves all fetched updates at once, except that a chat's next waits for its last.

    python-telegram-bot starts a task for each update in the order of fetching, and an asyncio.Lock
    is fair, so a chat keeps its order. There are never more tasks than updates in one fetch,
    because `Unconfirmed` holds the window still: a slow chat cannot use up the places of others.
    """

    def __init__(self, unconfirmed: Unconfirmed) -> None:
        super().__init__(FETCHED_AT_ONCE)
        self._unconfirmed = unconfirmed
        self._locks = ChatLocks()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits the handling of the update in its chat's turn, then lets it be confirmed."""
        assert isinstance(update, Update)
        async with self._locks.of(_chat_of(update)):
            await coroutine
        self._unconfirmed.settle(update.update_id)

    async def initialize(self) -> None:
        """Needs nothing."""

    async def shutdown(self) -> None:
        """Holds nothing."""


def _chat_of(update: Update) -> str:
    if update.effective_chat:
        return str(update.effective_chat.id)
    return f"user {update.effective_user.id}" if update.effective_user else ""
