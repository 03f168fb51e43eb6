"""One message as it is handed to Telegram, and what to send when it is refused."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode

from bot.conversation.reply import Incoming, Reply
from bot.telegram.rendering import Part, UnsendableButton, render, split_plain
from bot.telegram.splitting import units

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SHORTEST_TO_SPLIT = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to a chat; `html` is None when it goes out as plain text."""

    chat_id: str
    html: str | None
    plain: str
    keyboard: InlineKeyboardMarkup | None = None
    reply_to: int | None = None

    async def send(self, bot: Bot) -> None:
        """
        Hands the message to Telegram.

        :raises TelegramError: of the kind that says why it was not taken.
        """
        reply_parameters = None
        if self.reply_to is not None:
            reply_parameters = ReplyParameters(self.reply_to, allow_sending_without_reply=True)
        await bot.send_message(
            int(self.chat_id),
            self.plain if self.html is None else self.html,
            parse_mode=None if self.html is None else ParseMode.HTML,
            reply_markup=self.keyboard,
            reply_parameters=reply_parameters,
            link_preview_options=_NO_PREVIEW,
        )


def drafts_of(incoming: Incoming, reply: Reply) -> list[Draft]:
    """The messages that answer this one; in a group the first points to the question."""
    drafts = [
        Draft(incoming.chat_id, part.html, part.plain, part.keyboard) for part in _parts_of(reply)
    ]
    if drafts and incoming.chat_id.startswith("-") and incoming.message_id.isdecimal():
        drafts[0] = replace(drafts[0], reply_to=int(incoming.message_id))
    return drafts


def instead_of(draft: Draft, refusal: str) -> list[Draft]:
    """
    What to send after Telegram's 400 with this description; nothing if no form would do.

    Each form gives up something (the markup, the length, the pointer), so this comes to an end.
    """
    said = refusal.lower()
    if "can't parse entities" in said and draft.html is not None:
        return [replace(draft, html=None)]
    if "too long" in said and units(draft.plain) >= _SHORTEST_TO_SPLIT:
        pieces = split_plain(draft.plain, units(draft.plain) // 2 + 1)
        plain = [Draft(draft.chat_id, None, piece) for piece in pieces]
        plain[0] = replace(plain[0], reply_to=draft.reply_to)
        plain[-1] = replace(plain[-1], keyboard=draft.keyboard)
        return plain
    if "repl" in said and "not found" in said and draft.reply_to is not None:
        return [replace(draft, reply_to=None)]
    return []


def _parts_of(reply: Reply) -> list[Part]:
    try:
        return render(reply)
    except UnsendableButton:
        # A fault of ours in a button must not keep the answer from the person.
        logger.exception("a %s reply goes out without its buttons", reply.status)
        return render(replace(reply, buttons=()))
