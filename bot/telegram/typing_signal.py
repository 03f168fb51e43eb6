"""The sign that an answer is being written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

logger = logging.getLogger(__name__)

_WAIT_FOR_SIGNAL_S = 1.0


@asynccontextmanager
async def typing_signal(bot: Bot, chat_id: str, every_s: float) -> AsyncIterator[None]:
    """
    Shows the sign in a private chat while the body runs.

    The first signal is waited for at the end, a second at most, so that none comes after the
    answer. Groups get none: it would count against their 20 messages a minute.
    """
    if chat_id.startswith("-"):
        yield
        return
    first = asyncio.Event()
    signals = asyncio.create_task(_signal(bot, int(chat_id), first, every_s))
    try:
        yield
        with suppress(TimeoutError):
            await asyncio.wait_for(first.wait(), _WAIT_FOR_SIGNAL_S)
    finally:
        signals.cancel()


async def _signal(bot: Bot, chat_id: int, first: asyncio.Event, every_s: float) -> None:
    while True:
        try:
            await bot.send_chat_action(chat_id, ChatAction.TYPING)
        except TelegramError as error:
            logger.info("chat %d: no typing signal: %s", chat_id, error)
        first.set()
        await asyncio.sleep(every_s)
