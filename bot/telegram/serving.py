"""Running the Telegram surface from its first connection to its stop."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Coroutine
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken

from bot.conversation.reply import Conversation
from bot.telegram.application import TelegramSurface, build_surface
from bot.telegram.commands import introduce
from bot.telegram.pace import Pace
from bot.telegram.patience import endless_connecting
from bot.telegram.receiving import confirm, receive
from bot.telegram.webhook import Webhook

logger = logging.getLogger(__name__)

_SENDABLE_TOKEN = re.compile(r"[A-Za-z0-9:_.~-]+")


class TokenRefused(Exception):
    """Telegram does not know the token, or it could not even be asked."""

    def __init__(self, token: str, base_url: str | None, reason: str) -> None:
        # The part before the colon is the bot's public id; the rest is the secret.
        bot_id = token.partition(":")[0] if ":" in token else "without an id"
        super().__init__(
            f"the token of bot {bot_id[:20]!r} was refused by"
            f" {base_url or 'https://api.telegram.org'} ({reason});"
            " compare TELEGRAM_BOT_TOKEN with what @BotFather shows"
        )


async def serve_telegram(
    conversation: Conversation,
    stop: asyncio.Event,
    *,
    token: str,
    base_url: str | None = None,
    pace: Pace | None = None,
    webhook: Webhook | None = None,
) -> None:
    """
    Serves Telegram until `stop` is set, then ends the turns under way.

    A network that is down is waited for, with a line in the log for each try.

    :param webhook: takes what Telegram delivers; None fetches updates.
    :raises TokenRefused: if Telegram does not accept the token, now or later.
    """
    if not _SENDABLE_TOKEN.fullmatch(token):
        raise TokenRefused(token, base_url, "it has characters that no token has")
    surface = build_surface(
        conversation,
        token=token,
        base_url=base_url,
        pace=pace,
        unconfirmed=webhook.delivered if webhook else None,
    )
    work = asyncio.create_task(_work(surface, webhook))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        work.cancel()
        stopping.cancel()
        ended, _ = await asyncio.gather(work, stopping, return_exceptions=True)
        await _shut_down(surface, webhook)
    if isinstance(ended, InvalidToken):
        # The library writes the token into its message, so the cause is not shown.
        raise TokenRefused(token, base_url, "Unauthorized or Not Found") from None
    if isinstance(ended, Exception):
        raise ended


async def _work(surface: TelegramSurface, webhook: Webhook | None) -> None:
    application, bot = surface.application, surface.application.bot
    await endless_connecting(surface.pace)(application.initialize)
    if webhook is None:
        # A webhook of earlier days would keep getUpdates from working (409).
        await endless_connecting(surface.pace)(bot.delete_webhook)
    await application.start()
    logger.info("Telegram: @%s answers", bot.username)
    # What was left when the process ended goes out before anything new is read.
    await _round(surface, surface.outbox.deliver_recorded())
    application.create_task(introduce(bot))
    redelivering = asyncio.create_task(_redeliver(surface))
    try:
        if webhook is None:
            await receive(bot, application.update_queue, surface.unconfirmed, pace=surface.pace)
        else:
            await webhook.open(bot, application.update_queue, surface.pace)
            await asyncio.Event().wait()
    finally:
        redelivering.cancel()


async def _redeliver(surface: TelegramSurface) -> None:
    while True:
        await asyncio.sleep(surface.pace.redelivery_every_s)
        await _round(surface, surface.outbox.deliver_postponed())


async def _round(surface: TelegramSurface, delivering: Coroutine[Any, Any, None]) -> None:
    """One round; a fault in it is reported at the application's border and ends only the round."""
    await asyncio.wait({surface.application.create_task(delivering)})


async def _shut_down(surface: TelegramSurface, webhook: Webhook | None) -> None:
    application = surface.application
    bot: Bot = application.bot
    if webhook is not None:
        webhook.close()
    surface.desk.stop_waiting()
    if application.running:
        try:
            await asyncio.wait_for(application.stop(), surface.pace.stop_within_s)
        except TimeoutError:
            logger.warning("some replies are still on their way; they go out at the next start")
        if webhook is None:
            await confirm(bot, surface.unconfirmed)
    await application.shutdown()
    # Where the connection never came about, the application has nothing to shut down but the bot.
    await bot.shutdown()
    surface.desk.close()
