"""Insults, floods, noise and other scripts get a calm and short word, and a question its answer."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import HandoffRow
from tests.builders import Chat, buttons_of

INSULTS = [
    *("傻逼", "你这个废物机器人", "滚", "去死吧", "垃圾东西", "你妈的", "真是个智障", "没屁用"),
    *("fuck you", "you stupid bot", "this is bullshit", "shut up", "useless", "you suck"),
]


@pytest.mark.parametrize("text", INSULTS)
def test_an_insult_gets_a_calm_word_once(chat: Chat, text: str) -> None:
    first, second = chat.says(text), chat.says(text)
    assert first.status is second.status is Status.NOTICE
    assert len(second.text) < len(first.text)
    assert text not in first.text + second.text
    assert "menu:person" in {button.action for button in buttons_of(first)}


@pytest.mark.parametrize(
    "text",
    [
        *("妈的，失业登记去哪里办", "失业登记去哪里办，你个傻逼"),
        "damn, where do I register as unemployed?",
    ],
)
def test_a_question_with_abuse_around_it_is_answered(chat: Chat, text: str) -> None:
    assert chat.says(text).status is Status.ANSWERED


@pytest.mark.parametrize(
    "text",
    [
        *("垃圾分类员招不招", "垃圾清运的工作", "没用过APP怎么登记失业", "骗子公司怎么办"),
        *("rubbish collector jobs", "is it useless to apply twice?"),
    ],
)
def test_a_word_of_abuse_in_a_question_is_no_insult(chat: Chat, text: str) -> None:
    chat.says(text)
    assert chat.says("傻逼").text != chat.says("傻逼").text, "the calm word was still to come"


def test_the_same_message_fifty_times_is_answered_fifty_times(
    chat: Chat, services: Services
) -> None:
    replies = [chat.says("留岗红包每人多少钱？") for _ in range(50)]
    assert {reply.status for reply in replies} == {Status.ANSWERED}
    assert len({reply.text for reply in replies}) == 1
    with services.sessions() as session:
        assert session.exec(select(HandoffRow)).all() == []


def test_fifty_requests_for_a_person_are_one_on_the_list(chat: Chat, services: Services) -> None:
    assert {chat.says("转人工").status for _ in range(50)} == {Status.HANDOFF}
    with services.sessions() as session:
        assert len(session.exec(select(HandoffRow)).all()) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("asdfghjkl", "dsjfhksjdhf", "0x4af3 9f 00 ff fe 89 50 4e 47", "%PDF-1.4 %âãÏÓ"),
        *("iVBORw0KGgoAAAANSUhEUgAAAAUA", "。。。a", "�����ab", "a" * 3_999),
        *("\x01\x02\x03PK\x03\x04abc", "😀a😀b😀", "。" * 4_000),
    ],
)
def test_noise_gets_a_short_word_and_no_citation(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    assert reply.status not in {Status.ANSWERED, Status.ERROR, Status.HANDOFF}
    assert reply.citations == ()
    assert len(reply.text) < 600


@pytest.mark.parametrize(
    "text",
    [
        *("こんにちは、仕事を探しています", "Привет, где найти работу?", "مرحبا كيف أجد عملا"),
        *("안녕하세요 일자리 찾고 있어요", "สวัสดี", "Γεια σας, ψάχνω για δουλειά", "שלום"),
    ],
)
def test_other_scripts_are_told_which_languages_are_spoken(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    assert reply.status is Status.NOTICE
    assert "中文" in reply.text
    assert "English" in reply.text


@pytest.mark.parametrize("text", ["留崗紅包每人多少錢？", "ｗｈａｔ is it", "补贴α多少"])
def test_our_scripts_in_other_dress_are_read(chat: Chat, text: str) -> None:
    assert "English" not in chat.says(text).text
