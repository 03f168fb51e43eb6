"""A person's conversation, read from the records and written as HTML."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.conversation.reply import Reply
from bot.web.messages import SURFACE, MessagesTo, MessageToSeeker
from bot.web.pages import TEMPLATES
from bot.web.showing import (
    REPLY,
    Labels,
    ShownTurn,
    labels_in,
    shown_message,
    shown_now,
    shown_turns,
)
from knowledge.database import SessionFactory
from knowledge.language import Lang
from knowledge.records.transcript import Spoken, transcript

SHOWN_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the conversation; `earlier` leads to what comes before, None if nothing does."""

    turns: list[ShownTurn]
    earlier: int | None
    newest_message: int


class History:
    """What the page shows besides the reply that was just given."""

    def __init__(
        self, sessions: SessionFactory, messages: MessagesTo, welcome: Callable[[Lang], Reply]
    ) -> None:
        self._sessions, self._messages = sessions, messages
        self._first_labels = {lang: labels_in(welcome(lang)) for lang in Lang}

    def is_empty(self, chat_id: str) -> bool:
        """Whether the person has not written yet, or has deleted everything."""
        return not transcript(self._sessions, SURFACE, chat_id, at_most=1)

    def has(self, chat_id: str, message_ids: Iterable[str]) -> bool:
        """Whether all these messages are among those that the page shows."""
        return set(message_ids) <= {turn.message_id for turn in self._spoken(chat_id, None)}

    def labels(self, chat_id: str, lang: Lang) -> Labels:
        """What stands on the buttons that the page shows, by their actions."""
        labels = dict(self._first_labels[lang])
        for turn in self._spoken(chat_id, None):
            labels |= labels_in(REPLY.validate_json(turn.reply))
        for message in self._messages.after(chat_id, 0):
            labels |= labels_in(message.reply)
        return labels

    def page(self, chat_id: str, lang: Lang, before: int | None = None) -> Page:
        """The newest turns with the messages between them, or those before an earlier page."""
        spoken = self._spoken(chat_id, before)
        is_full = len(spoken) > SHOWN_AT_ONCE
        spoken = spoken[-SHOWN_AT_ONCE:]
        messages = self._messages.after(chat_id, 0)
        newest = max((message.number for message in messages), default=0)
        if before is not None:
            last_at = spoken[-1].at if spoken else None
            messages = [m for m in messages if last_at is not None and m.at <= last_at]
        else:
            self._messages.note_shown(chat_id, newest)
        labels = dict(self._first_labels[lang])
        for message in messages:
            labels |= labels_in(message.reply)
        turns = shown_turns(spoken, messages, labels, lang)
        return Page(turns, spoken[0].number if is_full else None, newest)

    def new_messages(self, chat_id: str, after: int) -> list[MessageToSeeker]:
        """What came to the chat since, which the page now shows."""
        found = self._messages.after(chat_id, after)
        if found:
            self._messages.note_shown(chat_id, found[-1].number)
        return found

    def _spoken(self, chat_id: str, before: int | None) -> list[Spoken]:
        return transcript(
            self._sessions, SURFACE, chat_id, at_most=SHOWN_AT_ONCE + 1, before=before
        )


@dataclass(frozen=True, slots=True)
class Fragments:
    """Writes single turns for a page that is open; `token` is the one of that page's person."""

    lang: Lang
    token: str

    def of_reply(self, anchor: str, said: str, reply: Reply) -> str:
        """A turn that has just been taken, as HTML."""
        return self._written(shown_now(anchor, said, reply))

    def of_message(self, message: MessageToSeeker) -> str:
        """A message that came by itself, as HTML."""
        return self._written(shown_message(message))

    def _written(self, turn: ShownTurn) -> str:
        template = TEMPLATES.get_template("turn.html")
        return template.render(turn=turn, lang=self.lang, token=self.token, form_id=new_form_id())


def new_form_id() -> str:
    """The id of a form on a page: what is sent twice with it counts once."""
    return secrets.token_hex(16)
