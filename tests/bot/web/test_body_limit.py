"""Bodies that are too large, that never end, and who may send the large ones."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from bot.web.body_limit import LARGEST_BODY, BodyLimit, Patience
from bot.web.parts import WebParts
from tests.bot.web.running import served

LARGE = "/feeds"
_MEGABYTE = b"a" * 1_000_000


class Reader:
    """An application that reads the whole form and says how much it was."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async for part in Request(scope, receive).stream():
            self.read += len(part)
        await Response(str(self.read))(scope, receive, send)


def parts(megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes):
        yield _MEGABYTE


async def sent(app: BodyLimit, megabytes: int, path: str = LARGE) -> httpx.Response:
    async def body():  # type: ignore[no-untyped-def]
        for part in parts(megabytes):
            yield part

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://desk.example"
    ) as client:
        return await client.post(path, content=body())


def limit(reader: Reader, *, is_known: bool) -> BodyLimit:
    return BodyLimit(reader, {LARGE: 2 * LARGEST_BODY}, lambda _scope: is_known)


def test_a_stranger_cannot_have_a_large_form_read():
    reader = Reader()
    answer = asyncio.run(sent(limit(reader, is_known=False), 20))
    assert answer.status_code == 413
    assert reader.read <= LARGEST_BODY


def test_who_is_known_may_send_it_on_its_path_and_nowhere_else():
    known = limit(Reader(), is_known=True)
    assert asyncio.run(sent(known, 20)).status_code == 200
    assert asyncio.run(sent(known, 25)).status_code == 413
    assert asyncio.run(sent(known, 20, "/messages")).status_code == 413


@pytest.mark.parametrize("announced", ["100000", "99999999999999"])
def test_a_body_that_does_not_come_is_given_up(announced: str):
    said: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/messages",
        "query_string": b"",
        "headers": [(b"content-length", announced.encode())],
    }
    app = BodyLimit(Reader(), patience=Patience(part_s=0.01))
    asyncio.run(app(scope, receive, send))
    assert said[0]["status"] == (408 if announced == "100000" else 413)


def test_a_browser_that_goes_away_is_no_fault():
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(_message: Message) -> None:
        raise AssertionError("nobody listens any more")

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
    asyncio.run(BodyLimit(Reader())(scope, receive, send))


def test_nobody_who_is_not_signed_in_sends_a_large_feed(bare: WebParts):
    with served(bare) as address:
        for path in ("/console/posts/import", "/console/sign-in", "/console/knowledge/upload"):
            answer = httpx.post(address + path, files={"file": ("a.csv", 14 * _MEGABYTE)})
            assert answer.status_code == 413, path
