"""A reply on its way to the page: what happens to the messages, line by line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from bot.conversation.reply import Incoming, Reply
from bot.web.desk import Desk
from bot.web.history import Fragments
from bot.web.lines import line
from bot.web.pages import WORDING
from bot.web.posted import Document

logger = logging.getLogger(__name__)

STILL_AT_WORK_S = 3.0
"""A silent connection is cut by some networks, and a person wonders."""


def _nothing(_reply: Reply) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One message with what the page shows as said; `document` where it is one."""

    incoming: Incoming
    said: str
    document: Document | None = None
    note: Callable[[Reply], None] = _nothing
    """Is told of the reply."""

    async def answered(self, desk: Desk, listen: Callable[[str], None] | None = None) -> Reply:
        """The reply to it."""
        if self.document is not None and self.incoming.action is None:
            reply = await desk.take_document(
                self.incoming, self.document.suffix, self.document.content
            )
        else:
            reply = await desk.take(self.incoming, listen)
        self.note(reply)
        return reply


async def lines(
    asked: list[Asked], desk: Desk, fragments: Fragments, every_s: float = STILL_AT_WORK_S
) -> AsyncIterator[str]:
    """What happens to the messages until the last is answered."""
    for one in asked:
        yield line(kind="status", text=_status(one, "working", fragments))
        heard: asyncio.Queue[str] = asyncio.Queue()
        # Not cancelled where the browser goes away: the turn is taken and found on the page later.
        reply = asyncio.ensure_future(one.answered(desk, _ear(heard)))
        async for text in _until_done(reply, heard, every_s):
            if text is None:
                yield line(kind="status", text=_status(one, "still_working", fragments))
            else:
                yield line(kind="written", text=text)
        html = fragments.of_reply(one.incoming.message_id, one.said, await reply)
        yield line(kind="turn", html=html)


def _ear(heard: asyncio.Queue[str]) -> Callable[[str], None]:
    """Puts what is called in the turn's thread into the queue of the event loop."""
    loop = asyncio.get_running_loop()

    def listen(text: str) -> None:
        try:
            loop.call_soon_threadsafe(heard.put_nowait, text)
        except RuntimeError:
            # The application has stopped meanwhile; the answer is on record.
            logger.info("nobody reads the answer any more")

    return listen


async def _until_done(
    done: asyncio.Future[Reply], heard: asyncio.Queue[str], every_s: float
) -> AsyncIterator[str | None]:
    """The newest text whenever there is one, None whenever nothing came for a while."""
    while not done.done():
        hearing = asyncio.ensure_future(heard.get())
        either: set[asyncio.Future[Any]] = {done, hearing}
        try:
            await asyncio.wait(either, timeout=every_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Also where the browser goes away meanwhile; once it is done this does nothing.
            hearing.cancel()
        if hearing.done():
            text = hearing.result()
            while not heard.empty():
                text = heard.get_nowait()
            yield text
        elif not done.done():
            yield None


def _status(asked: Asked, key: str, fragments: Fragments) -> str:
    kind = "reading" if asked.document is not None else key
    return WORDING.text(f"status_{kind}", fragments.lang)
