"""Turns on record: whole or not at all, once, and known until they are delivered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.handoffs.acts import Ask
from knowledge.handoffs.states import Reason, State
from knowledge.people.profile import Fact
from knowledge.people.storing import stored_facts
from knowledge.records.tables import HandoffRow, SeekerRow
from knowledge.records.turns import (
    TurnRecord,
    TurnTaken,
    count_turns,
    find_or_add_seeker,
    mark_delivered,
    record_turn,
    stored_reply,
    undelivered_turns,
)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def record(sessions: SessionFactory) -> TurnRecord:
    return TurnRecord(
        seeker_id=find_or_add_seeker(sessions, "test", "c1").seeker_id,
        message_id="m1",
        text="补贴？",
        masked_text="补贴？",
        action=None,
        lang="zh",
        today=date(2026, 11, 22),
        route="question",
        status="answered",
        reply='{"text": "好的"}',
        trace={"hits": []},
        release_id="r1",
        took_ms=3.5,
        state={"wish": "保洁"},
        facts=(Fact("birth_year", 1974, "52岁"),),
    )


def reasons(sessions: SessionFactory) -> list[str]:
    with sessions() as session:
        return [one.reason for one in session.exec(select(HandoffRow)).all()]


def test_a_seeker_is_one_chat_on_one_surface(sessions: SessionFactory) -> None:
    first = find_or_add_seeker(sessions, "test", "c1")
    assert find_or_add_seeker(sessions, "test", "c1") == first
    assert find_or_add_seeker(sessions, "other", "c1").seeker_id != first.seeker_id


def test_many_at_once_meet_the_same_seeker(sessions: SessionFactory) -> None:
    with ThreadPoolExecutor(8) as pool:
        met = list(pool.map(lambda _: find_or_add_seeker(sessions, "test", "new"), range(24)))
    assert len({seeker.seeker_id for seeker in met}) == 1


def test_a_turn_brings_its_state_its_facts_and_its_language(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    record_turn(sessions, replace(record, lang="en", fixed_lang="en"))
    seeker = find_or_add_seeker(sessions, "test", "c1")
    assert (seeker.state, seeker.last_lang, seeker.fixed_lang) == ({"wish": "保洁"}, "en", "en")
    assert stored_facts(sessions, record.seeker_id)[0].said == "52岁"
    assert stored_reply(sessions, record.seeker_id, "m1") == record.reply
    assert stored_reply(sessions, record.seeker_id, "m2") is None


def test_the_same_message_twice_is_refused_and_changes_nothing(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    record_turn(sessions, record)
    again = replace(
        record,
        reply="{}",
        state={},
        facts=(Fact("birth_year", 1900, "x"),),
        case_act=Ask(Reason.ASKED),
    )
    with pytest.raises(TurnTaken):
        record_turn(sessions, again)
    assert count_turns(sessions, record.seeker_id) == 1
    assert stored_reply(sessions, record.seeker_id, "m1") == record.reply
    assert find_or_add_seeker(sessions, "test", "c1").state == {"wish": "保洁"}
    assert stored_facts(sessions, record.seeker_id)[0].value == 1974
    assert reasons(sessions) == []


def test_writers_of_different_chats_do_not_stop_each_other(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    def write(number: int) -> None:
        seeker = find_or_add_seeker(sessions, "test", f"chat-{number}")
        record_turn(sessions, replace(record, seeker_id=seeker.seeker_id))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    with sessions() as session:
        assert len(session.exec(select(SeekerRow)).all()) == 41
    assert len(undelivered_turns(sessions, "test")) == 40


def test_a_request_for_a_person_is_open_once(sessions: SessionFactory, record: TurnRecord) -> None:
    assert find_or_add_seeker(sessions, "test", "c1").case is None
    for number in range(3):
        record_turn(sessions, replace(record, message_id=f"h{number}", case_act=Ask(Reason.ASKED)))
    case = find_or_add_seeker(sessions, "test", "c1").case
    assert case is not None
    assert case.state is State.WAITING
    assert reasons(sessions) == ["asked"]


def test_danger_is_told_once_even_where_a_person_was_asked_for(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    for number, reason in enumerate((Reason.ASKED, Reason.DISTRESS, Reason.DISTRESS, Reason.ASKED)):
        record_turn(sessions, replace(record, message_id=f"h{number}", case_act=Ask(reason)))
    assert reasons(sessions) == ["distress"]


def test_a_new_request_after_the_last_one_was_closed_is_new(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    record_turn(sessions, replace(record, case_act=Ask(Reason.ASKED)))
    with sessions() as session:
        session.get_one(HandoffRow, 1).state = "closed"
        session.commit()
    assert find_or_add_seeker(sessions, "test", "c1").case is None
    record_turn(sessions, replace(record, message_id="m2", case_act=Ask(Reason.ASKED)))
    assert reasons(sessions) == ["asked", "asked"]


def test_what_is_not_delivered_is_listed_oldest_first_by_surface(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    elsewhere = find_or_add_seeker(sessions, "other", "c1").seeker_id
    for number in (1, 2, 3):
        record_turn(sessions, replace(record, message_id=f"m{number}"))
    record_turn(sessions, replace(record, seeker_id=elsewhere))
    mark_delivered(sessions, "test", "c1", "m2")
    mark_delivered(sessions, "test", "c1", "unknown")
    mark_delivered(sessions, "test", "nobody", "m1")
    listed = undelivered_turns(sessions, "test")
    assert [(seeker.chat_id, turn.message_id) for seeker, turn in listed] == [
        ("c1", "m1"),
        ("c1", "m3"),
    ]


def test_a_delivery_is_noted_at_its_first_time(
    sessions: SessionFactory, record: TurnRecord
) -> None:
    record_turn(sessions, record)
    mark_delivered(sessions, "test", "c1", "m1")
    mark_delivered(sessions, "test", "c1", "m1")
    assert undelivered_turns(sessions, "test") == []
