"""A wire between a browser and what is served, which can be cut in the middle of an answer."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_AT_ONCE = 65_536


class Relay(socketserver.ThreadingTCPServer):
    """Passes bytes both ways until it is cut; then whatever comes is hung up on."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behind: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.behind, self.is_whole = behind, True
        self._open: set[socket.socket] = set()

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def cut(self) -> None:
        """Hangs up on everybody, and on whoever comes until it is mended."""
        self.is_whole = False
        for end in list(self._open):
            self.hang_up(end)

    def mend(self) -> None:
        """Whoever comes from now on gets through."""
        self.is_whole = True

    def holds(self, end: socket.socket) -> None:
        """Keeps one end of a connection to be cut."""
        self._open.add(end)

    def hang_up(self, end: socket.socket) -> None:
        """Ends a connection at that end, in both directions."""
        self._open.discard(end)
        # The other side may have gone before.
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


class _Passing(socketserver.BaseRequestHandler):
    server: Relay

    def handle(self) -> None:
        if not self.server.is_whole:
            return
        with socket.create_connection(self.server.behind) as behind:
            self.server.holds(self.request)
            back = threading.Thread(target=self._pass, args=(behind, self.request), daemon=True)
            back.start()
            self._pass(self.request, behind)
            back.join()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while read := source.recv(_AT_ONCE):
                target.sendall(read)
        for end in (source, target):
            self.server.hang_up(end)


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    """A wire to that address for as long as the block lasts."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    assert parts.port is not None
    with Relay((parts.hostname, parts.port)) as relay:
        thread = threading.Thread(target=relay.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield relay
        relay.cut()
        relay.shutdown()
        thread.join()
