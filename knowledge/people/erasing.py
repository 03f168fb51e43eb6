"""What a database keeps of deleted rows, taken out of its files as far as the database lets us."""

from __future__ import annotations

import logging

from sqlalchemy import Connection, func, text
from sqlmodel import select

from knowledge.database import SessionFactory
from knowledge.records.mark_tables import WORDS_TABLE, TurnMarkRow

logger = logging.getLogger(__name__)

MOST_TURNS = 20_000
"""Up to so many the word index is written anew in a fraction of a second."""
_WAIT_MS = 500


def erase_remains(sessions: SessionFactory) -> None:
    """
    Takes deleted words out of the full-text index and the log of changes.

    Both keep them for a while: FTS5 only marks a word of a deleted row as gone until its parts are
    merged (https://sqlite.org/fts5.html, the 'optimize' command), and the log until it is emptied.
    With more turns than MOST_TURNS the index is left to its own merging. PostgreSQL clears up by
    itself (autovacuum).
    """
    with sessions() as session:
        connection = session.connection()
        if connection.dialect.name != "sqlite":
            return
        turns = session.exec(select(func.count()).select_from(TurnMarkRow)).one()
        if turns <= MOST_TURNS:
            connection.execute(text(f"INSERT INTO {WORDS_TABLE}({WORDS_TABLE}) VALUES('optimize')"))
        session.commit()
    with sessions() as session:
        _empty_log(session.connection())


def _empty_log(connection: Connection) -> None:
    # Whoever reads at this moment keeps the log; that is not worth the usual wait of the turn.
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_WAIT_MS}")
    is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()[0][0]
    connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}")
    if is_busy:
        logger.info("the database's log is in use and is emptied later")
