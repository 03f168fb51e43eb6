"""A Bot API's HTTP side on loopback."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from tests.bot.telegram.telegram_rules import Refused

if TYPE_CHECKING:
    from tests.bot_api_double import BotApi


class Handler(BaseHTTPRequestHandler):
    """Hands calls to `api` and files out of it."""

    protocol_version = "HTTP/1.1"
    # Head and body in one packet: two would cost 40 ms of delayed acknowledgement each time.
    wbufsize = -1
    api: BotApi
    """Given by a subclass for each server."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        token, _, method = self.path.removeprefix("/bot").partition("/")
        if token != self.api.token:
            self._reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            return
        try:
            result = self.api.answer(method, dict(parse_qsl(body, keep_blank_values=True)))
        except Refused as no:
            answer = {"ok": False, "error_code": no.code, "description": no.description}
            self._reply(
                no.code, {**answer, "parameters": no.parameters} if no.parameters else answer
            )
            return
        if result == "drop":
            self.close_connection = True
            return
        self._reply(200, {"ok": True, "result": result})

    def do_GET(self) -> None:
        name = unquote(self.path).removeprefix(f"/file/bot{self.api.token}/")
        content = self.api.files.get(name)
        self._send(404 if content is None else 200, content or b"{}")

    def _reply(self, code: int, answer: dict) -> None:
        self._send(code, json.dumps(answer).encode())

    def _send(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class LoopbackServer(ThreadingHTTPServer):
    """A thread for each connection; a test does not wait for them."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away in the middle is no news here."""
