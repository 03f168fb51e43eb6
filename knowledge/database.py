"""The database: how it is opened, how its schema is kept current, how its times are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

MIGRATIONS = Path(__file__).parent / "migrations"

SessionFactory = Callable[[], Session]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time; SQLite forgets the zone, so it is stored in UTC and given back in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it is stored: UTC without a zone."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment with its zone."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)


def open_database(url: str) -> Engine:
    """
    An engine on a database whose schema is current.

    A SQLite file is made if it is missing and put into WAL mode, so that readers (the console, a
    second command) never wait for the turn that is being written.

    :raises sqlalchemy.exc.SQLAlchemyError: if the database cannot be reached or brought up to date.
    """
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
    _upgrade(engine)
    return engine


def session_factory(engine: Engine) -> SessionFactory:
    """Makes sessions whose objects stay readable after the commit."""
    return lambda: Session(engine, expire_on_commit=False)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection has no type
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # In WAL mode NORMAL loses nothing when the process is killed; only a power cut can lose the
    # last moments, and waiting for the disk on every turn would cost more than the turn itself.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
