"""Somebody tells about themselves, sees what is held, takes it along, has it deleted."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow, TurnRow
from tests.builders import Chat, buttons_of

TABLES = (SeekerRow, ProfileRow, ProfileFactRow, TurnRow, HandoffRow)


def rows(services: Services) -> dict[str, int]:
    with services.sessions() as session:
        return {str(t.__tablename__): len(session.exec(select(t)).all()) for t in TABLES}


@pytest.mark.parametrize(
    ("said", "words", "lang"),
    [
        ("我52岁，重庆户口，有C1驾照", ["52岁", "C1驾照"], Lang.ZH),
        ("I am 52 years old and I hold a C1 driving licence", ["52", "C1"], Lang.EN),
    ],
)
def test_what_was_said_is_shown_with_the_words_it_came_from(
    chat: Chat, said: str, words: list[str], lang: Lang
) -> None:
    told = chat.says(said)
    assert told.status is Status.PROFILE
    shown = chat.presses("command:mydata")
    assert shown.lang is lang
    assert [word for word in words if word not in shown.text] == []
    assert "1974" in shown.text


@pytest.mark.parametrize("ask", ["你存了我的什么", "what do you know about me"])
def test_it_can_be_asked_for_in_words(chat: Chat, ask: str) -> None:
    chat.says("我52岁，重庆户口")
    reply = chat.says(ask)
    assert {"data:export", "data:forget"} == {button.action for button in buttons_of(reply)}


def test_a_later_word_replaces_an_earlier_one(chat: Chat) -> None:
    chat.says("我52岁，重庆户口")
    chat.says("说错了，我53岁")
    shown = chat.presses("command:mydata").text
    assert "1973" in shown
    assert "1974" not in shown
    assert "重庆户口" in shown


def test_the_export_holds_everything_as_json(chat: Chat) -> None:
    chat.says("我52岁，重庆户口")
    chat.says("转人工")
    held = json.loads(chat.presses("data:export").text)
    assert {fact["name"] for fact in held["profile"]} >= {"birth_year", "residence"}
    assert [turn["text"] for turn in held["turns"]] == ["我52岁，重庆户口", "转人工"]
    assert [one["reason"] for one in held["handoffs"]] == ["asked"]


def test_deleting_asks_once_more_and_then_leaves_no_row(chat: Chat, services: Services) -> None:
    other = Chat(services.conversation, "somebody-else")
    other.says("我40岁，四川户口")
    others = rows(services)
    chat.says("我52岁，重庆户口")
    chat.says("转人工")
    sure = chat.presses("command:forget")
    assert rows(services)["turns"] == others["turns"] + 3
    forgotten = chat.presses_button(sure, "是，全部删除")
    assert forgotten.status is Status.NOTICE
    assert rows(services) == others
    assert "1986" in other.presses("command:mydata").text


def test_keeping_keeps(chat: Chat) -> None:
    chat.says("我52岁，重庆户口")
    chat.presses_button(chat.presses("command:forget"), "不，保留")
    assert "1974" in chat.presses("command:mydata").text


def test_after_deleting_a_new_conversation_knows_nothing(chat: Chat) -> None:
    chat.says("我52岁，重庆户口")
    chat.says("留岗红包每人多少钱？")
    chat.presses("data:forget_yes")
    assert "1974" not in chat.presses("command:mydata").text
    assert chat.presses("command:sources").citations == ()
