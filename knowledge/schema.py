"""Brings the schema of a database up to date: whole or not at all, and without losing a row."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from knowledge.backup import write_backup
from knowledge.sealing import Seal

MIGRATIONS = Path(__file__).parent / "migrations"
BEFORE_UPGRADE = "before-upgrade.backup"
"""Beside the database: the newest state of it that an upgrade has changed."""
_WAIT_MS = 60_000

logger = logging.getLogger(__name__)


class DatabaseNewer(Exception):
    """The database has a schema that this program does not know."""

    def __init__(self, where: str, found: str, newest: str) -> None:
        super().__init__(
            f"The database {where} was made by a newer program: its schema is {found}, the newest"
            f" known here is {newest}. Start the newer program, or restore the backup that it made"
            f" before it first changed the database ({BEFORE_UPGRADE} beside it, or one of yours)."
        )


class SchemaBroken(Exception):
    """A step left rows that hang on nothing; it was taken back."""

    def __init__(self, where: str, tables: list[str]) -> None:
        super().__init__(
            f"The database {where} was not brought up to date: rows of {', '.join(tables)} would"
            " have lost what they belong to. Nothing was changed."
        )


def upgrade(engine: Engine, where: str, seal: Seal, migrations: Path = MIGRATIONS) -> None:
    """
    Carries out the steps that the database has not had, after a backup of it.

    :param migrations: the folder of the steps.
    :raises DatabaseNewer: if it has had steps that are not known here.
    :raises SchemaBroken: if a row would lose the row it hangs on.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found == script.get_current_head():
        return
    if found is not None and found not in {known.revision for known in script.walk_revisions()}:
        raise DatabaseNewer(where, found, str(script.get_current_head()))
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            _run(config, connection)
        return
    if found is not None:
        _keep_a_backup(engine, seal)
    with _rebuilding(engine, where) as connection:
        _run(config, connection)


def _run(config: Config, connection: Connection) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _keep_a_backup(engine: Engine, seal: Seal) -> None:
    file = engine.url.database
    if not file or file == ":memory:":
        return
    target = Path(file).with_name(BEFORE_UPGRADE)
    write_backup(target, Path(file), seal)
    logger.warning("bringing %s up to date; %s holds it as it was", file, target)


@contextmanager
def _rebuilding(engine: Engine, where: str) -> Iterator[Connection]:
    """
    A connection in one transaction on which tables can be made anew.

    Source: https://sqlite.org/lang_altertable.html, section 7: a table that is dropped and made
    again takes the rows that hang on it along, unless foreign keys are off, which they can only be
    outside a transaction; and its triggers go with it, so that they are put back.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_WAIT_MS}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            triggers = _triggers(connection)
            yield connection
            _put_back(connection, triggers)
            lost = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
            if lost:
                raise SchemaBroken(where, sorted(lost))
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            # It has other settings than the rest of the pool.
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("PRAGMA busy_timeout=10000")


def _triggers(connection: Connection) -> dict[str, tuple[str, str]]:
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    return {name: (table, sql) for name, table, sql in connection.exec_driver_sql(query)}


def _put_back(connection: Connection, before: dict[str, tuple[str, str]]) -> None:
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    known, present = {name for (name,) in tables}, _triggers(connection)
    for name, (table, sql) in before.items():
        if name not in present and table in known:
            connection.exec_driver_sql(sql)
