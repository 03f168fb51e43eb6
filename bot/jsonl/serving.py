"""Serves a program line by line."""

from __future__ import annotations

import logging
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TextIO

from bot.conversation.reply import Conversation
from bot.jsonl.chats import Chats, Job
from bot.jsonl.line import SURFACE, Line, id_in, object_of, reason_of
from bot.jsonl.streams import MAX_LINE_BYTES, Output, lines_of
from bot.jsonl.writing import JsonObject, error_object, reply_as_json

logger = logging.getLogger(__name__)


def serve_jsonl(
    conversation: Conversation, source: TextIO, sink: TextIO, *, workers: int = 8
) -> None:
    """Answers line after line until the input ends or nobody reads the output any more."""
    output = Output(sink)
    with ThreadPoolExecutor(workers, "jsonl") as pool:
        chats = Chats(pool)
        for raw in lines_of(source):
            if output.is_closed:
                break
            chat, job = _job(conversation, raw, output)
            chats.add(chat, job)
        chats.finish()


def _job(conversation: Conversation, raw: bytes | None, output: Output) -> tuple[str, Job]:
    """The chat that a line belongs to ("" where that is not known), and what to do for it."""
    known: JsonObject = {}
    try:
        if raw is None:
            raise ValueError(f"the line is longer than {MAX_LINE_BYTES} bytes")
        known = object_of(raw)
        line = Line.model_validate(known)
    except ValueError as error:
        chat_id, message_id = id_in(known, "chat_id"), id_in(known, "message_id")
        refusal = error_object(reason_of(error), chat_id, message_id)
        return str(chat_id or ""), partial(output.write, refusal)
    message_id = uuid.uuid4().hex if line.message_id is None else line.message_id
    return str(line.chat_id), partial(_answer, conversation, line, message_id, output)


def _answer(conversation: Conversation, line: Line, message_id: str | int, output: Output) -> None:
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
            output.write(
                error_object("the message could not be processed", line.chat_id, message_id)
            )
