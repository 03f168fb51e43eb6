"""Somebody asks for a person, or is in danger."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.records.tables import HandoffRow
from tests.builders import Chat


def handoffs(services: Services) -> list[tuple[str, str]]:
    with services.sessions() as session:
        return [(one.reason, one.state) for one in session.exec(select(HandoffRow)).all()]


@pytest.mark.parametrize(
    ("words", "lang"),
    [("转人工", Lang.ZH), ("I want to talk to a person", Lang.EN), ("找个工作人员", Lang.ZH)],
)
def test_a_request_for_a_person_is_on_record_once(
    chat: Chat, services: Services, words: str, lang: Lang
) -> None:
    first = chat.says(words)
    assert first.status is Status.HANDOFF
    assert first.lang is lang
    assert "12333" in first.text
    again = chat.says(words)
    assert again.status is Status.HANDOFF
    assert again.text != first.text
    chat.presses("menu:person")
    assert handoffs(services) == [("asked", "waiting")]


@pytest.mark.parametrize(
    "words", ["我不想活了", "我想自杀", "I want to kill myself", "老板打我，我很害怕"]
)
def test_in_danger_the_crisis_lines_come_first_and_a_person_is_told(
    chat: Chat, services: Services, words: str
) -> None:
    reply = chat.says(words)
    assert reply.status is Status.SAFETY
    assert "110" in reply.text
    assert "12356" in reply.text
    assert handoffs(services) == [("distress", "waiting")]


@pytest.mark.parametrize(
    "words", ["我要打工", "不想死板的工作，想找灵活的活路", "老板打电话叫我去上班，工资多少合法"]
)
def test_words_that_only_look_alike_raise_no_alarm(
    chat: Chat, services: Services, words: str
) -> None:
    chat.says(words)
    assert handoffs(services) == []


def test_distress_after_a_request_is_seen_by_staff(chat: Chat, services: Services) -> None:
    chat.says("转人工")
    chat.says("我不想活了")
    assert "distress" in {reason for reason, _ in handoffs(services)}


def test_the_conversation_goes_on_while_a_person_is_waited_for(chat: Chat) -> None:
    chat.says("转人工")
    assert chat.says("留岗红包每人多少钱？").status is Status.ANSWERED
