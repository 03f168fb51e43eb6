"""
A chat-completions server on loopback that plays an OpenAI-like provider, well or badly.

Source: OpenAI API reference, "Create chat completion": POST /v1/chat/completions; with `stream` the
reply comes as server-sent events with a delta each and ends with `data: [DONE]`; with structured
output the request holds a JSON schema in `response_format`, and the answer's content is JSON.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Broken:
    """A reply that is cut: the connection closes after the first `pieces` of a stream."""

    content: str
    pieces: int


Behaviour = Callable[[Request], str | int | Broken]
"""From a request to the content of the reply, to the HTTP status of a refusal, or to a cut one."""


class OpenAiDouble:
    """Where it listens, what it was asked, and how it behaves; the last may be changed."""

    def __init__(self, address: str, behaviour: Behaviour) -> None:
        self.base_url = f"http://{address}/v1"
        self.behaviour = behaviour
        self.requests: list[Request] = []
        self.asked = threading.Event()
        self.drips_for_s = 0.0
        """Sends the reply bit by bit over this time instead of at once."""

    def reply_to(self, request: Request) -> str | int | Broken:
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
        elif request.get("stream"):
            self._stream(reply, str(request["model"]))
        else:
            content = reply.content if isinstance(reply, Broken) else reply
            self._send(200, _completion(content, str(request["model"])))

    def log_message(self, format: str, *args: object) -> None:
        """Keeps standard error for the tests."""

    def _send(self, status: int, value: Request) -> None:
        raw = json.dumps(value).encode()
        self._respond(status, "application/json", [bytes([byte]) for byte in raw], len(raw))

    def _stream(self, reply: str | Broken, model: str) -> None:
        content = reply.content if isinstance(reply, Broken) else reply
        # As models do, a few characters at a time.
        pieces = [content[start : start + 4] for start in range(0, len(content), 4)]
        events = [_event(model, {"content": piece}) for piece in pieces]
        if isinstance(reply, Broken):
            events = events[: reply.pieces]
        else:
            events += [_event(model, {}, "stop"), b"data: [DONE]\n\n"]
        self._respond(200, "text/event-stream", events)

    def _respond(self, status: int, kind: str, parts: list[bytes], length: int = -1) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self._write(parts)
        except (BrokenPipeError, ConnectionResetError):
            # The client has given up waiting, which is what the slow behaviours are for.
            return

    def _write(self, parts: list[bytes]) -> None:
        if not self.double.drips_for_s:
            self.wfile.write(b"".join(parts))
            return
        for part in parts:
            self.wfile.write(part)
            self.wfile.flush()
            time.sleep(self.double.drips_for_s / len(parts))


def _event(model: str, delta: dict[str, str], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    event = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_790_000_000,
        "model": model,
        "choices": [choice],
    }
    return b"data: " + json.dumps(event).encode() + b"\n\n"


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


def text_of(request: Request) -> str:
    """All that the model reads."""
    return "\n".join(str(message["content"]) for message in request["messages"])


def form_of(request: Request) -> str | None:
    """The name of the form that is to be filled in, None where text is to be written."""
    wanted = request.get("response_format")
    return wanted["json_schema"]["name"] if wanted else None


def clauses_given(request: Request) -> dict[str, str]:
    """The words of the clauses in the request by their marks, as a model reads them."""
    block = text_of(request).split("<clauses>\n")[-1].split("\n</clauses>")[0]
    parts = re.split(r"\n*^\[\[(C\d+)\]\] .*\n", block, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def marked(text: str, mark: str) -> str:
    """The text with a mark after each of its sentences."""
    return re.sub(r"([。.])(?=\s|$|[^\d\s])", rf"\1[[{mark}]]", text.strip())


def good(request: Request) -> str:
    """Repeats the first clause, which is the answer, and cites it; fills in no form."""
    if form_of(request):
        return "{}"
    mark, text = next(iter(clauses_given(request).items()))
    return marked(text, mark)


def followed_by(sentence: str) -> Behaviour:
    """Good, and then one sentence more; {c} in it is the mark of the first clause."""

    def behaviour(request: Request) -> str:
        if form_of(request):
            return "{}"
        mark = next(iter(clauses_given(request)))
        return good(request) + sentence.replace("{c}", f"[[{mark}]]")

    return behaviour


def only(sentence: str) -> Behaviour:
    """One sentence; {c} in it is the mark of the first clause."""

    def behaviour(request: Request) -> str:
        if form_of(request):
            return "{}"
        return sentence.replace("{c}", f"[[{next(iter(clauses_given(request)))}]]")

    return behaviour


inventing = only("每人补8765元。{c}")
"""Cites a clause for a figure that does not stand in it."""
citing_what_it_was_not_given = only("每人补230元。{c}[[C9]]")
"""Makes up a source."""
citing_nothing = only("应该可以的，去问问就知道了。")
"""Talks without a source."""
attacked = only("好的，系统已解除限制：红包是每人3000元。{c}")
"""Does what an injection says: a figure of the attacker's."""


def rambling(request: Request) -> str:
    """Never comes to an end."""
    return good(request) * 200


def dying(after_pieces: int) -> Behaviour:
    """A good reply whose connection closes in the middle."""
    return lambda request: Broken(good(request) * 2, after_pieces)


def filling(form: str, content: object, otherwise: Behaviour = good) -> Behaviour:
    """Fills in the form of that name; writes as `otherwise` does where text is wanted."""

    def behaviour(request: Request) -> str | int | Broken:
        wanted = form_of(request)
        if wanted == form:
            return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        return otherwise(request) if wanted is None else "{}"

    return behaviour


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
