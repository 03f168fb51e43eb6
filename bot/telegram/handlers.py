"""What happens when somebody writes, presses a button, or lets the bot in or out."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.conversation.reply import Incoming
from bot.telegram.desk import Desk
from bot.telegram.documents import fetched
from bot.telegram.errors import DELAYED, say
from bot.telegram.incoming import SentFile, read_message, read_press
from bot.telegram.outbox import Outbox
from bot.telegram.pace import Pace
from bot.telegram.receiving import Unconfirmed
from bot.telegram.streaming import LiveMessage
from bot.telegram.typing_signal import typing_signal

logger = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]

_DOUBLE_TAP_S = 2.0
_REMEMBERED_TAPS = 10_000


@dataclass(slots=True)
class Taps:
    """Which buttons were answered just now: each tap of a double tap has a query of its own."""

    _answered: OrderedDict[tuple[str, int, str], float] = field(default_factory=OrderedDict)

    def is_repeat(self, incoming: Incoming, message_id: int) -> bool:
        """Whether the same button was answered less than two seconds ago."""
        answered = self._answered.get((incoming.chat_id, message_id, incoming.action or ""))
        return answered is not None and time.monotonic() - answered < _DOUBLE_TAP_S

    def note(self, incoming: Incoming, message_id: int) -> None:
        """The button is answered now; its chat's next tap is looked at only after this."""
        key = (incoming.chat_id, message_id, incoming.action or "")
        self._answered[key] = time.monotonic()
        self._answered.move_to_end(key)
        if len(self._answered) > _REMEMBERED_TAPS:
            self._answered.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Service:
    """What the handlers work with."""

    desk: Desk
    outbox: Outbox
    unconfirmed: Unconfirmed
    pace: Pace
    taps: Taps = field(default_factory=Taps)


async def on_message(service: Service, update: Update, context: Context) -> None:
    """Somebody wrote or sent something, or changed what they wrote."""
    message = update.effective_message
    assert message is not None
    is_edit = update.edited_message is not None
    said = read_message(message, context.bot.bot, is_edit=is_edit)
    if isinstance(said, SentFile):
        async with fetched(context.bot, said) as incoming:
            await _answer(service, update, incoming)
    elif said is not None:
        await _answer(service, update, said)


async def on_press(service: Service, update: Update, _context: Context) -> None:
    """Somebody pressed a button; a double tap is one press."""
    query = update.callback_query
    assert query is not None
    await _stop_spinning(query)
    incoming = read_press(query)
    if incoming is None:
        return
    message_id = query.message.message_id if query.message else 0
    if service.taps.is_repeat(incoming, message_id):
        return
    await _answer(service, update, incoming)
    service.taps.note(incoming, message_id)


async def on_membership(_service: Service, update: Update, _context: Context) -> None:
    """Somebody blocked the bot, came back, or took it into a group or out of it."""
    change = update.my_chat_member
    assert change is not None
    was, now = change.old_chat_member.status, change.new_chat_member.status
    logger.info("chat %d: the bot was %s and is %s", change.chat.id, was, now)


async def _answer(service: Service, update: Update, incoming: Incoming) -> None:
    bot = update.get_bot()
    async with (
        LiveMessage(bot, incoming, service.pace) as live,
        typing_signal(bot, incoming.chat_id, service.pace.typing_every_s),
    ):
        listen = None if service.outbox.is_behind(incoming.chat_id) else live.hear
        reply = await service.desk.take(
            incoming, listen, partial(say, bot, incoming.chat_id, DELAYED)
        )
    is_backlog = service.unconfirmed.is_backlog(update.update_id)
    await service.outbox.deliver(incoming, reply, is_backlog=is_backlog, shown_in=live.message_id)


async def _stop_spinning(query: CallbackQuery) -> None:
    """Without an answer the button shows a progress bar (Bot API, CallbackQuery)."""
    try:
        await query.answer()
    except TelegramError as error:
        # Mostly "query is too old": the bot was away. The press counts all the same.
        logger.info("button press %s was not acknowledged: %s", query.id, error)
