"""Requests that are too large are refused before anything reads them."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.error_pages import refusal

# A document of 10 MB with its form around it arrives, so that the chat itself can say that a
# somewhat larger one is too large.
LARGEST_BODY = 12_000_000
LARGEST_CONSOLE_BODY = 200_000_000
"""Staff upload feeds of many posts."""
# So much is read and thrown away: a browser shows the answer only if it could send everything.
_LARGEST_READ = 4 * LARGEST_BODY


class BodyTooLarge(Exception):
    """The body has more bytes than it may have; raised into whoever reads it."""


class BodyLimit:
    """Answers 413 to a body over the limit of its path, also where its length is not announced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = LARGEST_CONSOLE_BODY if scope["path"].startswith("/console/") else LARGEST_BODY
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > most:
            await _throw_away(receive)
            await refusal(scope, 413)(scope, receive, send)
            return
        read, has_begun = 0, False

        async def receive_counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise BodyTooLarge(read)
            return message

        async def send_noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive_counted, send_noted)
        except BodyTooLarge:
            if has_begun:
                raise
            await refusal(scope, 413)(scope, receive, send)


async def _throw_away(receive: Receive) -> None:
    read = 0
    while read < _LARGEST_READ:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
