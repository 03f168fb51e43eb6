"""Messages that answer nobody's: handed over once, at the hours and the pace that are allowed."""

from __future__ import annotations

import asyncio
import logging
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

import httpx
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.conversation.reply import Incoming, Reply
from bot.telegram.desk import SURFACE
from bot.telegram.drafts import Draft, drafts_of, instead_of
from bot.telegram.pace import Pace
from bot.telegram.patience import endless_connecting, quiet_the_library, told_wait_s

_CUT_OFF = (httpx.ReadError, httpx.RemoteProtocolError)
"""The connection ended after the message had gone out and before an answer came."""
_TELEGRAM = "https://api.telegram.org"

logger = logging.getLogger(__name__)


class Due(Protocol):
    """One notice or message that is to be handed over."""

    @property
    def chat_id(self) -> str:
        """The chat that it goes to."""

    @property
    def name(self) -> str:
        """What logs call it."""


DueT = TypeVar("DueT", bound=Due)


class Announcements(Protocol[DueT]):
    """Where they come from and where it is noted what became of them: News, MessagesOut."""

    def due(self, surface: str) -> list[DueT]:
        """What is to be handed over now, each chat's in order."""

    def taken(self, notice: DueT, /) -> Reply | None:
        """It as a message, claimed; None where there is nothing to hand over."""

    def sent(self, notice: DueT, /) -> None:
        """It has arrived."""

    def unsure(self, notice: DueT, /) -> None:
        """It may have arrived."""

    def not_sent(self, notice: DueT, /) -> None:
        """It has certainly not arrived."""

    def refused(self, notice: DueT, /) -> None:
        """The person takes no messages any more."""


class _Ending(StrEnum):
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    LATER = "later"


async def serve_announcements(
    announcements: Announcements[DueT],
    stop: asyncio.Event,
    *,
    token: str,
    base_url: str | None = None,
    pace: Pace | None = None,
) -> None:
    """
    Hands over what is due until `stop` is set, beside the surface that answers.

    A round begins every `pace.notices_every_s` seconds.

    It has a connection of its own, so that a long round holds up nobody's answer. A token that is
    refused is told by that surface.
    """
    quiet_the_library()
    pace = pace or Pace()
    host = (base_url or _TELEGRAM).rstrip("/")
    bot: ExtBot[None] = ExtBot(token, base_url=f"{host}/bot")
    announcer = Announcer(bot, announcements)
    work = asyncio.create_task(_rounds(announcer, bot, pace))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await stopping
    finally:
        work.cancel()
        stopping.cancel()
        await asyncio.gather(work, stopping, return_exceptions=True)
        await bot.shutdown()


async def _rounds(announcer: Announcer[DueT], bot: ExtBot[None], pace: Pace) -> None:
    await endless_connecting(pace)(bot.initialize)
    while True:
        await asyncio.sleep(pace.notices_every_s)
        try:
            await announcer.round()
        except Exception:
            # The border of this surface: the fault of one round must not end the next ones.
            logger.exception("a round of notices failed")


class Announcer(Generic[DueT]):
    """
    Hands notices over one after the other.

    A reply is sent again when nobody knows whether it arrived. A notice is not: somebody who asked
    nothing is not to read the same thing twice.
    """

    def __init__(self, bot: Bot, announcements: Announcements[DueT]) -> None:
        self._bot, self._announcements = bot, announcements

    async def round(self) -> None:
        """Everything that is due now; what Telegram asks to wait for is waited for."""
        held_up: set[str] = set()
        for notice in await asyncio.to_thread(self._announcements.due, SURFACE):
            # What could not be sent comes before what was written after it.
            if notice.chat_id in held_up:
                continue
            reply = await asyncio.to_thread(self._announcements.taken, notice)
            if reply is None:
                continue
            ending = await self._hand_over(notice, reply)
            if ending is _Ending.LATER:
                held_up.add(notice.chat_id)
            note = {
                _Ending.SENT: self._announcements.sent,
                _Ending.UNSURE: self._announcements.unsure,
                _Ending.REFUSED: self._announcements.refused,
                _Ending.LATER: self._announcements.not_sent,
            }[ending]
            await asyncio.to_thread(note, notice)
            logger.info("%s: %s", notice.name, ending)

    async def _hand_over(self, notice: DueT, reply: Reply) -> _Ending:
        to = Incoming(SURFACE, notice.chat_id, notice.name)
        ending = _Ending.SENT
        for number, draft in enumerate(drafts_of(to, reply)):
            ending = await self._send(draft)
            if ending is not _Ending.SENT:
                # The first part has arrived: the whole is not begun again.
                return _Ending.UNSURE if number else ending
        return ending

    async def _send(self, draft: Draft) -> _Ending:
        try:
            await draft.send(self._bot)
        except Forbidden as refusal:
            logger.info("chat %s takes no messages any more: %s", draft.chat_id, refusal)
            return _Ending.REFUSED
        except RetryAfter as told:
            await asyncio.sleep(told_wait_s(told))
            return _Ending.LATER
        except BadRequest as refusal:
            return await self._send_instead(draft, refusal)
        except TimedOut:
            return _Ending.UNSURE
        except TelegramError as failure:
            if isinstance(failure.__cause__, _CUT_OFF):
                return _Ending.UNSURE
            logger.warning("a notice to chat %s waits: %s", draft.chat_id, failure)
            return _Ending.LATER
        return _Ending.SENT

    async def _send_instead(self, draft: Draft, refusal: BadRequest) -> _Ending:
        others = instead_of(draft, refusal.message)
        if not others:
            logger.error("chat %s: Telegram refuses a notice: %s", draft.chat_id, refusal)
            return _Ending.REFUSED
        for other in others:
            ending = await self._send(other)
            if ending is not _Ending.SENT:
                return ending
        return _Ending.SENT
