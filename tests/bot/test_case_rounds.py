"""The round that ends silent cases, beside the surfaces."""

from __future__ import annotations

import asyncio

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.case_rounds import serve_case_rounds
from knowledge.database import SessionFactory


class Broken:
    """A database that is away the first time; the second look ends the test."""

    def __init__(self, stop: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
        self._stop, self._loop, self.looks = stop, loop, 0

    def __call__(self) -> Session:
        self.looks += 1
        if self.looks == 2:
            self._loop.call_soon_threadsafe(self._stop.set)
        raise OperationalError("SELECT", {}, OSError("gone"))


def test_a_round_that_fails_does_not_end_the_next_ones() -> None:
    async def serve() -> int:
        stop = asyncio.Event()
        sessions = Broken(stop, asyncio.get_running_loop())
        factory: SessionFactory = sessions
        await asyncio.wait_for(serve_case_rounds(factory, stop, every_s=0.001), timeout=10)
        return sessions.looks

    assert asyncio.run(serve()) == 2
