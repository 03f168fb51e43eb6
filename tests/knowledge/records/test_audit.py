"""The audit log: chained, never altered, and not forked by who writes at the same moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.records.audit import DetailRefused, Fault, Verdict, Wanted, append, entries, verify


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("schema") / "audit.db"
    open_database(f"sqlite:///{path}").dispose()
    return path.read_bytes()


@pytest.fixture
def database(schema: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "audit.db"
    path.write_bytes(schema)
    return path


@pytest.fixture
def sessions(database: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{database}")
    yield session_factory(engine)
    engine.dispose()


def log(sessions: SessionFactory, *what: str) -> None:
    with sessions() as session:
        for each in what:
            append(session, "ada", each, "staff:chen", {"roles": ["auditor"], "count": 2})
        session.commit()


def tampered(database: Path, *statements: str) -> None:
    """What somebody does who has the file and takes the guards off."""
    with sqlite3.connect(database) as connection:
        for name in ("no_update", "no_delete", "no_replace"):
            connection.execute(f"DROP TRIGGER audit_entries_{name}")
        for statement in statements:
            connection.execute(statement)


def found(sessions: SessionFactory) -> Verdict:
    with sessions() as session:
        return verify(session)


def test_entries_are_numbered_without_a_gap_and_the_chain_holds(sessions: SessionFactory) -> None:
    log(sessions, "staff.added", "staff.changed")
    log(sessions, "staff.disabled")
    with sessions() as session:
        assert [entry.sequence for entry in entries(session, Wanted())] == [3, 2, 1]
    assert found(sessions) == Verdict(3)


def test_an_entry_comes_and_goes_with_the_change_it_tells_of(sessions: SessionFactory) -> None:
    with sessions() as session:
        append(session, "ada", "staff.added", "staff:chen")
        session.rollback()
    log(sessions, "staff.changed")
    assert found(sessions) == Verdict(1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET who = 'nobody' WHERE sequence = 1",
        "DELETE FROM audit_entries WHERE sequence = 2",
        "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE sequence = 1",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET sequence = 1",
    ],
)
def test_the_database_refuses_to_alter_what_was_written(
    sessions: SessionFactory, statement: str
) -> None:
    log(sessions, "staff.added", "staff.changed")
    with sessions() as session, pytest.raises(IntegrityError, match="append-only"):
        session.connection().execute(text(statement))
    assert found(sessions) == Verdict(2)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("UPDATE audit_entries SET who = 'x' WHERE sequence = 2", Verdict(1, Fault.ALTERED, 2)),
        (
            "UPDATE audit_entries SET detail = '{}' WHERE sequence = 3",
            Verdict(2, Fault.ALTERED, 3),
        ),
        ("DELETE FROM audit_entries WHERE sequence = 2", Verdict(1, Fault.MISSING, 2)),
        ("DELETE FROM audit_entries WHERE sequence = 3", Verdict(2, Fault.CUT_OFF, 3)),
        (
            "UPDATE audit_entries SET previous_hash = hash WHERE sequence = 2",
            Verdict(1, Fault.NOT_CHAINED, 2),
        ),
    ],
    ids=["who", "detail", "middle", "end", "link"],
)
def test_the_walk_names_the_first_entry_that_does_not_hold(
    sessions: SessionFactory, database: Path, statement: str, verdict: Verdict
) -> None:
    log(sessions, "staff.added", "staff.changed", "staff.disabled")
    tampered(database, statement)
    assert found(sessions) == verdict


def test_who_writes_at_the_same_moment_does_not_fork_the_chain(sessions: SessionFactory) -> None:
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(log, sessions, "a.b", "a.c") for _ in range(24)]:
            done.result()
    assert found(sessions) == Verdict(48)


def test_an_entry_written_after_a_read_in_the_same_session_is_chained(
    sessions: SessionFactory,
) -> None:
    with sessions() as slow:
        assert entries(slow, Wanted()) == []
        log(sessions, "a.b")
        append(slow, "chen", "a.c", "turn:1")
        slow.commit()
    assert found(sessions) == Verdict(2)


@pytest.mark.parametrize("detail", [{"text": "hello"}, {"password": "x"}, {"why": "x" * 301}])
def test_words_of_people_and_passwords_are_refused(
    sessions: SessionFactory, detail: dict[str, str]
) -> None:
    with sessions() as session, pytest.raises(DetailRefused):
        append(session, "ada", "a.b", "turn:1", detail)


def test_the_filter_narrows_and_pages_go_on_where_the_last_ended(sessions: SessionFactory) -> None:
    log(sessions, "staff.added", "session.opened", "staff.changed", "staffing.x")
    with sessions() as session:
        assert [e.sequence for e in entries(session, Wanted(what="staff"))] == [3, 1]
        assert [e.what for e in entries(session, Wanted(what="staff.added"))] == ["staff.added"]
        assert entries(session, Wanted(who="chen")) == []
        assert len(entries(session, Wanted(who="ada", about="staff:chen"), limit=3)) == 3
        assert [e.sequence for e in entries(session, Wanted(), before=3)] == [2, 1]
