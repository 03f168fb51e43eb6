"""Several people in one chat, never mixed."""

from __future__ import annotations

import json

import pytest

from knowledge.answering.answer import Status
from knowledge.people.storing import load_profile
from knowledge.records.turns import find_or_add_seeker
from tests.builders import Chat, buttons_of


def profile_of(services, chat, label="self"):
    seeker = find_or_add_seeker(services.sessions, chat.surface, chat.chat_id)
    return load_profile(services.sessions, seeker.seeker_id, label)


def test_facts_go_to_the_one_they_are_about(chat, services):
    chat.says("我30岁，本科")
    chat.says("我妈52岁，低保户")
    chat.says("她初中文化")
    assert profile_of(services, chat).birth_year == 1996
    assert profile_of(services, chat, "mother").birth_year == 1974
    assert profile_of(services, chat, "mother").education == "junior_high"
    assert profile_of(services, chat).education == "bachelor"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("帮我妈问，她46岁，低保户", "你妈妈"),
        ("my son just graduated with a bachelor's degree", "your son"),
        ("我老公52岁，会开货车", "你丈夫"),
        ("cleaning work for my wife in Banan", "your wife"),
    ],
)
def test_the_reply_says_for_whom_it_speaks_and_how_to_come_back(chat, text, who):
    reply = chat.says(text)
    assert who in reply.text.splitlines()[0]
    assert "person:self" in {button.action for button in buttons_of(reply)}


@pytest.mark.parametrize("back", ["回到我自己", "for me", "!person:self"])
def test_one_comes_back_by_words_or_button(chat, services, back):
    chat.says("帮我妈问，她46岁")
    chat.presses(back[1:]) if back[0] == "!" else chat.says(back)
    chat.says("我30岁")
    assert profile_of(services, chat).birth_year == 1996
    assert profile_of(services, chat, "mother").birth_year == 1980


def test_a_wish_of_ones_own_after_somebody_elses_is_ones_own(chat, services):
    chat.says("帮我妈找保洁，她46岁，南岸")
    reply = chat.says("我想找个保安的工作，渝北")
    assert "你妈妈" not in reply.text
    assert profile_of(services, chat).wishes == ("保安",)
    assert profile_of(services, chat, "mother").wishes == ("保洁",)


@pytest.mark.parametrize(
    "text",
    [
        "我妈叫我找个保洁的工作，我30岁",
        "my mother wants me to find a job, I am 30",
        "我要照顾我妈，我30岁，只能上白班",
    ],
)
def test_a_relative_in_the_sentence_is_not_always_who_is_meant(chat, services, text):
    reply = chat.says(text)
    assert "妈" not in reply.text.splitlines()[0].replace("我妈", "")
    assert profile_of(services, chat, "mother").known() == {}
    assert profile_of(services, chat).birth_year == 1996


def test_eligibility_is_asked_for_the_one_spoken_of(chat, services):
    chat.says("我30岁，本科")
    chat.says("我妈52岁，失业了，重庆户口，能领什么补贴")
    reply = chat.presses("menu:may")
    assert reply.status is Status.ELIGIBILITY
    assert "你妈妈" in reply.text.splitlines()[0]
    pressed = chat.presses("fact:registered_unemployed:yes")
    assert pressed.status is Status.ELIGIBILITY
    assert profile_of(services, chat, "mother").registered_unemployed is True
    assert profile_of(services, chat).registered_unemployed is None


def test_a_question_on_policy_that_names_a_relative_changes_nobody(chat, services):
    chat.says("我30岁")
    chat.says("我邻居问留岗红包每人多少钱？")
    asked = chat.says("52岁")
    assert profile_of(services, chat).birth_year == 1996
    chat.presses(buttons_of(asked)[1].action)
    assert profile_of(services, chat).birth_year == 1974


def test_each_person_is_shown_apart_and_deleted_alone(chat, services):
    chat.says("我30岁，本科")
    chat.says("帮我妈问，她46岁，低保户")
    shown = chat.presses("command:mydata")
    assert shown.text.index("你自己") < shown.text.index("1996") < shown.text.index("你妈妈")
    sure = chat.presses("data_drop:mother")
    assert "1980" in chat.presses("command:mydata").text
    dropped = chat.presses_button(sure, "是，删除")
    assert "你妈妈" in dropped.text
    left = chat.presses("command:mydata").text
    assert "1996" in left
    assert "1980" not in left
    assert profile_of(services, chat, "mother").known() == {}


def test_the_export_keeps_people_apart(chat):
    chat.says("我30岁")
    chat.says("我妈46岁，低保户")
    held = json.loads(chat.presses("data:export").text)
    assert {fact["name"] for fact in held["profile"]} == {"birth_year", "age_told_on"}
    assert {"birth_year", "statuses"} <= {fact["name"] for fact in held["people"]["mother"]}


def test_six_people_and_no_more(chat):
    for who in ("我妈", "我爸", "我老婆", "我儿子", "我女儿", "我哥"):
        assert chat.says(f"帮{who}问，今年40岁").status is Status.PROFILE
    assert "最多" in chat.says("帮我邻居问，他50岁").text
    assert "1976" not in chat.presses("command:mydata").text


def test_whom_one_speaks_of_outlives_the_process(services):
    first = Chat(services.conversation, "kept")
    first.says("帮我妈问，她46岁")
    again = Chat(services.conversation, "kept", sent=10)
    assert "你妈妈" in again.says("初中文化").text.splitlines()[0]


def test_a_person_that_is_nobody_is_no_button(chat):
    assert chat.presses("person:nobody").status is Status.NOTICE
    assert chat.presses("data_drop:nobody").status is Status.NOTICE
