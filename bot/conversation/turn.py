"""One turn, the same for every surface: a message in, a reply out, both on record."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from weakref import WeakValueDictionary

from pydantic import TypeAdapter

from bot.conversation.context import TurnContext
from bot.conversation.messages_out import introduced
from bot.conversation.news import PUSHED_ON
from bot.conversation.reply import Incoming, Reply
from bot.conversation.state import ChatState
from bot.conversation.texts import clean
from bot.dialogue.flow import Flow
from knowledge.answering.answer import Status
from knowledge.answering.model.protocol import ModelUse
from knowledge.database import SessionFactory, is_passing_fault
from knowledge.following.leaving_out import left_out
from knowledge.language import Lang, detect
from knowledge.people.personal_data import masked
from knowledge.people.storing import load_profile
from knowledge.records.messages import OutgoingMessage, pending_for
from knowledge.records.turns import (
    Seeker,
    TurnRecord,
    TurnTaken,
    find_or_add_seeker,
    mark_delivered,
    record_turn,
    stored_reply,
    undelivered_turns,
    was_delivered,
)

logger = logging.getLogger(__name__)

_REPLY = TypeAdapter(Reply)
_MASKED_AT_MOST = 10_000
"""Characters of a message that are kept; a longer one is refused and nobody reads the rest."""


class Turns:
    """The conversation behind all surfaces; see bot.conversation.reply.Conversation."""

    def __init__(self, sessions: SessionFactory, flow: Flow, today: Callable[[], date]) -> None:
        self._sessions, self._flow, self._today = sessions, flow, today
        self._locks: WeakValueDictionary[tuple[str, str], _ChatLock] = WeakValueDictionary()
        self._locks_guard = threading.Lock()

    def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        """
        The reply to one message; the same message twice gets the same reply once.

        :raises OperationalError: if the database is locked or full; the same message can be asked
            again then, see `is_passing_fault`.
        """
        # Two messages of one chat at once would read the same state and lose one's change.
        # It is held by its name, because the dictionary of locks forgets one that nobody holds.
        chat = self._lock(incoming)
        with chat.lock:
            seeker = find_or_add_seeker(self._sessions, incoming.surface, incoming.chat_id)
            before = stored_reply(self._sessions, seeker.seeker_id, incoming.message_id)
            if before is not None:
                return _REPLY.validate_json(before)
            return self._answer(incoming, seeker, ModelUse(listen))

    def undelivered(self, surface: str) -> list[tuple[Incoming, Reply]]:
        """Replies that were recorded but never confirmed as sent, oldest first."""
        return [
            (
                Incoming(surface, seeker.chat_id, turn.message_id, turn.masked_text, turn.action),
                _REPLY.validate_json(turn.reply),
            )
            for seeker, turn in undelivered_turns(self._sessions, surface)
        ]

    def delivered(self, surface: str, chat_id: str, message_id: str) -> None:
        """Notes that the reply to this message has reached the surface."""
        mark_delivered(self._sessions, surface, chat_id, message_id)

    def is_delivered(self, surface: str, chat_id: str, message_id: str) -> bool:
        """Whether the reply to this message is on record as having reached the surface."""
        return was_delivered(self._sessions, surface, chat_id, message_id)

    def _answer(self, incoming: Incoming, seeker: Seeker, model_use: ModelUse) -> Reply:
        started = time.perf_counter()
        turn = self._context(incoming, seeker)
        turn.model_use = model_use
        try:
            reply = self._flow.reply(turn, incoming)
        except Exception as fault:
            if is_passing_fault(fault):
                # Whoever asked asks again; a word of regret on record would be the last one.
                raise
            # The border of every surface: whatever went wrong, the person gets a word and staff
            # get a record with the traceback in the log.
            logger.exception(
                "turn failed chat=%s message=%s", seeker.seeker_id, incoming.message_id
            )
            reply = self._flow.menus.say(turn, "error", Status.ERROR)
        took_ms = (time.perf_counter() - started) * 1000
        steps = turn.trace.get("milliseconds", {})
        reply = replace(reply, timings_ms={**steps, "turn": round(took_ms, 3)})
        if turn.forget:
            return reply
        waiting = self._waiting_messages(turn)
        reply = _with_messages(reply, waiting)
        told = tuple(message.message_id for message in waiting)
        return self._recorded(incoming, turn, reply, took_ms, told=told)

    def _waiting_messages(self, turn: TurnContext) -> list[OutgoingMessage]:
        """What the bureau has to say, where the surface cannot say it before the person writes."""
        if turn.surface in PUSHED_ON:
            return []
        with self._sessions() as session:
            return pending_for(session, turn.seeker_id)

    def _context(self, incoming: Incoming, seeker: Seeker) -> TurnContext:
        text = clean(incoming.text or "")
        fixed = Lang(seeker.fixed_lang) if seeker.fixed_lang else None
        lang = incoming.lang or fixed or detect(text, Lang(seeker.last_lang))
        state = ChatState.model_validate(seeker.state)
        return TurnContext(
            seeker_id=seeker.seeker_id,
            text=text,
            masked=masked(text[:_MASKED_AT_MOST]),
            lang=lang,
            today=incoming.today or self._today(),
            state=state,
            profile=load_profile(self._sessions, seeker.seeker_id, state.acting_for),
            fixed_lang=fixed,
            surface=incoming.surface,
            message_id=incoming.message_id,
            case=seeker.case,
            may_queue=incoming.may_queue,
            left_out=partial(left_out, self._sessions, seeker.seeker_id),
        )

    def _recorded(
        self,
        incoming: Incoming,
        turn: TurnContext,
        reply: Reply,
        took_ms: float,
        *,
        told: tuple[int, ...],
    ) -> Reply:
        record = TurnRecord(
            seeker_id=turn.seeker_id,
            message_id=incoming.message_id,
            text=turn.text,
            masked_text=turn.masked,
            action=incoming.action or _document_action(incoming.document),
            lang=turn.lang,
            today=turn.today,
            route=turn.route,
            status=reply.status,
            reply=_REPLY.dump_json(reply).decode(),
            trace=turn.trace,
            release_id=turn.release_id,
            took_ms=took_ms,
            state=turn.state.model_dump(mode="json"),
            facts=turn.learned,
            fixed_lang=turn.fixed_lang,
            case_act=turn.case_act,
            acting_for=turn.state.acting_for,
            told=told,
            reply_text=reply.text,
            topics=_topics(reply),
        )
        try:
            record_turn(self._sessions, record)
        except TurnTaken:
            stored = stored_reply(self._sessions, turn.seeker_id, incoming.message_id)
            return _REPLY.validate_json(stored) if stored is not None else reply
        return reply

    def _lock(self, incoming: Incoming) -> _ChatLock:
        with self._locks_guard:
            key = (incoming.surface, incoming.chat_id)
            return self._locks.setdefault(key, _ChatLock())


class _ChatLock:
    """A lock that a weak dictionary can hold."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


def _with_messages(reply: Reply, waiting: list[OutgoingMessage]) -> Reply:
    """The reply with the messages after it, so that whoever asks for it again gets them again."""
    for one in map(introduced, waiting):
        reply = replace(
            reply,
            # A person is there: the assistant has no words of its own.
            text=f"{reply.text}\n\n{one.text}" if reply.text else one.text,
            citations=(*reply.citations, *one.citations),
            buttons=(*reply.buttons, *one.buttons),
        )
    return reply


def _topics(reply: Reply) -> tuple[str, ...]:
    cited = [citation.document_id for citation in reply.citations]
    return tuple(dict.fromkeys(cited + [finding.programme_id for finding in reply.findings]))


def _document_action(document: Path | None) -> str | None:
    return None if document is None else f"document:{document.suffix.lower()}"
