"""What people wrote: masked in every file, as written for themselves and for a reveal only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.people.forgetting import export_seeker, forget_seeker
from knowledge.people.personal_data import masked
from knowledge.people.profile import Fact
from knowledge.records.conversations import read_conversation
from knowledge.records.revealing import reveal
from knowledge.records.tables import TurnRow
from knowledge.records.transcript import transcript
from knowledge.records.turns import (
    TurnRecord,
    find_or_add_seeker,
    record_turn,
    stored_reply,
    undelivered_turns,
)
from knowledge.sealing import Seal

NUMBER = "11010519491231002X"
WORDS = f"我叫王小明，身份证{NUMBER}，想找保洁"
REPLY = json.dumps({"text": f"记下了：王小明先生的证件号{NUMBER}"}, ensure_ascii=False)


def writes(sessions: SessionFactory, text: str = WORDS, reply: str = REPLY) -> int:
    seeker = find_or_add_seeker(sessions, "test", "c1").seeker_id
    record = TurnRecord(
        seeker_id=seeker,
        message_id="m1",
        text=text,
        masked_text=masked(text),
        action=None,
        lang="zh",
        today=date(2026, 11, 22),
        route="profile",
        status="profile",
        reply=reply,
        trace={},
        release_id=None,
        took_ms=1.0,
        state={},
        facts=(Fact("birth_year", 1949, text),),
        reply_text=json.loads(reply)["text"],
    )
    record_turn(sessions, record)
    return seeker


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{tmp_path / 'chunfeng.db'}")
    yield session_factory(engine)
    engine.dispose()


def test_no_file_holds_them(sessions: SessionFactory, tmp_path: Path) -> None:
    writes(sessions)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for word in (NUMBER, "王小明"):
        assert [name for name, raw in files.items() if word.encode() in raw] == []


def test_the_person_gets_them_as_they_were(sessions: SessionFactory) -> None:
    seeker = writes(sessions)
    assert stored_reply(sessions, seeker, "m1") == REPLY
    assert undelivered_turns(sessions, "test")[0][1].reply == REPLY
    (spoken,) = transcript(sessions, "test", "c1", at_most=5)
    assert (spoken.text, spoken.reply) == (WORDS, REPLY)
    (turn,) = json.loads(export_seeker(sessions, seeker))["turns"]
    assert (turn["text"], turn["reply"]) == (WORDS, json.loads(REPLY)["text"])


def test_staff_get_them_by_a_reveal_only(sessions: SessionFactory) -> None:
    seeker = writes(sessions)
    with sessions() as session:
        read = read_conversation(session, seeker)
        assert read is not None
        assert NUMBER not in read.turns[0].text + read.turns[0].reply
        shown = reveal(session, seeker, by="chen", reason="回电核对证件")
        assert shown is not None
        assert (shown.turns[0].text, shown.turns[0].reply) == (WORDS, json.loads(REPLY)["text"])


def test_what_holds_nothing_personal_needs_no_seal(sessions: SessionFactory) -> None:
    writes(sessions, "想找保洁", json.dumps({"text": "好"}))
    with sessions() as session:
        assert session.exec(select(TurnRow.sealed)).one() is None


def test_with_another_key_the_masked_words_are_left(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    seeker = writes(sessions)
    other = open_database(f"sqlite:///{tmp_path / 'chunfeng.db'}", Seal(b"another key" * 3))
    (turn,) = json.loads(export_seeker(session_factory(other), seeker))["turns"]
    assert turn["text"] == masked(WORDS)
    other.dispose()


def test_they_are_gone_with_the_person(sessions: SessionFactory, tmp_path: Path) -> None:
    seeker = writes(sessions)
    with sessions() as session:
        sealed = session.exec(select(TurnRow.sealed)).one()
    assert sealed is not None
    forget_seeker(sessions, seeker)
    assert not [path for path in tmp_path.iterdir() if sealed.encode() in path.read_bytes()]


def test_rows_of_an_earlier_program_are_masked_by_the_step(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from knowledge.schema import MIGRATIONS

    path = tmp_path / "chunfeng.db"
    engine = open_database(f"sqlite:///{path}")
    seeker = writes(session_factory(engine))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0010")
        connection.exec_driver_sql("UPDATE turns SET text = ?, masked_text = ?", (WORDS, WORDS))
        connection.exec_driver_sql("UPDATE turns SET reply = ?", (REPLY,))
        connection.exec_driver_sql("UPDATE profile_facts SET said = ?", (WORDS,))
    engine.dispose()
    engine = open_database(f"sqlite:///{path}")
    for file in tmp_path.iterdir():
        assert NUMBER.encode() not in file.read_bytes(), file
    with Session(engine) as session:
        assert session.exec(select(TurnRow.masked_text)).one() == masked(WORDS)
    assert stored_reply(session_factory(engine), seeker, "m1") == REPLY
    engine.dispose()
