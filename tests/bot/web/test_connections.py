"""Connections that send half a request: they end, and they keep nobody else out."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.web.connections import GuardedProtocol, guarded
from bot.web.serving import address_of, listen_at

HALF = b"GET /health/live HTTP/1.1\r\nHost: a\r\nX-Half: "
WAIT_S = 0.6


@contextmanager
def served_with(protocol: type[GuardedProtocol]) -> Iterator[str]:
    """An application that answers at once, behind that protocol."""
    app = FastAPI()

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    listener = listen_at("127.0.0.1", 0)
    config = uvicorn.Config(app, http=protocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    try:
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def half_sent(address: str, stack: ExitStack) -> socket.socket:
    url = httpx.URL(address)
    one = stack.enter_context(socket.create_connection((url.host, url.port)))
    one.sendall(HALF)
    one.settimeout(5)
    return one


def is_over(one: socket.socket) -> bool:
    try:
        return one.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.fixture
def address() -> Iterator[str]:
    with served_with(guarded(files=80, head_within_s=WAIT_S)) as address:
        yield address


def test_half_a_head_ends_in_time_however_slowly_it_drips(address: str) -> None:
    with ExitStack() as stack:
        one = half_sent(address, stack)
        began = time.monotonic()
        try:
            while time.monotonic() - began < 5 * WAIT_S:
                one.sendall(b"x")
                time.sleep(0.1)
        except OSError:
            pass
        assert is_over(one)
        assert time.monotonic() - began < 4 * WAIT_S


def test_three_hundred_of_them_keep_nobody_out() -> None:
    with served_with(guarded(files=80, head_within_s=30)) as address, ExitStack() as stack:
        halves = [half_sent(address, stack) for _ in range(300)]
        began = time.monotonic()
        assert httpx.get(f"{address}health/live").json() == {"status": "live"}
        assert time.monotonic() - began < 1
        # Those that waited longest were let go.
        assert is_over(halves[0])


def test_the_second_request_of_a_connection_has_its_own_time(address: str) -> None:
    with ExitStack() as stack:
        url = httpx.URL(address)
        one = stack.enter_context(socket.create_connection((url.host, url.port)))
        one.settimeout(5)
        for _ in range(3):
            time.sleep(WAIT_S / 2)
            one.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = b""
            while b"live" not in answer:
                answer += one.recv(4096)
            assert b"200 OK" in answer
        one.sendall(HALF)
        began = time.monotonic()
        assert is_over(one)
        assert time.monotonic() - began < 4 * WAIT_S
