"""The database: its schema, its times, its readers and writers side by side."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import knowledge.events.tables
import knowledge.following.tables
import knowledge.handoffs.tables
import knowledge.policies.tables
import knowledge.posts.tables
import knowledge.records.tables
import knowledge.reviews.tables  # noqa: F401 - importing them fills the metadata
from knowledge.database import (
    DatabaseNewer,
    DatabaseUnusable,
    now,
    open_database,
    session_factory,
)
from knowledge.records.mark_tables import WORDS_TABLE
from knowledge.records.tables import ProfileRow, SeekerRow


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": _has_a_model}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def _has_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is a virtual table with shadows of its own; nothing maps it."""
    return kind != "table" or not (name or "").startswith(WORDS_TABLE)


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'down' / 'kept.db'}"
    engine = open_database(url)
    with session_factory(engine)() as session:
        session.add(SeekerRow(surface="test", chat_id="c1"))
        session.commit()
    engine.dispose()
    again = open_database(url)
    with session_factory(again)() as session:
        assert session.get_one(SeekerRow, 1).chat_id == "c1"
    again.dispose()


def test_a_moment_comes_back_in_utc_whatever_zone_it_had(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'times.db'}")
    beijing = timezone(timedelta(hours=8))
    with session_factory(engine)() as session:
        moment = datetime(2026, 11, 22, 7, 30, tzinfo=beijing)
        session.add(SeekerRow(surface="test", chat_id="c1", created_at=moment))
        session.commit()
        session.expire_all()
        stored = session.get_one(SeekerRow, 1).created_at
    assert stored == moment
    assert stored.tzinfo is UTC
    assert now().tzinfo is UTC
    engine.dispose()


def test_readers_go_on_while_a_turn_is_written(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'busy.db'}")
    sessions = session_factory(engine)
    with sessions() as writer, sessions() as reader:
        writer.add(SeekerRow(surface="test", chat_id="c1"))
        writer.flush()
        assert reader.exec(text("SELECT count(*) FROM seekers")).scalar() == 0
        writer.commit()
        assert reader.exec(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_a_row_of_nobody_is_refused(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'keys.db'}")
    with session_factory(engine)() as session:
        session.add(ProfileRow(seeker_id=99, label="13812345678"))
        with pytest.raises(IntegrityError) as fault:
            session.commit()
    # Faults are logged, and the values are what people wrote.
    assert "13812345678" not in str(fault.value)
    engine.dispose()


def test_a_database_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        newer.execute("INSERT INTO alembic_version VALUES ('9999')")
        newer.commit()
    with pytest.raises(DatabaseNewer, match="9999"):
        open_database(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as newer:
        tables = newer.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("alembic_version",)]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letters.db"
    path.write_text("not a database, but long enough to be looked at " * 9)
    with pytest.raises(DatabaseUnusable, match=r"letters\.db.*not a database"):
        open_database(f"sqlite:///{path}")
