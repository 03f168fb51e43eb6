"""Messages to seekers: put down once, handed over once, gone with whom they were for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.database import SessionFactory, now, open_database, session_factory
from knowledge.language import Lang
from knowledge.people.forgetting import export_seeker, forget_seeker
from knowledge.records.handing_over import (
    UNSURE_AFTER,
    claim,
    give_back,
    mark_sent,
    settle_left_behind,
)
from knowledge.records.messages import (
    Extra,
    MessageKind,
    MessageState,
    enqueue,
    messages_to,
    pending,
)
from knowledge.records.turns import find_or_add_seeker


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{tmp_path / 'messages.db'}")
    yield session_factory(engine)
    engine.dispose()


def put_down(
    sessions: SessionFactory, seeker_id: int, text: str = "您好", about: str | None = None
) -> int | None:
    with sessions() as session:
        extra = Extra(about=about)
        number = enqueue(
            session, seeker_id, MessageKind.PERSON, text=text, lang=Lang.ZH, extra=extra
        )
        session.commit()
        return number


def state_of(sessions: SessionFactory, seeker_id: int) -> list[MessageState]:
    with sessions() as session:
        return [one.state for one in messages_to(session, seeker_id)]


def seeker(sessions: SessionFactory, chat_id: str = "7") -> int:
    return find_or_add_seeker(sessions, "telegram", chat_id).seeker_id


def test_a_message_waits_on_its_surface_in_order(sessions: SessionFactory) -> None:
    whom = seeker(sessions)
    put_down(sessions, whom, "一")
    put_down(sessions, whom, "二")
    assert [one.text for one in pending(sessions, "telegram")] == ["一", "二"]
    assert pending(sessions, "web") == []


def test_of_two_processes_one_gets_it_and_a_restart_does_not_send_it_again(
    sessions: SessionFactory,
) -> None:
    whom = seeker(sessions)
    number = put_down(sessions, whom)
    assert number is not None
    assert claim(sessions, number)
    assert not claim(sessions, number)
    # What a killed process had claimed: nobody knows whether it arrived.
    assert pending(sessions, "telegram") == []
    assert settle_left_behind(sessions, now()) == 0
    assert settle_left_behind(sessions, now() + UNSURE_AFTER + timedelta(seconds=1)) == 1
    assert state_of(sessions, whom) == [MessageState.UNSURE]
    assert pending(sessions, "telegram") == []


def test_what_certainly_did_not_arrive_waits_again(sessions: SessionFactory) -> None:
    number = put_down(sessions, seeker(sessions))
    assert number is not None
    claim(sessions, number)
    give_back(sessions, number)
    assert [one.message_id for one in pending(sessions, "telegram")] == [number]


def test_the_same_is_not_told_twice(sessions: SessionFactory) -> None:
    whom = seeker(sessions)
    assert put_down(sessions, whom, about="correction-1") is not None
    assert put_down(sessions, whom, about="correction-1") is None
    assert put_down(sessions, seeker(sessions, "8"), about="correction-1") is not None


def test_a_forgotten_person_gets_nothing_and_nobody_gets_it_instead(
    sessions: SessionFactory,
) -> None:
    whom = seeker(sessions)
    number = put_down(sessions, whom, "只给您看")
    assert number is not None
    assert "只给您看" in export_seeker(sessions, whom)
    claim(sessions, number)
    forget_seeker(sessions, whom)
    assert not mark_sent(sessions, number)
    assert put_down(sessions, whom) is None
    # SQLite gives the freed number to the next person.
    assert seeker(sessions, "9") == whom
    assert state_of(sessions, whom) == []
    assert put_down(sessions, whom) != number
