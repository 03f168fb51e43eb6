"""The web application at its address, until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from bot.web.connections import files_allowed, guarded

STOP_WITHIN_S = 8
"""Turns under way are finished within this; what is not is on record when the page asks again."""
_QUEUED_CONNECTIONS = 2048


class AddressNotUsable(Exception):
    """Nothing can listen at the address; the message names the setting."""

    def __init__(self, host: str, port: int, fault: OSError) -> None:
        is_taken = fault.errno == errno.EADDRINUSE
        why = "another program listens there already" if is_taken else fault.strerror or fault
        super().__init__(
            f"CHUNFENG_LISTEN={_joined(host, port)}: {why}; set another host:port,"
            " for instance 127.0.0.1:8081"
        )


def listen_at(host: str, port: int) -> socket.socket:
    """
    A socket that takes connections from now on.

    :raises AddressNotUsable: if the port is taken, not allowed, or the host is not this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_QUEUED_CONNECTIONS)
    except OSError as fault:
        raise AddressNotUsable(host, port, fault) from fault


def address_of(listener: socket.socket) -> str:
    """What to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    return f"http://{_joined({'0.0.0.0': '127.0.0.1', '::': '::1'}.get(host, host), port)}/"


async def serve_web(app: FastAPI, listener: socket.socket, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then ends the requests under way."""
    files = files_allowed()
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        # Addresses of visitors are nobody's business, and message ids say who wrote when.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        http=guarded(files),
        # So many are taken at once, before one of them can be let go.
        backlog=min(_QUEUED_CONNECTIONS, files // 4),
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        stopping.cancel()
        await serving


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs it: beside it Telegram is to stop as well."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _joined(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
