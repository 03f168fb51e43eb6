"""Many chats at once, each in its order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_UNDER_WAY_AT_MOST = 1000

Job = Callable[[], object]


class Chats:
    """Jobs of one chat one after the other, jobs of many chats at once and by turns."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Job]] = {}
        self._places = threading.Semaphore(_UNDER_WAY_AT_MOST)

    def add(self, chat: str, job: Job) -> None:
        """Has the job done after the chat's earlier ones; waits while too many are under way."""
        self._places.acquire()
        with self._lock:
            queue = self._waiting.setdefault(chat, deque())
            queue.append(job)
            if len(queue) == 1:
                self._pool.submit(self._do_next, chat)

    def finish(self) -> None:
        """Returns when all jobs are done."""
        for _ in range(_UNDER_WAY_AT_MOST):
            self._places.acquire()

    def _do_next(self, chat: str) -> None:
        job = self._waiting[chat][0]
        try:
            job()
        finally:
            with self._lock:
                queue = self._waiting[chat]
                queue.popleft()
                # To the end of the line: a chat with many jobs must not hold up the others.
                if queue:
                    self._pool.submit(self._do_next, chat)
                else:
                    del self._waiting[chat]
            self._places.release()
