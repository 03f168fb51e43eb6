"""The outer border of the Telegram surface: a fault is logged, and the person is told."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext

logger = logging.getLogger(__name__)

APOLOGY = (
    "抱歉，这条消息没有处理成功，请稍后再试，或拨打 023-12333。\n"
    "Sorry, this message could not be processed. Please try again later, or call 023-12333."
)
DELAYED = (
    "消息已收到，系统正忙，稍后自动回复，不用重发。\n"
    "Your message has arrived. The system is busy; the answer comes by itself, no need to resend."
)
_ONCE_IN_S = 60.0
_REMEMBERED = 10_000


class ErrorReport:
    """Handles what no handler caught; never raises."""

    def __init__(self) -> None:
        self._apologised: OrderedDict[int, float] = OrderedDict()

    async def on_error(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Logs the fault with its traceback and apologises, once per chat and minute."""
        update_id = update.update_id if isinstance(update, Update) else None
        logger.error("update %s failed", update_id, exc_info=context.error)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is not None and self._may_apologise(chat.id):
            await say(context.bot, chat.id, APOLOGY)

    def _may_apologise(self, chat_id: int) -> bool:
        now = time.monotonic()
        last = self._apologised.get(chat_id)
        if last is not None and now - last < _ONCE_IN_S:
            return False
        self._apologised[chat_id] = now
        self._apologised.move_to_end(chat_id)
        if len(self._apologised) > _REMEMBERED:
            self._apologised.popitem(last=False)
        return True


async def say(bot: Bot, chat_id: int | str, text: str) -> None:
    """Sends a word about the service itself; a failure is logged and nothing else."""
    try:
        await bot.send_message(chat_id, text)
    except TelegramError as error:
        logger.warning("chat %s: a word about a fault was not sent: %s", chat_id, error)
