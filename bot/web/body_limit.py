"""Requests that are too large or too slow are refused before anything reads them whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.error_pages import refusal

logger = logging.getLogger(__name__)

# A document of 10 MB with its form around it arrives, so that the chat itself can say that a
# somewhat larger one is too large.
LARGEST_BODY = 12_000_000
# So much is read and thrown away: a browser shows the answer only if it could send everything.
_LARGEST_READ = 4 * LARGEST_BODY
_TOO_LARGE, _TOO_SLOW = 413, 408
_NOTHING: Mapping[str, int] = MappingProxyType({})


def _nobody(_scope: Scope) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a body is waited for; a telephone in a tunnel is slow, a held connection is not."""

    part_s: float = 30.0
    """Between one part and the next."""
    whole_s: float = 600.0


class BodyLimit:
    """Answers 413 to a body over the limit of its path, and 408 to one that does not come."""

    def __init__(
        self,
        app: ASGIApp,
        larger: Mapping[str, int] = _NOTHING,
        is_known: Callable[[Scope], bool] = _nobody,
        patience: Patience = Patience(),
    ) -> None:
        """
        Limits what `app` is sent.

        :param larger: the bytes that paths take which take more than others.
        :param is_known: whether whoever sends it may use these; forms are read to disk before a
            page can ask who sends them, so a stranger could fill it.
        """
        self._app, self._larger, self._is_known = app, larger, is_known
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = await self._most(scope)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > most:
            await _throw_away(receive, self._patience)
            await refusal(scope, _TOO_LARGE)(scope, receive, send)
            return
        body = _Body(receive, send, most, self._patience)
        try:
            await self._app(scope, body.receive, body.send)
        except ClientDisconnect:
            # Nobody is there to be answered, or it was us who hung up and who answer below.
            logger.info("a request to %s ended before its body did", scope["path"])
        if body.refused is not None and not body.has_begun:
            await refusal(scope, body.refused)(scope, receive, send)

    async def _most(self, scope: Scope) -> int:
        larger = self._larger.get(scope["path"])
        if larger is None or not await run_in_threadpool(self._is_known, scope):
            return LARGEST_BODY
        return larger


@dataclass(slots=True)
class _Body:
    """One body on its way; where it is refused, the application sees the connection end."""

    _receive: Receive
    _send: Send
    most: int
    patience: Patience
    refused: int | None = None
    """The HTTP status that says why."""
    has_begun: bool = False
    """Whether the application began to answer before that."""
    _read: int = 0
    _is_whole: bool = False
    _began_at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    async def receive(self) -> Message:
        """The next part."""
        if self._is_whole:
            return await self._receive()
        if self.refused is None:
            message = await _in_time(self._receive, self.patience, self._began_at)
            if message is None:
                self.refused = _TOO_SLOW
            else:
                self._read += len(message.get("body", b""))
                self._is_whole = not message.get("more_body")
                if self._read <= self.most:
                    return message
                self.refused = _TOO_LARGE
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """What the application says; nothing it says of a body that we took away from it."""
        if self.refused is None or self.has_begun:
            self.has_begun = True
            await self._send(message)


async def _in_time(receive: Receive, patience: Patience, began_at: float) -> Message | None:
    left_s = began_at + patience.whole_s - asyncio.get_running_loop().time()
    try:
        return await asyncio.wait_for(receive(), min(patience.part_s, left_s))
    except TimeoutError:
        return None


async def _throw_away(receive: Receive, patience: Patience) -> None:
    read, began_at = 0, asyncio.get_running_loop().time()
    while read < _LARGEST_READ:
        message = await _in_time(receive, patience, began_at)
        if message is None:
            return
        read += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
