"""The database: how it is opened, and how its times are stored; see also schema.py."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from knowledge.database_file import DatabaseUnusable, prepare_file
from knowledge.installation_key import KEY_BYTES, installation_key
from knowledge.schema import DatabaseNewer, SchemaBroken, upgrade
from knowledge.sealing import Seal

__all__ = ["DatabaseNewer", "DatabaseUnusable", "SchemaBroken", "SessionFactory", "UtcDateTime",
           "database_file", "is_passing_fault", "now", "open_database", "seal_of",
           "session_factory"]  # fmt: skip

SessionFactory = Callable[[], Session]
_SEAL = "chunfeng_seal"


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


def open_database(url: str, seal: Seal | None = None) -> Engine:
    """
    An engine on a database whose schema is current.

    A SQLite file is made if it is missing, for its owner only, and put into WAL mode, so that
    readers (the console, a second command) never wait for the turn that is being written.

    :param seal: what the words of people are sealed with; by the key that lies beside a SQLite file
        if None.
    :raises DatabaseNewer: if a newer program has changed its schema; nothing is touched then.
    :raises DatabaseUnusable: if it cannot be reached, is none, is damaged, or cannot be brought up
        to date.
    """
    parsed = make_url(url)
    file = database_file(parsed)
    if file is not None:
        prepare_file(file)
    # A fault of the database is logged, and the values are what people wrote.
    engine = create_engine(parsed, hide_parameters=True)
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    seal = seal or Seal(installation_key(file.parent) if file else os.urandom(KEY_BYTES))
    use_seal(engine, seal)
    where = parsed.render_as_string(hide_password=True)
    try:
        upgrade(engine, where, seal)
    except DBAPIError as fault:
        raise DatabaseUnusable(where, fault.orig) from fault
    return engine


def database_file(url: str | URL) -> Path | None:
    """The file that a SQLite address names; None for one in memory and for a server."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (
        None,
        "",
        ":memory:",
    )
    return Path(str(parsed.database)) if is_file else None


_PASSING = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    )
)
# SQLite's extended result codes keep the kind in their lowest byte (sqlite.org/rescode.html).
_KIND = 0xFF


def is_passing_fault(error: BaseException) -> bool:
    """
    Whether the same work may succeed later: the database is locked, full or out of reach.

    Nothing of a transaction that ended so was written.
    """
    if not isinstance(error, OperationalError):
        return False
    if not isinstance(error.orig, sqlite3.Error):
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is not None and code & _KIND in _PASSING


def use_seal(engine: Engine, seal: Seal) -> None:
    """Has the words of people in this engine's database be sealed with it."""
    engine.update_execution_options(**{_SEAL: seal})


def seal_of(where: Session | Connection) -> Seal:
    """What the words of people in this database are sealed with."""
    bound = where.get_bind() if isinstance(where, Session) else where
    found = bound.get_execution_options()[_SEAL]
    assert isinstance(found, Seal)
    return found


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
