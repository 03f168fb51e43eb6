"""One lock for each chat."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


class ChatLocks:
    """The locks of the chats that are being served; a lock is gone when nobody holds it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, chat_id: str) -> asyncio.Lock:
        """The lock of the chat; who waits longest gets it next."""
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        return lock
