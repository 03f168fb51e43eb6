"""Everything stored about a person, handed over and deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.figures.tables import DailyPersonRow
from knowledge.following.tables import (
    EventReminderRow,
    FollowingRow,
    HiddenPostRow,
    NoticeRow,
    OutcomeRow,
    PostReportRow,
    SavedPostRow,
)
from knowledge.handoffs.acts import Ask
from knowledge.handoffs.states import Reason
from knowledge.handoffs.tables import HandoffNoteRow
from knowledge.people.forgetting import export_seeker, forget_seeker
from knowledge.people.personal_data import masked
from knowledge.people.profile import Fact
from knowledge.records.mark_tables import RevealRow
from knowledge.records.message_tables import OutgoingMessageRow
from knowledge.records.tables import HandoffRow, SeekerRow, TurnRow
from knowledge.records.turns import TurnRecord, find_or_add_seeker, record_turn
from knowledge.reviews.tables import CorrectionRow, ReviewItemRow


@pytest.fixture
def sessions() -> Iterator[SessionFactory]:
    engine = open_database("sqlite://")
    yield session_factory(engine)
    engine.dispose()


def person(sessions: SessionFactory, chat_id: str, words: str) -> int:
    """A seeker with one turn, one fact and one request for a person."""
    seeker = find_or_add_seeker(sessions, "test", chat_id).seeker_id
    record_turn(
        sessions,
        TurnRecord(
            seeker_id=seeker,
            message_id="m1",
            text=words,
            masked_text=masked(words),
            action=None,
            lang="zh",
            today=date(2026, 11, 22),
            route="profile",
            status="profile",
            reply=json.dumps({"text": "记下了"}),
            trace={},
            release_id=None,
            took_ms=1.0,
            state={},
            facts=(Fact("birth_year", 1974, words),),
            case_act=Ask(Reason.ASKED),
        ),
    )
    follow(sessions, seeker)
    return seeker


def follow(sessions: SessionFactory, seeker: int) -> None:
    """One row in each table of what somebody keeps, reports and is told."""
    day = date(2026, 11, 22)
    rows = (
        SavedPostRow(seeker_id=seeker, post_id="P1", saved_on=day),
        HiddenPostRow(seeker_id=seeker, post_id="P2", hidden_on=day),
        PostReportRow(seeker_id=seeker, post_id="P3", reason="scam", reported_on=day),
        FollowingRow(seeker_id=seeker, wish="保洁"),
        NoticeRow(seeker_id=seeker, kind="alert", about="1"),
        OutcomeRow(seeker_id=seeker, post_id="P1", post_kind="enterprise", started_on=day),
        EventReminderRow(seeker_id=seeker, offering_id="E1", wanted_on=day),
        DailyPersonRow(seeker_id=seeker, day=day),
        RevealRow(seeker_id=seeker, by="chen", reason="回电", first_turn=1, last_turn=1),
    )
    with sessions() as session:
        session.add_all(rows)
        case = session.exec(select(HandoffRow).where(HandoffRow.seeker_id == seeker)).one()
        session.add(HandoffNoteRow(handoff_id=case.id, by="chen", text="回电"))
        session.add(OutgoingMessageRow(seeker_id=seeker, kind="person", text="您好", lang="zh"))
        turn = session.exec(select(TurnRow).where(TurnRow.seeker_id == seeker)).one()
        session.add(reviewed(turn))
        session.add(corrected(turn))
        session.commit()


def reviewed(turn: TurnRow) -> ReviewItemRow:
    return ReviewItemRow(
        turn_id=turn.id,
        day=turn.today,
        kind="sample",
        reviewer="rui",
        lang=turn.lang,
        status=turn.status,
        route=turn.route,
        topic="",
    )


def corrected(turn: TurnRow) -> CorrectionRow:
    return CorrectionRow(
        turn_id=turn.id,
        verdict="tone",
        texts={"zh": "您好"},
        clause_ids=[],
        citations={},
        evidence=[],
        written_by="rui",
    )


def tables_of_people() -> list[type[SQLModel]]:
    """Every table that belongs to a seeker: by a foreign key, at one remove, or it is the one."""
    found = {"seekers"}
    for _ in range(3):
        for table in SQLModel.metadata.tables.values():
            if {key.column.table.name for key in table.foreign_keys} & found:
                found.add(table.name)
    mapped = {
        mapper.class_.__tablename__: mapper.class_
        for mapper in SeekerRow.__mapper__.registry.mappers
    }
    return [mapped[name] for name in sorted(found)]  # fmt: skip


def count(sessions: SessionFactory) -> int:
    with sessions() as session:
        return sum(len(session.exec(select(table)).all()) for table in tables_of_people())


def test_every_row_about_the_person_goes_and_no_other(sessions: SessionFactory) -> None:
    person(sessions, "c1", "我52岁")
    others = count(sessions)
    gone = person(sessions, "c2", "我40岁")
    everything = count(sessions)
    assert forget_seeker(sessions, gone) == everything - others
    assert count(sessions) == others
    assert forget_seeker(sessions, gone) == 0


def test_no_table_of_people_is_overlooked(sessions: SessionFactory) -> None:
    names = {str(table.__tablename__) for table in tables_of_people()}
    assert names >= {"seekers", "profiles", "profile_facts", "turns", "handoffs"}
    person(sessions, "c1", "我52岁")
    with sessions() as session:
        empty = [t for t in tables_of_people() if not session.exec(select(t)).all()]
    # A new table about people must be filled in `person` above, so that its deletion is tested.
    assert empty == []


def test_the_export_holds_what_was_said_answered_and_asked_for(sessions: SessionFactory) -> None:
    seeker = person(sessions, "c1", "我52岁")
    held = json.loads(export_seeker(sessions, seeker))
    assert held["profile"] == [
        {"name": "birth_year", "value": 1974, "said": "我52岁", "message_id": "m1"}
    ]
    assert [(turn["text"], turn["reply"]) for turn in held["turns"]] == [("我52岁", "记下了")]
    assert held["turns"][0]["received_at"].endswith("+00:00")
    assert held["handoffs"][0]["state"] == "waiting"
    assert held["following"]["saved_posts"][0]["post_id"] == "P1"
    assert len(held["following"]) == 7


def test_somebody_unknown_has_an_empty_export(sessions: SessionFactory) -> None:
    assert json.loads(export_seeker(sessions, 99)) == {"profile": [], "turns": [], "handoffs": []}


def test_no_file_of_the_database_keeps_a_word_of_who_was_forgotten(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'chunfeng.db'}")
    sessions = session_factory(engine)
    for number in range(5):
        person(sessions, f"other-{number}", "我想找保洁工作")
    gone = person(sessions, "gone", "我叫qzvxkmark，qzvxkmark")
    person(sessions, "after", "我想找保安工作")
    assert holding(tmp_path, b"qzvxkmark")
    forget_seeker(sessions, gone)
    # While the database is open: a running program never closes it.
    assert holding(tmp_path, b"qzvxkmark") == []
    engine.dispose()


def holding(folder: Path, mark: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if mark in path.read_bytes()]
