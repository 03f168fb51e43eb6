"""
Replies on their way to Telegram: a chat's in order, none lost, none twice.

A reply that cannot be sent now stays here, and what comes later for its chat waits behind it. What
a kill leaves behind is recorded and not noted as delivered, so it goes out at the next start. Only
a kill between Telegram's taking a message and our note of it sends that message again.
"""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from dataclasses import replace
from enum import StrEnum

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.conversation.reply import Incoming, Reply
from bot.telegram.desk import Desk
from bot.telegram.drafts import Draft, drafts_of, instead_of
from bot.telegram.locks import ChatLocks
from bot.telegram.pace import Pace
from bot.telegram.patience import patient_sending

logger = logging.getLogger(__name__)

_REMEMBERED = 10_000

Key = tuple[str, str]


class Ending(StrEnum):
    """What became of a message to a chat."""

    SENT = "sent"
    REFUSED = "refused"
    """For good: the person has blocked the bot, or the chat is gone."""
    LATER = "later"
    """Telegram could not be reached, or asked for a long wait."""


class Outbox:
    """Sends replies and notes what has arrived."""

    def __init__(self, bot: Bot, desk: Desk, pace: Pace) -> None:
        self._bot = bot
        self._desk = desk
        self._pace = pace
        self._locks = ChatLocks()
        self._queues: dict[str, deque[tuple[Incoming, Reply]]] = {}
        self._done: OrderedDict[Key, None] = OrderedDict()
        self._parts_sent: dict[Key, int] = {}
        self._shown_in: dict[Key, int] = {}
        self._moved: dict[str, str] = {}

    async def deliver(
        self, incoming: Incoming, reply: Reply, *, is_backlog: bool, shown_in: int | None = None
    ) -> None:
        """
        Sends the reply after those that its chat still waits for; a repeated message gets none.

        :param is_backlog: the message may have been answered before this process started.
        :param shown_in: the message that showed the reply while it was written, and is to hold it.
        """
        async with self._locks.of(incoming.chat_id):
            if shown_in is not None:
                self._shown_in[_key(incoming)] = shown_in
            if not is_backlog or await self._is_waiting(incoming):
                await self._send_in_order(incoming.chat_id, [(incoming, reply)])

    def is_behind(self, chat_id: str) -> bool:
        """Whether the chat still waits for earlier replies, which come before anything new."""
        return chat_id in self._queues

    async def deliver_recorded(self) -> None:
        """Sends what an earlier process recorded and did not send."""
        for incoming, reply in await self._desk.waiting():
            async with self._locks.of(incoming.chat_id):
                await self._send_in_order(incoming.chat_id, [(incoming, reply)])

    async def deliver_postponed(self) -> None:
        """Takes up again what could not be sent when it was answered."""
        for chat_id in list(self._queues):
            async with self._locks.of(chat_id):
                await self._send_in_order(chat_id, [])

    async def _is_waiting(self, incoming: Incoming) -> bool:
        # A turn that was carried out and not recorded (forget me) counts as waiting for its word.
        return not await self._desk.is_delivered(incoming)

    async def _send_in_order(self, chat_id: str, added: list[tuple[Incoming, Reply]]) -> None:
        queue = self._queues.setdefault(chat_id, deque())
        queue.extend(added)
        while queue:
            incoming, reply = queue[0]
            if _key(incoming) not in self._done:
                if await self._send_reply(incoming, reply) is Ending.LATER:
                    return
                self._remember(_key(incoming))
                self._shown_in.pop(_key(incoming), None)
                await self._desk.note_delivered(incoming)
            queue.popleft()
        del self._queues[chat_id]

    def _remember(self, key: Key) -> None:
        self._done[key] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)

    async def _send_reply(self, incoming: Incoming, reply: Reply) -> Ending:
        key = _key(incoming)
        drafts = drafts_of(incoming, reply, self._shown_in.get(key))
        for number in range(self._parts_sent.pop(key, 0), len(drafts)):
            ending = await self._send(drafts[number])
            if ending is Ending.LATER:
                self._parts_sent[key] = number
            if ending is not Ending.SENT:
                return ending
        return Ending.SENT

    async def _send(self, draft: Draft) -> Ending:
        """Sends one message, in another form if Telegram does not take this one."""
        draft = replace(draft, chat_id=self._moved.get(draft.chat_id, draft.chat_id))
        try:
            await patient_sending(self._pace)(draft.send, self._bot)
        except ChatMigrated as moved:
            self._moved[draft.chat_id] = str(moved.new_chat_id)
            return await self._send(draft)
        except Forbidden as refusal:
            logger.info("chat %s takes no messages any more: %s", draft.chat_id, refusal)
            return Ending.REFUSED
        except BadRequest as refusal:
            return await self._send_instead(draft, refusal)
        except TelegramError as failure:
            logger.error("a reply to chat %s waits for the next round: %s", draft.chat_id, failure)
            return Ending.LATER
        return Ending.SENT

    async def _send_instead(self, draft: Draft, refusal: BadRequest) -> Ending:
        others = instead_of(draft, refusal.message)
        if not others:
            logger.error("chat %s: Telegram refuses a message: %s", draft.chat_id, refusal)
            return Ending.REFUSED
        logger.warning("chat %s: sent in another form after: %s", draft.chat_id, refusal)
        for other in others:
            ending = await self._send(other)
            if ending is not Ending.SENT:
                return ending
        return Ending.SENT


def _key(incoming: Incoming) -> Key:
    return incoming.chat_id, incoming.message_id
