"""One message as it is handed to Telegram, and what to send when it is refused."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

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
    edits: int | None = None
    """The message that takes this text instead of a new one."""

    async def send(self, bot: Bot) -> int:
        """
        Hands the message to Telegram.

        :return: the id of the message that has the text now.
        :raises TelegramError: of the kind that says why it was not taken.
        """
        if self.edits is not None:
            await self._edit(bot, self.edits)
            return self.edits
        return (await self._send_new(bot)).message_id

    async def _send_new(self, bot: Bot) -> Message:
        reply_parameters = None
        if self.reply_to is not None:
            reply_parameters = ReplyParameters(self.reply_to, allow_sending_without_reply=True)
        return await bot.send_message(
            int(self.chat_id),
            self.plain if self.html is None else self.html,
            parse_mode=None if self.html is None else ParseMode.HTML,
            reply_markup=self.keyboard,
            reply_parameters=reply_parameters,
            link_preview_options=_NO_PREVIEW,
        )

    async def _edit(self, bot: Bot, message_id: int) -> None:
        try:
            await bot.edit_message_text(
                self.plain if self.html is None else self.html,
                chat_id=int(self.chat_id),
                message_id=message_id,
                parse_mode=None if self.html is None else ParseMode.HTML,
                reply_markup=self.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as refusal:
            # An edit whose answer was lost has been carried out when it is tried again.
            if not is_unchanged(refusal):
                raise


def is_unchanged(refusal: BadRequest) -> bool:
    """Whether Telegram refuses an edit because the message reads like that already."""
    return "not modified" in refusal.message.lower()


def pointer_of(incoming: Incoming) -> int | None:
    """The message that an answer in a group points to; None in a private chat."""
    is_group_message = incoming.chat_id.startswith("-") and incoming.message_id.isdecimal()
    return int(incoming.message_id) if is_group_message else None


def drafts_of(incoming: Incoming, reply: Reply, edits: int | None = None) -> list[Draft]:
    """
    The messages that answer this one; in a group the first points to the question.

    :param edits: the message that showed the answer while it was written, and is to hold it.
    """
    drafts = [
        Draft(incoming.chat_id, part.html, part.plain, part.keyboard) for part in _parts_of(reply)
    ]
    if drafts:
        drafts[0] = replace(drafts[0], reply_to=pointer_of(incoming), edits=edits)
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
        plain[0] = replace(plain[0], reply_to=draft.reply_to, edits=draft.edits)
        plain[-1] = replace(plain[-1], keyboard=draft.keyboard)
        return plain
    if draft.edits is not None and ("to edit not found" in said or "can't be edited" in said):
        return [replace(draft, edits=None)]
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
