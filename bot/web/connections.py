"""Connections of the web pages: their number is bounded, and half a request does not hold one."""

from __future__ import annotations

import asyncio
import resource

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_WITHIN_S = 10.0
"""From the first byte that is awaited to the end of the head; bodies have their own patience."""
_MOST = 1000


class GuardedProtocol(H11Protocol):
    """
    A connection that ends where the head of its request does not come in time.

    Where there are too many, the one that has waited longest for its head makes room: who sends
    half a request three hundred times keeps nobody else out.
    """

    head_within_s = HEAD_WITHIN_S
    most = _MOST
    _awaited_since: float | None = None
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Awaits the first head."""
        super().connection_made(transport)
        self._await_head()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Takes a part of a request; the time for its head runs from its first byte."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_awaiting()
        elif self._deadline is None:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop_awaiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._awaited_since = self.loop.time()
        self._deadline = self.loop.call_later(self.head_within_s, self.transport.abort)

    def _stop_awaiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self._awaited_since = None

    def _make_room(self) -> None:
        waiting = [
            one
            for one in self.connections
            if isinstance(one, GuardedProtocol) and one._awaited_since is not None
        ]
        # The newest is among them, so that there is always one.
        min(waiting, key=lambda one: one._awaited_since or 0.0).transport.abort()


def files_allowed() -> int:
    """How many files and connections this process may have open, raised as far as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * _MOST
    if soft < wanted and (hard == resource.RLIM_INFINITY or hard > soft):
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


def guarded(files: int, head_within_s: float = HEAD_WITHIN_S) -> type[GuardedProtocol]:
    """The protocol for a process that may have so many files open."""
    bounds = {"most": min(_MOST, files // 2), "head_within_s": head_within_s}
    return type("BoundedProtocol", (GuardedProtocol,), bounds)
