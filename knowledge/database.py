"""The database: how it is opened, how its schema is kept current, how its times are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

MIGRATIONS = Path(__file__).parent / "migrations"

SessionFactory = Callable[[], Session]


class DatabaseNewer(Exception):
    """The database has a schema that this program does not know."""

    def __init__(self, where: str, found: str, newest: str) -> None:
        super().__init__(
            f"The database {where} was made by a newer program: its schema is {found}, the newest"
            f" known here is {newest}. Start the newer program, or put the copy of the database"
            " back that was kept before it was first started."
        )


class DatabaseUnusable(Exception):
    """The database cannot be opened."""

    def __init__(self, where: str, why: object) -> None:
        super().__init__(f"The database {where} cannot be used (CHUNFENG_DATABASE_URL): {why}")


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

    :raises DatabaseNewer: if a newer program has changed its schema; nothing is touched then.
    :raises DatabaseUnusable: if it cannot be reached, is none, or cannot be brought up to date.
    """
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # A fault of the database is logged, and the values are what people wrote.
    engine = create_engine(parsed, hide_parameters=True)
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
    where = parsed.render_as_string(hide_password=True)
    try:
        _upgrade(engine, where)
    except DBAPIError as fault:
        raise DatabaseUnusable(where, fault.orig) from fault
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
    # What is deleted is overwritten: somebody may have asked to be forgotten.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _upgrade(engine: Engine, where: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    with engine.begin() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known:
            raise DatabaseNewer(where, found, str(script.get_current_head()))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
