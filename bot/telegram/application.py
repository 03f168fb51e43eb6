"""The parts of the Telegram surface, joined."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.conversation.reply import Conversation
from bot.telegram.desk import Desk
from bot.telegram.errors import ErrorReport
from bot.telegram.handlers import Context, Service, on_membership, on_message, on_press
from bot.telegram.order import OneTurnPerChat
from bot.telegram.outbox import Outbox
from bot.telegram.pace import Pace
from bot.telegram.patience import quiet_the_library
from bot.telegram.receiving import ReadableUpdates, Unconfirmed

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

# A message that takes longer to hand over is sent again, and then it may arrive twice; answers of
# 30 s have been seen.
_READ_TIMEOUT_S = 65.0


@dataclass(frozen=True, slots=True)
class TelegramSurface:
    """Everything that runs; see `serving`."""

    application: TelegramApplication
    desk: Desk
    outbox: Outbox
    unconfirmed: Unconfirmed
    pace: Pace


def build_surface(
    conversation: Conversation,
    *,
    token: str,
    base_url: str | None,
    pace: Pace | None = None,
    unconfirmed: Unconfirmed | None = None,
) -> TelegramSurface:
    """
    The surface, not yet connected.

    :param base_url: scheme and host of a self-hosted Bot API server, None for Telegram's own.
    :param unconfirmed: those of a webhook; made where updates are fetched.
    """
    quiet_the_library()
    pace = pace or Pace()
    unconfirmed = unconfirmed or Unconfirmed()
    application = _application(token, base_url, unconfirmed)
    desk = Desk(conversation, pace)
    outbox = Outbox(application.bot, desk, pace)
    _add_handlers(application, Service(desk, outbox, unconfirmed, pace))
    return TelegramSurface(application, desk, outbox, unconfirmed, pace)


def _application(token: str, base_url: str | None, unconfirmed: Unconfirmed) -> TelegramApplication:
    builder = (
        ApplicationBuilder()
        .token(token)
        .request(HTTPXRequest(read_timeout=_READ_TIMEOUT_S))
        .get_updates_request(ReadableUpdates(connection_pool_size=1))
        # Telegram takes 30 messages a second from a bot and 20 a minute to a group (Bots FAQ).
        .rate_limiter(AIORateLimiter())
        .concurrent_updates(OneTurnPerChat(unconfirmed))
        # `receiving` fetches in its place: the library's updater confirms too early.
        .updater(None)
        .job_queue(None)
    )
    if base_url:
        host = base_url.rstrip("/")
        builder = builder.base_url(f"{host}/bot").base_file_url(f"{host}/file/bot")
    return builder.build()


def _add_handlers(application: TelegramApplication, service: Service) -> None:
    def served_by(
        handler: Callable[[Service, Update, Context], Coroutine[Any, Any, None]],
    ) -> Handler:
        return partial(handler, service)

    messages = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    application.add_handler(MessageHandler(messages, served_by(on_message)))
    application.add_handler(CallbackQueryHandler(served_by(on_press)))
    application.add_handler(
        ChatMemberHandler(served_by(on_membership), ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_error_handler(ErrorReport().on_error)
