"""Somebody in danger is heard, in both languages and indirect words; idioms are left alone."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.reading.danger import Danger, danger_in
from knowledge.records.tables import HandoffRow
from tests.builders import CHECKOUT, Chat

DATA = CHECKOUT / "tests" / "data"


def lines(name: str) -> list[str]:
    return (DATA / name).read_text("utf-8").splitlines()


TOLD = [tuple(line.split("\t")) for line in lines("danger_told.tsv")]
HARMLESS = lines("danger_harmless.txt")


@pytest.mark.parametrize(("danger", "text"), TOLD)
def test_danger_is_heard(danger: str, text: str) -> None:
    assert danger_in(text) is Danger(danger)


@pytest.mark.parametrize("text", HARMLESS)
def test_strong_words_about_work_are_no_danger(text: str) -> None:
    assert danger_in(text) is None


def test_there_are_enough_of_either() -> None:
    assert len(TOLD) >= 60
    assert len(HARMLESS) >= 60


LINES = {
    "我不想活了": ("12356", "120", "110"),
    "老公天天打我，怎么办": ("110", "120", "12338"),
    "老板扣了身份证不让我们走": ("110", "12333"),
    "I can't go on": ("12356", "120", "110"),
    "he beats me": ("110", "120", "12338"),
    "they locked us in the factory": ("110",),
}


@pytest.mark.parametrize("text", LINES)
def test_crisis_lines_come_first_and_a_person_is_told_once(
    chat: Chat, services: Services, text: str
) -> None:
    for _ in range(3):
        reply = chat.says(text)
        assert reply.status is Status.HANDOFF
        assert [line for line in LINES[text] if line not in reply.text] == []
    with services.sessions() as session:
        assert [row.reason for row in session.exec(select(HandoffRow))] == ["distress"]


@pytest.mark.parametrize("text", ["找工作找得想死", "加班加得真想死"])
def test_weariness_gets_a_gentle_word_and_a_person_on_request(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    assert reply.status is Status.NOTICE
    assert "12356" in reply.text
    assert "menu:person" in {button.action for row in reply.buttons for button in row}
