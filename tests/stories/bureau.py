"""The whole application as `chunfeng run` serves it, with the people who work at its console."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page
from sqlmodel import Session, col, select
from starlette.routing import Mount

from bot.console.app import BASE
from bot.conversation.reply import Conversation, Incoming, Reply
from bot.web.app import create_app
from bot.web.session import COOKIE, ChatSession
from bot.web.wiring import web_parts
from bot.wiring import Services
from knowledge.database import now
from knowledge.records.tables import HandoffRow, SeekerRow, TurnRow
from knowledge.staff import passwords
from knowledge.staff.account import NewStaff
from knowledge.staff.accounts import add_staff
from knowledge.staff.roles import Role
from tests.bot.console.office import PASSWORD, QUICK
from tests.bot.web.running import serving
from tests.builders import closed, services_on

ELSEWHERE = "万州区"
CAST = (
    NewStaff("rui", PASSWORD, (Role.REVIEWER,)),
    NewStaff("chen", PASSWORD, (Role.CASEWORKER,)),
    NewStaff("fang", PASSWORD, (Role.CASEWORKER,)),
    NewStaff("dora", PASSWORD, (Role.CASEWORKER,), (ELSEWHERE,)),
    NewStaff("ada", PASSWORD, (Role.ADMINISTRATOR,)),
    NewStaff("omar", PASSWORD, (Role.AUDITOR,)),
    NewStaff("all", PASSWORD, tuple(Role)),
)
"""Dora's office is in another district than the rest; one person of a small office does it all."""
_PATIENCE_S = 20.0


@dataclass
class Ahead:
    """The console's clock: the time there is, and as much more as a test lets pass."""

    by: timedelta = timedelta()

    def __call__(self) -> datetime:
        return now() + self.by


@dataclass
class Holding:
    """Takes turns like the conversation inside, but the one that it is told to hold waits."""

    inner: Conversation
    held: str | None = None
    has_begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def hold(self, text: str) -> None:
        """From now on the turn of that text waits for `may_end`."""
        self.held = text

    def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        if self.held is not None and incoming.text == self.held:
            self.has_begun.set()
            assert self.may_end.wait(_PATIENCE_S)
        return self.inner.take(incoming, listen)

    def undelivered(self, surface: str) -> list[tuple[Incoming, Reply]]:
        return self.inner.undelivered(surface)

    def delivered(self, surface: str, chat_id: str, message_id: str) -> None:
        self.inner.delivered(surface, chat_id, message_id)

    def is_delivered(self, surface: str, chat_id: str, message_id: str) -> bool:
        return self.inner.is_delivered(surface, chat_id, message_id)


@dataclass(frozen=True)
class Bureau:
    """What is served, and what lies behind it."""

    address: str
    services: Services
    clock: Ahead
    conversation: Holding

    @contextmanager
    def later(self, ahead: timedelta) -> Iterator[None]:
        """At the console so much time has passed."""
        self.clock.by = ahead
        try:
            yield
        finally:
            self.clock.by = timedelta()

    def turns_of(self, seeker: Page) -> list[TurnRow]:
        """What is on record of whoever chats on that page, oldest first."""
        with self.services.sessions() as session:
            query = select(TurnRow).where(TurnRow.seeker_id == self._seeker_id(session, seeker))
            return list(session.exec(query.order_by(col(TurnRow.id))))

    def case_of(self, seeker: Page) -> int:
        """The number of that person's newest case."""
        with self.services.sessions() as session:
            query = select(HandoffRow.id).where(
                HandoffRow.seeker_id == self._seeker_id(session, seeker)
            )
            found = session.exec(query.order_by(col(HandoffRow.id).desc())).first()
        assert found is not None
        return found

    def seeker_number(self, seeker: Page) -> int:
        """The number that the console has for whoever chats on that page."""
        with self.services.sessions() as session:
            return self._seeker_id(session, seeker)

    def _seeker_id(self, session: Session, seeker: Page) -> int:
        (cookie,) = [one for one in seeker.context.cookies() if one["name"] == COOKIE]
        chat_id = ChatSession(cookie["value"].partition(".")[0]).chat_id
        found = session.exec(select(SeekerRow.id).where(SeekerRow.chat_id == chat_id)).one()
        assert found is not None
        return found


@contextmanager
def opened_bureau(prepared: Path, folder: Path, like: Services) -> Iterator[Bureau]:
    """The application over a data folder and a documents folder of its own."""
    documents = folder / "documents"
    shutil.copytree(like.settings.documents_dir, documents)
    services = services_on(_world(prepared, folder / "data"), like=like, documents_dir=documents)
    with pytest.MonkeyPatch.context() as patched, services.sessions() as session:
        # The real parameters cost a fifth of a second for every account and every sign-in.
        patched.setattr(passwords, "hasher", QUICK)
        patched.setattr(passwords, "nobodys", QUICK.hash("nobody has this password"))
        for person in CAST:
            add_staff(session, person, "test")
        session.commit()
        clock, conversation = Ahead(), Holding(services.conversation)
        app = create_app(replace(web_parts(services), conversation=conversation))
        console = _console_in(app)
        console.state.console = replace(console.state.console, clock=clock)
        with serving(app) as address:
            yield Bureau(address, services, clock, conversation)
    closed(services)


def _world(prepared: Path, data_dir: Path) -> Path:
    """The prepared folder with a database of its own, and releases that another can join."""
    data_dir.mkdir(parents=True)
    for name in ("encoder", "posts"):
        (data_dir / name).symlink_to(prepared / name)
    served = (prepared / "releases" / "current").read_text(encoding="utf-8").strip()
    # What is published is never written to again, so links are as good as copies.
    shutil.copytree(
        prepared / "releases" / served, data_dir / "releases" / served, copy_function=os.link
    )
    shutil.copy(prepared / "releases" / "current", data_dir / "releases" / "current")
    shutil.copy(prepared / "chunfeng.db", data_dir / "chunfeng.db")
    return data_dir


def _console_in(app: FastAPI) -> FastAPI:
    (mounted,) = [one for one in app.routes if isinstance(one, Mount) and one.path == BASE]
    assert isinstance(mounted.app, FastAPI)
    return mounted.app
