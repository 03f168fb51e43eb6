"""News for people on the chat page: put down as messages, which an open page fetches by itself."""

from __future__ import annotations

import asyncio

from bot.conversation.messages_out import parts_of
from bot.conversation.reply import Reply
from bot.rounds import rounds
from bot.telegram.announcing import Announcements
from bot.web.messages import SURFACE
from knowledge.database import SessionFactory
from knowledge.following.notices import Notice
from knowledge.records.messages import Extra, MessageKind, enqueue

EVERY_S = 60.0


async def serve_news(
    announcements: Announcements[Notice],
    sessions: SessionFactory,
    stop: asyncio.Event,
    *,
    every_s: float = EVERY_S,
) -> None:
    """Puts down what is due, round after round, until `stop` is set."""
    await rounds(
        lambda: put_down_news(announcements, sessions),
        stop,
        every_s=every_s,
        name="news for the chat page",
    )


def put_down_news(announcements: Announcements[Notice], sessions: SessionFactory) -> None:
    """Turns every notice that is due on the chat page into a message there."""
    for notice in announcements.due(SURFACE):
        reply = announcements.taken(notice)
        if reply is not None:
            _put_down(sessions, notice, reply)
            announcements.sent(notice)


def _put_down(sessions: SessionFactory, notice: Notice, reply: Reply) -> None:
    extra = Extra(parts=parts_of(reply), about=notice.name)
    with sessions() as session:
        enqueue(
            session,
            notice.seeker_id,
            MessageKind.NEWS,
            text=reply.text,
            lang=reply.lang,
            extra=extra,
        )
        session.commit()
