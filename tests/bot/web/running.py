"""The web application at work in a thread, and a person whose browser has no JavaScript."""

from __future__ import annotations

import asyncio
import html
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from fastapi import FastAPI

from bot.web.app import create_app
from bot.web.lines import LINES
from bot.web.parts import WebParts
from bot.web.serving import address_of, listen_at, serve_web
from bot.web.webhook import TakesUpdates

Beside = Callable[[asyncio.Event], Awaitable[None]]


@contextmanager
def served(
    parts: WebParts, webhook: TakesUpdates | None = None, beside: Beside | None = None
) -> Iterator[str]:
    """
    Serves until the block ends; the address without its last slash.

    :param beside: what else is to run in the same event loop until the same stop.
    """
    with serving(create_app(parts, webhook), beside) as address:
        yield address


@contextmanager
def serving(app: FastAPI, beside: Beside | None = None) -> Iterator[str]:
    """The same for an application that is made already."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listener = listen_at("127.0.0.1", 0)
    address = address_of(listener).rstrip("/")

    async def serve() -> None:
        others = [beside(stop)] if beside else []
        await asyncio.gather(serve_web(app, listener, stop), *others)

    serving = asyncio.run_coroutine_threadsafe(serve(), loop)
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(stop.set)
        try:
            serving.result(15)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            loop.close()


@dataclass
class Visitor:
    """Sends the page's forms as a plain browser does, and sees what comes back."""

    client: httpx.Client
    page: str = ""

    def opens(self, path: str = "/") -> str:
        """The page of that path."""
        self.page = self.client.get(path).text
        return self.page

    def proof(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        found = re.findall(r'name="(csrf|form_id)" value="([0-9a-f]+)"', self.page)
        assert found, self.page
        return dict(reversed(found))

    def says(self, text: str, **fields: str) -> str:
        """Writes a text and sees the page after it."""
        return self.sends({"text": text, **fields})

    def presses(self, label: str) -> str:
        """Presses the last button with that label and sees the page after it."""
        actions = re.findall(
            rf'<button name="action" value="([^"]+)">{re.escape(html.escape(label))}</button>',
            self.page,
        )
        assert actions, f"no button {label!r} on {self.page}"
        return self.sends({"action": html.unescape(actions[-1])})

    def sends(self, fields: dict[str, str], files: dict[str, object] | None = None) -> str:
        """Sends the form and follows where it leads."""
        answer = self.posts(fields, files=files)
        if answer.status_code == 303:
            answer = self.client.get(answer.headers["location"].partition("#")[0])
        self.page = answer.text
        return self.page

    def posts(self, fields: dict[str, str], **more: object) -> httpx.Response:
        """What comes back to the form itself."""
        if not self.page:
            self.opens()
        path = more.pop("path", "/messages")
        return self.client.post(path, data={**self.proof(), **fields}, **more)

    def lines(self, fields: dict[str, str]) -> httpx.Response:
        """What our script gets."""
        return self.posts(fields, headers={"Accept": LINES})


def texts(page: str) -> str:
    """What can be read on a page."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))
