"""The Telegram surface at work in a thread, against a Bot API on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from bot.conversation.reply import Conversation
from bot.telegram.pace import Pace
from bot.telegram.serving import serve_telegram
from tests.bot_api_double import BotApi

QUICK = Pace(
    long_poll_s=1,
    between_fetches_s=0.02,
    send_attempts=3,
    first_backoff_s=0.02,
    longest_backoff_s=0.1,
    longest_told_wait_s=2.0,
    redelivery_every_s=0.3,
    typing_every_s=0.3,
    edit_every_s=0.1,
    edit_in_group_every_s=0.3,
    stop_within_s=3.0,
)


@contextmanager
def serving(conversation: Conversation, api: BotApi, pace: Pace = QUICK) -> Iterator[None]:
    """Serves until the block ends; a fault of the surface fails the test."""
    with until_left(
        lambda stop: serve_telegram(
            conversation, stop, token=api.token, base_url=api.url, pace=pace
        )
    ):
        yield


@contextmanager
def until_left(surface: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> Iterator[None]:
    """Runs the surface in a thread of its own until the block ends; its fault fails the test."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    served = asyncio.run_coroutine_threadsafe(surface(stop), loop)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        try:
            served.result(15)
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            loop.close()
