"""All surfaces of one process, side by side until a signal."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import signal
import socket
from dataclasses import replace

from bot.case_rounds import serve_case_rounds
from bot.conversation.messages_out import MessagesOut
from bot.telegram.announcing import Announcements, DueT, serve_announcements
from bot.telegram.pace import Pace
from bot.telegram.serving import serve_telegram
from bot.telegram.webhook import Webhook
from bot.web.app import create_app
from bot.web.figures_kept import serve_figures
from bot.web.news import serve_news
from bot.web.parts import WebParts
from bot.web.serving import serve_web
from knowledge.figures.keeping import Counting
from knowledge.following.notices import Notice

logger = logging.getLogger(__name__)


def serve_surfaces(
    parts: WebParts, listener: socket.socket, announcements: Announcements[Notice] | None = None
) -> None:
    """
    Serves the web pages, and Telegram where a token is set, until SIGINT or SIGTERM.

    To be called in the main thread. Turns under way are ended first; one surface that cannot go on
    ends the other as well.

    :param announcements: what people are told unasked; None tells nothing.
    :raises bot.telegram.serving.TokenRefused: if Telegram does not accept the token, now or later.
    """
    asyncio.run(_until_signal(parts, listener, announcements))


async def _until_signal(
    parts: WebParts, listener: socket.socket, announcements: Announcements[Notice] | None
) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    webhook = _webhook(parts)
    surfaces = [asyncio.create_task(serve_web(create_app(parts, webhook), listener, stop))]
    token = parts.settings.telegram_bot_token
    if token is not None:
        telegram = serve_telegram(
            parts.conversation,
            stop,
            token=token.get_secret_value(),
            base_url=parts.settings.telegram_api_base_url,
            webhook=webhook,
        )
        surfaces.append(asyncio.create_task(telegram))
        pace = Pace()
        written = replace(pace, notices_every_s=pace.messages_every_s)
        surfaces.append(_announcing(parts, stop, MessagesOut(parts.sessions), written))
        if announcements is not None:
            surfaces.append(_announcing(parts, stop, announcements, pace))
    if announcements is not None:
        surfaces.append(asyncio.create_task(serve_news(announcements, parts.sessions, stop)))
    surfaces.append(asyncio.create_task(serve_case_rounds(parts.sessions, stop)))
    surfaces.append(asyncio.create_task(serve_figures(parts.sessions, _counting(parts), stop)))
    await asyncio.wait(surfaces, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    endings = await asyncio.gather(*surfaces, return_exceptions=True)
    for fault in endings:
        if fault is not None:
            raise fault


def _announcing(
    parts: WebParts, stop: asyncio.Event, announcements: Announcements[DueT], pace: Pace
) -> asyncio.Task[None]:
    token = parts.settings.telegram_bot_token
    assert token is not None
    return asyncio.create_task(
        serve_announcements(
            announcements,
            stop,
            token=token.get_secret_value(),
            base_url=parts.settings.telegram_api_base_url,
            pace=pace,
        )
    )


def _counting(parts: WebParts) -> Counting:
    def district_of(text: str) -> str | None:
        return parts.workshop.glossary().district_of(text)

    return Counting(parts.settings.zone, district_of)


def _webhook(parts: WebParts) -> Webhook | None:
    """Where Telegram delivers, if it is to; the secret it sends along holds after a restart."""
    settings = parts.settings
    if not settings.telegram_webhook_url or not settings.webhook_path:
        return None
    if settings.telegram_bot_token is None:
        logger.warning("TELEGRAM_WEBHOOK_URL is set without TELEGRAM_BOT_TOKEN: nothing delivers")
        return None
    secret = hmac.new(parts.secret, b"telegram webhook", hashlib.sha256).hexdigest()
    return Webhook(settings.telegram_webhook_url, settings.webhook_path, secret)
