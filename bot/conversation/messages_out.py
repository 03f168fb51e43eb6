"""What the bureau has to say to people who asked nothing just now, as the surfaces hand it over."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.answering.wording import Wording
from knowledge.database import SessionFactory, now
from knowledge.records.handing_over import (
    claim,
    give_back,
    mark_refused,
    mark_sent,
    mark_unsure,
    settle_left_behind,
)
from knowledge.records.messages import MessageKind, OutgoingMessage, pending

_REPLY = TypeAdapter(Reply)
_PARTS = ("citations", "findings", "posts", "buttons")
_WORDING = Wording.load(Path(__file__).with_name("messages_out.toml"))
_SETTLED_EVERY_S = 60.0


def reply_of(message: OutgoingMessage) -> Reply:
    """The message as a reply that any surface can show, without a word of whose it is."""
    whole = {
        **message.parts,
        "status": Status.NOTICE,
        "lang": message.lang,
        "text": message.text,
    }
    return _REPLY.validate_json(json.dumps(whole))


def introduced(message: OutgoingMessage) -> Reply:
    """The same with a line that says whose words they are, where that is not the assistant."""
    reply = reply_of(message)
    if message.kind not in (MessageKind.PERSON, MessageKind.CORRECTION):
        return reply
    head = _WORDING.text(f"from_{message.kind}", message.lang)
    return Reply(
        reply.status,
        reply.lang,
        f"{head}\n{reply.text}",
        citations=reply.citations,
        findings=reply.findings,
        posts=reply.posts,
        buttons=reply.buttons,
    )


def parts_of(reply: Reply) -> dict[str, Any]:
    """What a reply has beside its words, as a message keeps it."""
    whole = _REPLY.dump_python(reply, mode="json")
    return {name: whole[name] for name in _PARTS if whole[name]}


class MessagesOut:
    """Gives messages out to a surface that sends them, and notes what became of each."""

    def __init__(self, sessions: SessionFactory) -> None:
        self._sessions = sessions
        self._settled_at = float("-inf")

    def due(self, surface: str) -> list[OutgoingMessage]:
        """What waits, oldest first."""
        if time.monotonic() - self._settled_at > _SETTLED_EVERY_S:
            settle_left_behind(self._sessions, now())
            self._settled_at = time.monotonic()
        return pending(self._sessions, surface)

    def taken(self, message: OutgoingMessage) -> Reply | None:
        """The message, claimed; None where somebody else has it, or its person was forgotten."""
        return introduced(message) if claim(self._sessions, message.message_id) else None

    def sent(self, message: OutgoingMessage) -> None:
        """It has arrived."""
        mark_sent(self._sessions, message.message_id)

    def unsure(self, message: OutgoingMessage) -> None:
        """It may have arrived; it is not sent again, and staff see that."""
        mark_unsure(self._sessions, message.message_id)

    def not_sent(self, message: OutgoingMessage) -> None:
        """It has certainly not arrived; it is tried again."""
        give_back(self._sessions, message.message_id)

    def refused(self, message: OutgoingMessage) -> None:
        """The person takes no messages any more."""
        mark_refused(self._sessions, message.message_id)
