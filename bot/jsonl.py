"""
The machine interface: one JSON object per line in, one per line out, in UTF-8.

A chat's lines are answered in their order, chats side by side; a line that cannot be served gets an
object with the status "error", and the next line is served.
"""

from __future__ import annotations

import json
import logging
import math
import os
import re
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Self, TextIO

from pydantic import BaseModel, BeforeValidator, ValidationError, model_validator
from pydantic_core import from_json

from bot.conversation.reply import Conversation, Incoming, Reply
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding
from knowledge.language import Lang
from knowledge.posts.match import Match

logger = logging.getLogger(__name__)

SURFACE = "jsonl"
MAX_LINE_BYTES = 2_000_000
_MAX_ID_CHARACTERS = 200
_UNDER_WAY_AT_MOST = 1000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# JSON allows these three in a string; many programs take them for the end of a line.
_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})

_CITATION_KEYS = (
    "clause_id",
    "document_id",
    "title",
    "issuer",
    "document_number",
    "level",
    "effective_from",
    "effective_to",
    "quote",
    "url",
    "evidence",
)
_FINDING_KEYS = (
    "programme_id",
    "title",
    "result",
    "met",
    "not_met",
    "not_known",
    "amount",
    "would_change",
)
_BUTTON_KEYS = ("text", "action")

Identity = str | int | None
JsonObject = dict[str, object]
Job = Callable[[], object]


def _identity(value: object) -> object:
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
        raise ValueError("must be a string or a whole number")
    if value is not None and not 1 <= len(str(value)) <= _MAX_ID_CHARACTERS:
        raise ValueError(f"must have 1 to {_MAX_ID_CHARACTERS} characters")
    return _text(value) if isinstance(value, str) else value


def _text(value: object) -> object:
    if value is not None and not isinstance(value, str):
        raise ValueError("must be a string")
    if value is not None and "\0" in value:
        raise ValueError("must not hold the NUL character")
    return value


def _day(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a date like 2026-11-22")
    return date.fromisoformat(value)


class _Line(BaseModel):
    """One line of input; keys that it does not know are ignored."""

    chat_id: Annotated[str | int, BeforeValidator(_identity)]
    message_id: Annotated[str | int | None, BeforeValidator(_identity)] = None
    text: Annotated[str | None, BeforeValidator(_text)] = None
    action: Annotated[str | None, BeforeValidator(_text)] = None
    document: Annotated[str | None, BeforeValidator(_text)] = None
    lang: Lang | None = None
    today: Annotated[date | None, BeforeValidator(_day)] = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        names = ("text", "action", "document")
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"one of text, action and document is needed, given: {', '.join(given) or 'none'}"
            )
        return self

    def as_incoming(self, message_id: str | int) -> Incoming:
        """The message that the line is."""
        document = None if self.document is None else Path(self.document)
        return Incoming(
            SURFACE,
            str(self.chat_id),
            str(message_id),
            self.text,
            self.action,
            document,
            self.lang,
            self.today,
        )


def reply_as_json(reply: Reply, chat_id: Identity, message_id: Identity) -> JsonObject:
    """The output object; numbers are finite, scores have 4 decimals and milliseconds 2."""
    return {
        "chat_id": chat_id,
        "message_id": message_id,
        "lang": reply.lang,
        "status": reply.status,
        "text": reply.text,
        "citations": [_picked(citation, _CITATION_KEYS) for citation in reply.citations],
        "findings": [_finding_as_json(finding) for finding in reply.findings],
        "posts": [_post_as_json(match) for match in reply.posts],
        "buttons": [[_picked(button, _BUTTON_KEYS) for button in row] for row in reply.buttons],
        "timings_ms": {name: _finite(ms, 2) for name, ms in reply.timings_ms.items()},
    }


def _picked(value: object, keys: tuple[str, ...]) -> JsonObject:
    # Named one by one: a field that the value gains later is no part of the interface.
    return {key: getattr(value, key) for key in keys}


def _finding_as_json(finding: Finding) -> JsonObject:
    citations = [_picked(citation, _CITATION_KEYS) for citation in finding.citations]
    return {**_picked(finding, _FINDING_KEYS), "citations": citations}


def _post_as_json(match: Match) -> JsonObject:
    return {
        "post_id": match.post.post_id,
        "kind": match.post.kind,
        "title": match.title,
        "employer": match.post.employer,
        "district": match.post.district,
        "wage": match.wage,
        "score": _finite(match.score, 4),
        "reasons": match.reasons,
        "cautions": match.cautions,
        "result": match.result,
        "failed_rules": match.failed_rules,
    }


def _finite(number: float, decimals: int) -> float | None:
    return round(float(number), decimals) if math.isfinite(number) else None


def serve_jsonl(
    conversation: Conversation, source: TextIO, sink: TextIO, *, workers: int = 8
) -> None:
    """Answers line after line until the input ends or nobody reads the output any more."""
    output = _Output(sink)
    with ThreadPoolExecutor(workers, "jsonl") as pool:
        chats = _Chats(pool)
        for raw in _lines(source):
            if output.is_closed:
                break
            chat, job = _job(conversation, raw, output)
            chats.add(chat, job)
        chats.finish()


def _job(conversation: Conversation, raw: bytes | None, output: _Output) -> tuple[str, Job]:
    """The chat that a line belongs to ("" where that is not known), and what to do for it."""
    known: JsonObject = {}
    try:
        if raw is None:
            raise ValueError(f"the line is longer than {MAX_LINE_BYTES} bytes")
        known = _object(raw)
        line = _Line.model_validate(known)
    except ValueError as error:
        chat_id, message_id = _id_in(known, "chat_id"), _id_in(known, "message_id")
        refusal = _error(_reason(error), chat_id, message_id)
        return str(chat_id or ""), partial(output.write, refusal)
    message_id = uuid.uuid4().hex if line.message_id is None else line.message_id
    return str(line.chat_id), partial(_answer, conversation, line, message_id, output)


def _answer(
    conversation: Conversation, line: _Line, message_id: str | int, output: _Output
) -> None:
    incoming, written = line.as_incoming(message_id), False
    # The border of this surface: the fault of one message must not end the others.
    try:
        reply = conversation.take(incoming)
        written = output.write(reply_as_json(reply, line.chat_id, message_id))
        if written:
            conversation.delivered(SURFACE, incoming.chat_id, incoming.message_id)
    except Exception:
        logger.exception("chat %s, message %s failed", incoming.chat_id, incoming.message_id)
        if not written:
            output.write(_error("the message could not be processed", line.chat_id, message_id))


def _object(raw: bytes) -> JsonObject:
    try:
        found = from_json(raw.removeprefix(_BYTE_ORDER_MARK))
    except ValueError as error:
        raise ValueError(f"the line is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"the line is not a JSON object but of type {type(found).__name__}")
    return found


def _id_in(known: JsonObject, name: str) -> Identity:
    """The id if it can be returned as given; an error needs its sender even so."""
    value = known.get(name)
    try:
        _identity(value)
    except ValueError:
        return None
    return value if isinstance(value, str | int) else None


def _reason(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    return f"{first['loc'][0]}: {message}" if first["loc"] else message


def _error(reason: str, chat_id: Identity, message_id: Identity) -> JsonObject:
    return reply_as_json(Reply(Status.ERROR, Lang.EN, reason), chat_id, message_id)


def _lines(source: TextIO) -> Iterator[bytes | None]:
    """The lines as bytes, None for one that is too long to be held."""
    # A text stream would end at the first byte that its encoding does not know.
    stream = getattr(source, "buffer", source)
    while line := stream.readline(MAX_LINE_BYTES + 1):
        raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        if len(line) <= MAX_LINE_BYTES:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
            raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
        yield None


class _Output:
    """Whole lines in the order in which they are ready, each written through at once."""

    def __init__(self, sink: TextIO) -> None:
        self._sink = sink
        self._lock = threading.Lock()
        self.is_closed = False

    def write(self, answer: JsonObject) -> bool:
        """Whether the line was taken; once nobody reads any more, none is."""
        text = json.dumps(answer, ensure_ascii=False).translate(_LINE_BREAKS) + "\n"
        raw = text.encode("utf-8", "replace")
        with self._lock:
            if self.is_closed:
                return False
            try:
                self._put(raw)
            except BrokenPipeError:
                self._close()
            return not self.is_closed

    def _put(self, raw: bytes) -> None:
        binary = getattr(self._sink, "buffer", None)
        if binary is None:
            self._sink.write(raw.decode())
        else:
            binary.write(raw)
        self._sink.flush()

    def _close(self) -> None:
        """Nobody reads: what the interpreter flushes at its exit goes nowhere, without a word."""
        # Source: Python documentation, signal module, "Note on SIGPIPE".
        self.is_closed = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._sink.fileno())
        os.close(nowhere)


class _Chats:
    """Jobs of one chat one after the other, jobs of many chats at once and by turns."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Job]] = {}
        self._places = threading.Semaphore(_UNDER_WAY_AT_MOST)

    def add(self, chat: str, job: Job) -> None:
        """Has the job done after the chat's earlier ones; waits while too many are under way."""
        self._places.acquire()
        with self._lock:
            queue = self._waiting.setdefault(chat, deque())
            queue.append(job)
            if len(queue) == 1:
                self._pool.submit(self._do_next, chat)

    def finish(self) -> None:
        """Returns when all jobs are done."""
        for _ in range(_UNDER_WAY_AT_MOST):
            self._places.acquire()

    def _do_next(self, chat: str) -> None:
        job = self._waiting[chat][0]
        try:
            job()
        finally:
            with self._lock:
                queue = self._waiting[chat]
                queue.popleft()
                # To the end of the line: a chat with many jobs must not hold up the others.
                if queue:
                    self._pool.submit(self._do_next, chat)
                else:
                    del self._waiting[chat]
            self._places.release()
