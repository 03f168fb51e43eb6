"""Turns and replies as the templates write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from bot.conversation.reply import Reply
from bot.telegram.cards import cards_of, printable
from bot.web.messages import MessageToSeeker
from bot.web.pages import WORDING
from bot.web.shown_cards import ShownButtons, ShownCard, shown_buttons, shown_card
from knowledge.language import Lang
from knowledge.records.transcript import Spoken

REPLY = TypeAdapter(Reply)
Labels = dict[str, str]
_DOCUMENT = "document:"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph; a quote is a literal part of a clause."""

    text: str
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class ShownReply:
    """One reply, ready to be written."""

    lang: Lang
    paragraphs: tuple[tuple[Segment, ...], ...]
    cards: tuple[ShownCard, ...]
    buttons: ShownButtons


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """What a person said and what came back; `said` is None where nobody asked."""

    anchor: str
    said: str | None
    reply: ShownReply
    at: datetime | None = None
    is_from_person: bool = False


def shown_reply(reply: Reply) -> ShownReply:
    """The reply with its quotes set apart and its posts and sources as cards."""
    quotes = [quote for c in reply.citations if (quote := printable(c.quote).strip())]
    return ShownReply(
        reply.lang,
        tuple(_segments(paragraph, quotes) for paragraph in _paragraphs(reply.text)),
        tuple(shown_card(card) for card in cards_of(reply)),
        shown_buttons(reply.buttons),
    )


def shown_now(anchor: str, said: str | None, reply: Reply) -> ShownTurn:
    """A turn that has just been taken, or the welcome, which nobody asked for."""
    return ShownTurn(anchor, said, shown_reply(reply))


def shown_turns(
    spoken: Sequence[Spoken], messages: Iterable[MessageToSeeker], labels: Labels, lang: Lang
) -> list[ShownTurn]:
    """
    The conversation in the order of time.

    :param labels: those of buttons that were there before the first of the turns.
    :param lang: the language of words that are ours.
    """
    shown, labels = [], dict(labels)
    for turn in spoken:
        reply = REPLY.validate_json(turn.reply)
        said = said_by(turn.text, turn.action, labels, lang)
        shown.append(ShownTurn(turn.message_id, said, shown_reply(reply), turn.at))
        labels.update(labels_in(reply))
    first_at = spoken[0].at if spoken else None
    shown += [shown_message(m) for m in messages if first_at is None or m.at >= first_at]
    return sorted(shown, key=lambda turn: turn.at.timestamp() if turn.at else 0.0)


def shown_message(message: MessageToSeeker) -> ShownTurn:
    """A message that nobody asked for just now."""
    anchor = f"message-{message.number}"
    reply = shown_reply(message.reply)
    return ShownTurn(anchor, None, reply, message.at, message.is_from_person)


def labels_in(reply: Reply) -> Labels:
    """What stands on the buttons of a reply, by their actions."""
    return {button.action: button.text for row in reply.buttons for button in row}


def said_by(text: str, action: str | None, labels: Labels, lang: Lang) -> str:
    """What a person said, in words: a text, a button's label, a command, a document."""
    if action is None:
        return printable(text)
    if action.startswith(_DOCUMENT):
        suffix = action.removeprefix(_DOCUMENT).removeprefix(".").upper()
        return WORDING.text("sent_document", lang, kind=suffix).rstrip()
    if action in labels:
        return printable(labels[action])
    if action.startswith("command:"):
        return "/" + action.removeprefix("command:").replace(":", " ")
    return WORDING.text("pressed", lang)


def _paragraphs(text: str) -> list[str]:
    found = (paragraph.strip("\n ") for paragraph in re.split(r"\n[ \t]*\n", printable(text)))
    return [paragraph for paragraph in found if paragraph]


def _segments(paragraph: str, quotes: Sequence[str]) -> tuple[Segment, ...]:
    """The paragraph; the first clause that it quotes is set apart."""
    quote = next((quote for quote in quotes if quote in paragraph), None)
    if quote is None:
        return (Segment(paragraph),)
    before, _, after = paragraph.partition(quote)
    found = (Segment(before.strip()), Segment(quote, is_quote=True), Segment(after.strip()))
    return tuple(segment for segment in found if segment.text)
