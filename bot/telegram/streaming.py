"""An answer that is being written, shown in one message that is edited as it grows."""

from __future__ import annotations

import asyncio
import logging
import time
from types import TracebackType

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.conversation.reply import Incoming
from bot.telegram.drafts import Draft, is_unchanged, pointer_of
from bot.telegram.pace import Pace
from bot.telegram.patience import told_wait_s
from bot.telegram.rendering import split_plain
from bot.telegram.splitting import LIMIT

logger = logging.getLogger(__name__)

_GOES_ON = " …"
_LAST_REQUEST_WITHIN_S = 3.0
"""How long the complete answer waits for a request that is under way when it is ready."""


class LiveMessage:
    """
    Shows what it hears, at most as often as Telegram takes edits; `message_id` once there is one.

    It only ever hears sentences that are checked. Whatever Telegram refuses here does no harm: the
    complete answer takes the message's place, or comes as a message of its own.
    """

    def __init__(self, bot: Bot, incoming: Incoming, pace: Pace) -> None:
        self._bot, self._incoming = bot, incoming
        is_group = incoming.chat_id.startswith("-")
        self._every_s = pace.edit_in_group_every_s if is_group else pace.edit_every_s
        self._loop = asyncio.get_running_loop()
        self._text, self._shown = "", ""
        self._next_at = 0.0
        self._heard, self._ended = asyncio.Event(), asyncio.Event()
        self._showing: asyncio.Task[None] | None = None
        self.message_id: int | None = None

    def hear(self, text: str) -> None:
        """Takes the checked part of the answer; may be called from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._take, text)
        except RuntimeError:
            # The surface has stopped meanwhile; the answer is sent at the next start.
            logger.info("chat %s: nobody shows the answer any more", self._incoming.chat_id)

    async def __aenter__(self) -> LiveMessage:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Shows no more, and waits until Telegram takes the next edit of this message."""
        self._ended.set()
        self._heard.set()
        if self._showing is not None:
            # Not cancelled: a message that was sent and whose id is not known would stay for ever.
            await asyncio.wait({self._showing}, timeout=_LAST_REQUEST_WITHIN_S)
        if self.message_id is not None:
            await asyncio.sleep(min(max(self._next_at - time.monotonic(), 0.0), self._every_s))

    def _take(self, text: str) -> None:
        self._text = text
        self._heard.set()
        if self._showing is None and not self._ended.is_set():
            self._showing = asyncio.create_task(self._show())

    async def _show(self) -> None:
        """Until the end; each time the newest text, however many came in between."""
        while not self._ended.is_set():
            await self._heard.wait()
            self._heard.clear()
            if self._ended.is_set() or self._text == self._shown:
                continue
            wait_s = await self._put(self._text)
            if wait_s is None:
                return
            self._next_at = time.monotonic() + wait_s
            try:
                await asyncio.wait_for(self._ended.wait(), wait_s)
            except TimeoutError:
                if self._text != self._shown:
                    self._heard.set()

    async def _put(self, text: str) -> float | None:
        """Sends or edits; the seconds until the next time, None if there is to be none."""
        try:
            await self._send(text)
        except RetryAfter as told:
            return told_wait_s(told)
        except BadRequest as refusal:
            if is_unchanged(refusal):
                return self._every_s
            logger.warning("chat %s: not shown while written: %s", self._incoming.chat_id, refusal)
            return None
        except TelegramError as failure:
            logger.info("chat %s: not shown while written: %s", self._incoming.chat_id, failure)
            return None
        self._shown = text
        return self._every_s

    async def _send(self, text: str) -> None:
        plain = split_plain(text, LIMIT - len(_GOES_ON))[0] + _GOES_ON
        draft = Draft(
            self._incoming.chat_id,
            None,
            plain,
            reply_to=pointer_of(self._incoming),
            edits=self.message_id,
        )
        self.message_id = await draft.send(self._bot)
