"""The console as people at the bureau use it: browsers, the cast, a clock that can be moved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Engine, create_engine
from starlette.routing import Mount
from starlette.testclient import TestClient

from bot.console.app import include_console
from bot.console.workshop import Workshop
from bot.settings import Settings
from bot.web.headers import SecurityHeaders
from knowledge.database import SessionFactory, open_database, session_factory, use_seal
from knowledge.sealing import Seal
from knowledge.staff.account import NewStaff
from knowledge.staff.accounts import add_staff, staff_row
from knowledge.staff.roles import Role
from tests.bot.console.workplace import documents_folder, workplace
from tests.builders import settings_on

CAST = {
    Role.REVIEWER: "rui",
    Role.CASEWORKER: "chen",
    Role.ADMINISTRATOR: "ada",
    Role.AUDITOR: "omar",
}
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2 with the smallest parameters."""
PASSWORD = "green-lantern-over-yuzhong"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clock:
    """The time at the bureau; only tests move it."""

    moment: datetime = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)


@dataclass(frozen=True)
class Parts:
    """What the console is made from."""

    settings: Settings
    sessions: SessionFactory
    workshop: Workshop


class Person:
    """A browser; it keeps cookies, sends on redirects only when asked, and fills in forms."""

    def __init__(self, app: FastAPI, scheme: str = "http", address: str = "testclient") -> None:
        self.client = TestClient(
            app,
            base_url=f"{scheme}://desk.example",
            follow_redirects=False,
            client=(address, 50000),
            raise_server_exceptions=False,
            headers={"accept-language": "en"},
        )

    def opens(self, path: str) -> Response:
        """A page."""
        return self.client.get(f"/console{path}")

    def sends(
        self, path: str, values: Mapping[str, object] | None = None, *, from_page: str = "/account"
    ) -> Response:
        """A form, with the token of the page that it stands on."""
        token = token_on(self.opens(from_page))
        return self.client.post(f"/console{path}", data={**(values or {}), "csrf_token": token})

    def signs_in(self, name: str, password: str = PASSWORD, next_path: str = "/") -> Response:
        """The sign-in form, sent."""
        values = {"name": name, "password": password, "next": next_path}
        return self.sends("/sign-in", values, from_page="/sign-in")


@dataclass
class Office:
    """Console, people and clock."""

    app: FastAPI
    parts: Parts
    clock: Clock
    engine: Engine
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def opened(
        cls, staffed: Path, folder: Path, built: FastAPI | None = None, **settings: object
    ) -> Office:
        """
        An office of its own on a copy of the staffed database.

        :param built: an application made before; making one takes longer than most tests here.
        """
        database = folder / "office.db"
        shutil.copy(staffed, database)
        # The schema of the copy is current; looking again would take long too.
        engine = create_engine(f"sqlite:///{database}")
        use_seal(engine, Seal(b"k" * 32))
        chosen = settings_on(folder, documents_dir=documents_folder(folder), **settings)
        sessions = session_factory(engine)
        parts = Parts(chosen, sessions, workplace(chosen, sessions))
        clock = Clock()
        app = built or web_around(parts)
        inner = console_in(app)
        inner.state.console = replace(inner.state.console, parts=parts, clock=clock)
        return cls(app, parts, clock, engine)

    def somebody(self, scheme: str = "http", address: str = "testclient") -> Person:
        """A browser that nobody is signed in with."""
        return Person(self.app, scheme, address)

    def person(self, name: str) -> Person:
        """One of the cast, signed in."""
        if name not in self.people:
            self.people[name] = self.somebody()
            assert self.people[name].signs_in(name).status_code == 303
        return self.people[name]

    def close(self) -> None:
        self.engine.dispose()


def web_around(parts: Parts) -> FastAPI:
    """The web application with nothing but the console in it."""
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    include_console(app, parts)
    return app


def console_in(app: FastAPI) -> FastAPI:
    """The console that is mounted in the web application."""
    (mounted,) = [route for route in app.routes if isinstance(route, Mount)]
    assert isinstance(mounted.app, FastAPI)
    return mounted.app


def token_on(page: Response) -> str:
    """The token of the first form on a page; empty where there is none."""
    found = _TOKEN.search(page.text)
    return found[1] if found else ""


def staffed(path: Path) -> Path:
    """A database at the newest schema with one account per role."""
    engine = open_database(f"sqlite:///{path}")
    with session_factory(engine)() as session:
        for role, name in CAST.items():
            add_staff(session, NewStaff(name, None, (role,), email=f"{name}@example.org"), "test")
            staff_row(session, name).password_hash = QUICK.hash(PASSWORD)
        session.commit()
    engine.dispose()
    return path
