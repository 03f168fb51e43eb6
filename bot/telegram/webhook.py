"""
Updates that Telegram delivers, instead of being asked for them.

Telegram takes a 200 as "confirmed" (Bot API, setWebhook: it repeats "in case of an unsuccessful
request"), so an update is answered first and confirmed then: a kill in between has it come again,
and a message that comes again is answered once, as in `receiving`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from telegram import Bot, Update

from bot.telegram.pace import Pace
from bot.telegram.patience import endless_connecting
from bot.telegram.receiving import ALLOWED_UPDATES, Unconfirmed, is_readable

logger = logging.getLogger(__name__)

# Telegram waits about a minute for the answer to a delivery.
_ANSWERED_WITHIN_S = 50.0
_MOST_SETTLED = 10_000


class Delivered(Unconfirmed):
    """The delivered updates that are not answered yet, and whoever waits for that."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[int, asyncio.Event] = {}

    def settle(self, update_id: int) -> None:
        """The update is answered, or nobody can answer it."""
        super().settle(update_id)
        answered = self._answers.pop(update_id, None)
        if answered is not None:
            answered.set()
        if len(self._settled) > _MOST_SETTLED:
            self._settled = set(sorted(self._settled)[_MOST_SETTLED // 2 :])

    def answered(self, update_id: int) -> asyncio.Event:
        """Set once the update is settled."""
        if update_id in self._settled:
            event = asyncio.Event()
            event.set()
            return event
        return self._answers.setdefault(update_id, asyncio.Event())


class Webhook:
    """
    Takes deliveries for a Telegram surface; bot.web.webhook is its door.

    :param url: what Telegram is told; `path` is its path.
    :param secret: what Telegram sends along so that nobody else can speak for it.
    """

    def __init__(self, url: str, path: str, secret: str) -> None:
        self.url, self.path, self.secret = url, path, secret
        self.delivered = Delivered()
        self._bot: Bot | None = None
        self._queue: asyncio.Queue[object] | None = None

    async def open(self, bot: Bot, queue: asyncio.Queue[object], pace: Pace) -> None:
        """Tells Telegram where to deliver, and hands deliveries on from now on."""
        self._bot, self._queue = bot, queue
        await endless_connecting(pace)(
            bot.set_webhook,
            self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
        )
        logger.info("Telegram delivers to a webhook")

    def close(self) -> None:
        """Takes no more; Telegram keeps what comes and delivers it after the next start."""
        self._queue = None

    async def take(self, payload: bytes) -> bool:
        """Has the update answered; False if that did not come about and it is to come again."""
        update = self._read(payload)
        if update is None:
            return True
        if self._queue is None:
            return False
        if self.delivered.admit(update.update_id):
            self._queue.put_nowait(update)
        answered = self.delivered.answered(update.update_id)
        try:
            await asyncio.wait_for(answered.wait(), _ANSWERED_WITHIN_S)
        except TimeoutError:
            return False
        return True

    def _read(self, payload: bytes) -> Update | None:
        """The update; None for what nobody can read: it is passed over, or it came for ever."""
        try:
            found: Any = json.loads(payload)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("update_id"), int):
            logger.warning("a delivery of %d bytes is no update", len(payload))
            return None
        return Update.de_json(found, self._bot) if is_readable(found) else None
