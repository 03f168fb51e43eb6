"""A database that another process holds, or that has no room: every message is answered once."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.conversation.context import TurnContext
from bot.conversation.reply import Incoming, Reply
from bot.conversation.turn import Turns
from bot.telegram.errors import APOLOGY, DELAYED
from knowledge.answering.answer import Status
from knowledge.database import open_database, session_factory
from tests.bot.telegram.running import QUICK, serving
from tests.bot_api_double import BotApi, Refused

CHATS = range(21, 27)
ASKED = ("你好", "帮助")
PACE = replace(QUICK, tell_delay_after_s=0.5)


class LongAnswers:
    """Answers at length, so that a full file takes none of them; see bot.dialogue.flow.Flow."""

    def reply(self, turn: TurnContext, _incoming: Incoming) -> Reply:
        return turn.reply(Status.ANSWERED, f"你说：{turn.text}。" + "详情见窗口告示。" * 200)


class Store:
    """A database file of its own and the turns on it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "chunfeng.db"
        self.engine = open_database(f"sqlite:///{self.file}")
        self.pragmas: tuple[str, ...] = ("busy_timeout=10000", "max_page_count=1073741823")
        event.listen(self.engine, "checkout", self._settle)

    def _settle(self, connection: Any, _record: object, _proxy: object) -> None:
        for pragma in self.pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def conversation(self) -> Turns:
        return Turns(session_factory(self.engine), LongAnswers(), lambda: date(2026, 11, 1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path)
    yield made
    made.engine.dispose()


@contextmanager
def settling(store: Store, *pragmas: str) -> Iterator[None]:
    """Has every connection that the program takes be set up so until the block ends."""
    before, store.pragmas = store.pragmas, (*store.pragmas, *pragmas)
    try:
        yield
    finally:
        store.pragmas = before


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Another connection writes until the block ends."""
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def write_all(api: BotApi) -> None:
    api.known_chats.update(CHATS)
    for text in ASKED:
        for chat in CHATS:
            api.write(text, chat=chat)


def answers(api: BotApi, chat: int) -> list[str]:
    return [text for text in api.texts(chat) if text not in (APOLOGY, DELAYED)]


def is_all_answered(api: BotApi) -> bool:
    return all(len(answers(api, chat)) >= len(ASKED) for chat in CHATS)


def check_answered_once(api: BotApi) -> None:
    """Twelve messages, twelve answers in their order, one word on the delay in each chat."""
    for chat in CHATS:
        first, second = answers(api, chat)
        assert first != second
        assert api.texts(chat).count(APOLOGY) == 0
        assert api.texts(chat).count(DELAYED) == 1
    assert len({tuple(answers(api, chat)) for chat in CHATS}) == 1


@pytest.mark.parametrize("trouble", ["locked", "full"])
def test_a_database_that_takes_nothing_for_a_while_loses_no_message(
    api: BotApi, store: Store, trouble: str
) -> None:
    conversation = store.conversation()
    with serving(conversation, api, PACE):
        with settling(store, "busy_timeout=20"), _in_trouble(store, trouble):
            write_all(api)
            api.wait_for(lambda api: all(DELAYED in api.texts(chat) for chat in CHATS), 20)
            threading.Event().wait(0.5)
            assert not any(answers(api, chat) for chat in CHATS)
            assert api.confirmed <= 1001
        api.wait_for(is_all_answered, 30)
        api.wait_for(lambda api: api.confirmed == 1001 + len(ASKED) * len(CHATS), 10)
    check_answered_once(api)


def test_a_lock_together_with_refusals_and_a_stop_loses_and_doubles_nothing(
    api: BotApi, store: Store
) -> None:
    conversation = store.conversation()
    with settling(store, "busy_timeout=20"), held(store), serving(conversation, api, PACE):
        write_all(api)
        api.wait_for(lambda api: all(DELAYED in api.texts(chat) for chat in CHATS), 20)
    # Stopped while it was locked: nothing is confirmed, and all of it comes again.
    assert not any(answers(api, chat) for chat in CHATS)
    assert api.confirmed <= 1001
    api.fail(
        "sendMessage", Refused(502, "Bad Gateway"), Refused(429, "Too Many Requests", retry_after=1)
    )
    with serving(conversation, api, PACE):
        api.wait_for(is_all_answered, 30)
        threading.Event().wait(0.5)
    for chat in CHATS:
        assert len(answers(api, chat)) == len(ASKED)
        assert APOLOGY not in api.texts(chat)


@contextmanager
def _in_trouble(store: Store, trouble: str) -> Iterator[None]:
    if trouble == "locked":
        with held(store):
            yield
    else:
        # The largest size is never below what is there: it leaves no room for a further page.
        with settling(store, "max_page_count=1"):
            yield
