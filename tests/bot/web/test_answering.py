"""A browser that goes away while its answer is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from bot.conversation.reply import Incoming, Reply
from bot.web.answering import Asked, lines
from bot.web.history import Fragments
from knowledge.language import Lang
from tests.fakes_conversation import a_reply


class SlowDesk:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.may_end = asyncio.Event()
        self.has_ended = False

    async def take(self, _incoming: Incoming, _listen: Callable[[str], None] | None) -> Reply:
        await self.may_end.wait()
        self.has_ended = True
        return a_reply()


class Pages:
    """Shows nothing."""

    lang = Lang.ZH

    def of_reply(self, _message_id: str, said: str, _reply: Reply) -> str:
        return said


async def _leaves_early() -> tuple[SlowDesk, set[asyncio.Task[Any]]]:
    desk = SlowDesk()
    asked = Asked(Incoming("web", "c", "m", "你好", today=date(2026, 11, 30)), "你好")
    told = lines([asked], cast("Any", desk), cast("Fragments", Pages()))
    await anext(told)
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.wait({waiting})
    desk.may_end.set()
    await asyncio.sleep(0.01)
    return desk, asyncio.all_tasks() - {asyncio.current_task()}


def test_the_turn_is_taken_and_nothing_waits_on() -> None:
    desk, left = asyncio.run(_leaves_early())
    assert desk.has_ended
    assert left == set()
