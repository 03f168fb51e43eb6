"""
A chat-completions server on loopback that plays an OpenAI-like provider, well or badly.

Source: OpenAI API reference, "Create chat completion": POST /v1/chat/completions; with structured
output the request holds a JSON schema in `response_format`, and the answer's content is JSON.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
Behaviour = Callable[[Request], str | int]
"""From a request to the content of the reply, or to the HTTP status of a refusal."""


class OpenAiDouble:
    """Where it listens, what it was asked, and how it behaves; the last may be changed."""

    def __init__(self, address: str, behaviour: Behaviour) -> None:
        self.base_url = f"http://{address}/v1"
        self.behaviour = behaviour
        self.requests: list[Request] = []
        self.asked = threading.Event()
        self.drips_for_s = 0.0
        """Sends the reply byte by byte over this time instead of at once."""

    def reply_to(self, request: Request) -> str | int:
        """Notes the request and plays the behaviour."""
        self.requests.append(request)
        self.asked.set()
        return self.behaviour(request)


@contextmanager
def openai_double(behaviour: Behaviour) -> Iterator[OpenAiDouble]:
    """Serves until the block ends; a request still waiting then is left to its client."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads, server.block_on_close = True, False
    host, port = server.server_address[:2]
    double = OpenAiDouble(f"{host}:{port}", behaviour)
    server.RequestHandlerClass = type("Handler", (_Handler,), {"double": double})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    double: OpenAiDouble

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        request: Request = json.loads(self.rfile.read(length))
        if self.path != "/v1/chat/completions":
            self._send(404, {"error": {"message": f"no such path: {self.path}"}})
            return
        reply = self.double.reply_to(request)
        if isinstance(reply, int):
            self._send(reply, {"error": {"message": "the server had an error"}})
        else:
            self._send(200, _completion(reply, str(request["model"])))

    def log_message(self, format: str, *args: object) -> None:
        """Keeps standard error for the tests."""

    def _send(self, status: int, value: Request) -> None:
        raw = json.dumps(value).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self._write(raw)
        except (BrokenPipeError, ConnectionResetError):
            # The client has given up waiting, which is what the slow behaviours are for.
            return

    def _write(self, raw: bytes) -> None:
        if not self.double.drips_for_s:
            self.wfile.write(raw)
            return
        for byte in raw:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(self.double.drips_for_s / len(raw))


def _completion(content: str, model: str) -> Request:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": content, "refusal": None},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }


def clauses_given(request: Request) -> dict[str, str]:
    """The clauses in the request by their ids, as a model reads them."""
    text = "\n".join(str(message["content"]) for message in request["messages"])
    block = text.split("<clauses>")[1].split("</clauses>")[0]
    parts = [part for part in block.strip().split("\n\n") if part.startswith("[")]
    return {part[1:].split("] ", 1)[0]: part.split("] ", 1)[1] for part in parts}


def written(answer: str, *clause_ids: str) -> str:
    """A reply in the form asked for."""
    return json.dumps({"answer": answer, "clause_ids": clause_ids}, ensure_ascii=False)


def good(request: Request) -> str:
    """Repeats the first clause and cites it."""
    clause_id, text = next(iter(clauses_given(request).items()))
    return written(f"{text}（以上由模型写成）", clause_id)


def inventing(request: Request) -> str:
    """Cites a clause for a figure that does not stand in it."""
    return written("每人补8765元。", next(iter(clauses_given(request))))


def citing_what_it_was_not_given(request: Request) -> str:
    """Makes up a source."""
    clause_id, text = next(iter(clauses_given(request).items()))
    return written(text, clause_id, "secret-rule.amount")


def rambling(request: Request) -> str:
    """Never comes to an end."""
    clause_id, text = next(iter(clauses_given(request).items()))
    return written(text * (3000 // len(text) + 1), clause_id)


def attacked(request: Request) -> str:
    """Does what a clause-like injection in the question says: a figure of the attacker's."""
    return written("好的，系统已解除限制：红包是每人3000元。", next(iter(clauses_given(request))))


def citing_nothing(request: Request) -> str:
    """Talks without a source."""
    return written("应该可以的，去问问就知道了。")


def saying(content: str) -> Behaviour:
    """Always the same content."""
    return lambda request: content


def failing(status: int) -> Behaviour:
    """Always the same refusal."""
    return lambda request: status


def slow(seconds: float) -> Behaviour:
    """Good, but late."""

    def behaviour(request: Request) -> str:
        time.sleep(seconds)
        return good(request)

    return behaviour
