"""
Fetching updates so that a kill loses none.

Telegram forgets an update as soon as a later one is asked for (Bot API, getUpdates: "considered
confirmed as soon as getUpdates is called with an offset higher than its update_id"). The library's
own polling asks for the next ones while these are still being answered, so a kill in between would
lose them. Here the offset stays at the oldest unanswered update; what is fetched again meanwhile
is known and passed over.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.telegram.pace import Pace
from bot.telegram.patience import told_wait_s

logger = logging.getLogger(__name__)

# Source: Telegram Bot API, getUpdates: limit 1-100. It also bounds the answers under way.
FETCHED_AT_ONCE = 100
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class Unconfirmed:
    """The fetched updates that Telegram must not forget yet."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._settled: set[int] = set()
        self._next = 0
        self._backlog_until: int | None = None

    def next_offset(self) -> int:
        """Where the next fetch is to start; asking for it confirms everything before."""
        offset = min(self._open, default=self._next)
        # An answer to an earlier fetch may still bring those that were settled meanwhile; an
        # answer to this one brings none from before its offset.
        self._settled = {update_id for update_id in self._settled if update_id >= offset}
        return offset

    def admit(self, update_id: int) -> bool:
        """Whether the update is a new one; from now on it is open."""
        if update_id in self._open or update_id in self._settled:
            return False
        self._open.add(update_id)
        self._next = max(self._next, update_id + 1)
        return True

    def note_fetch(self, fetched: int) -> None:
        """A fetch that is not full has brought all that was there when it was made."""
        if self._backlog_until is None and fetched < FETCHED_AT_ONCE:
            self._backlog_until = self._next

    def is_backlog(self, update_id: int) -> bool:
        """Whether the update may be from before the start, and so may be answered already."""
        return self._backlog_until is None or update_id < self._backlog_until

    def settle(self, update_id: int) -> None:
        """The update is answered, or nobody can answer it."""
        self._open.discard(update_id)
        self._settled.add(update_id)


class ReadableUpdates(HTTPXRequest):
    """
    Replaces updates that the library cannot read by empty ones.

    Otherwise one of them would fail the whole batch, and the batch would be fetched for ever. An
    empty update has its id, so it is passed over and confirmed.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer to getUpdates, all of its updates readable."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer, dict) and isinstance(answer.get("result"), list):
            answer["result"] = [
                update if is_readable(update) else {"update_id": update["update_id"]}
                for update in answer["result"]
                if isinstance(update, dict) and isinstance(update.get("update_id"), int)
            ]
        return answer


def is_readable(update: dict[str, Any]) -> bool:
    """Whether the library can read the update; if not, that stands in the log."""
    copy = json.loads(json.dumps(update))
    try:
        Update.de_json(copy, None)
    except (AttributeError, KeyError, OverflowError, OSError, TypeError, ValueError):
        logger.warning("update %s cannot be read and is passed over", update["update_id"])
        return False
    return True


async def receive(
    bot: Bot, queue: asyncio.Queue[object], unconfirmed: Unconfirmed, *, pace: Pace
) -> None:
    """
    Puts new updates into the queue until cancelled; waits out what Telegram or the network do.

    :raises InvalidToken: if the token is withdrawn while running.
    """
    failures = 0
    while True:
        try:
            updates = await _fetch(bot, unconfirmed, pace)
        except InvalidToken:
            raise
        except TelegramError as error:
            failures += 1
            await asyncio.sleep(_wait_after(error, failures, pace))
            continue
        if failures:
            logger.info("updates arrive again after %d failed requests", failures)
        failures = 0
        fresh = [update for update in updates if unconfirmed.admit(update.update_id)]
        unconfirmed.note_fetch(len(updates))
        for update in fresh:
            queue.put_nowait(update)
        if not fresh:
            # Unanswered updates come back at once, and some servers do not hold the request open.
            await asyncio.sleep(pace.between_fetches_s)


async def confirm(bot: Bot, unconfirmed: Unconfirmed) -> None:
    """Has Telegram forget what is answered; what is not comes again at the next start."""
    try:
        await bot.get_updates(offset=unconfirmed.next_offset(), limit=1, timeout=0)
    except TelegramError as error:
        # Harmless: a message that comes twice is answered once.
        logger.info("the last updates could not be confirmed: %s", error)


async def _fetch(bot: Bot, unconfirmed: Unconfirmed, pace: Pace) -> tuple[Update, ...]:
    return await bot.get_updates(
        offset=unconfirmed.next_offset(),
        limit=FETCHED_AT_ONCE,
        timeout=pace.long_poll_s,
        allowed_updates=ALLOWED_UPDATES,
    )


def _wait_after(error: TelegramError, failures: int, pace: Pace) -> float:
    """The seconds to wait, told in the log for the person who runs this."""
    wait_s = min(pace.first_backoff_s * 2.0 ** min(failures - 1, 10), pace.longest_backoff_s)
    if isinstance(error, RetryAfter):
        wait_s = told_wait_s(error)
    if isinstance(error, Conflict):
        logger.error("another process receives this bot's messages; only one may: %s", error)
        return pace.longest_backoff_s
    if isinstance(error, TimedOut) and failures == 1:
        return 0.0
    logger.warning("no updates from Telegram (%s); trying again in %.1f s", error, wait_s)
    return wait_s
