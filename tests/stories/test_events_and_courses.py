"""Somebody asks for job fairs and courses, finds them beside posts, and is reminded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.events.store import offering
from knowledge.language import Lang
from tests.builders import TODAY, Chat, buttons_of
from tests.stories.test_staying_in_touch import Later


def offered(reply: Reply) -> list[str]:
    return [
        button.action.removeprefix("offer:open:")
        for button in buttons_of(reply)
        if button.action.startswith("offer:open:")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月有招聘会吗", ["EV-S08", "EV-S11", "EV-S09", "EV-S10"]),
        ("job fairs in December", ["EV-S08", "EV-S11", "EV-S09", "EV-S10"]),
        ("下个月有直播带岗吗", ["EV-S11"]),
        ("12月江津区有没有招聘会", ["EV-S09", "EV-S11"]),
        ("Are there any job fairs in Jiangjin in December?", ["EV-S09", "EV-S11"]),
        ("过完年万州有招聘会吗", ["EV-S02", "EV-S12"]),
        ("哪里有叉车培训班", ["CO-S01"]),
        ("any welding courses near Jiulongpo?", ["CO-S03"]),
        ("3月有什么培训课程", ["CO-S06", "CO-S09", "CO-S07"]),
    ],
)
def test_events_and_courses_are_found_by_day_district_and_trade(
    chat: Chat, text: str, expected: list[str]
) -> None:
    reply = chat.says(text)
    assert reply.status is Status.MATCHED
    assert offered(reply) == expected
    assert ("示例" if reply.lang is Lang.ZH else "sample") in reply.text


def test_where_nothing_goes_on_then_the_next_ones_are_named(chat: Chat) -> None:
    reply = chat.says("明天有招聘会吗")
    assert "那几天没有" in reply.text
    assert offered(reply)[0] == "EV-S08"


def test_a_question_on_fairs_in_other_words_is_not_declined(chat: Chat) -> None:
    assert offered(chat.says("When is the next job fair?"))


@pytest.mark.parametrize(
    "text",
    [
        "春风行动什么时候举行",
        "职业培训补贴怎么申请",
        "退捕渔民免费培训有什么政策",
        "Does the Spring Breeze Action have free services?",
    ],
)
def test_questions_on_policy_stay_questions(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    assert reply.citations
    assert not offered(reply)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_course_is_offered_where_a_certificate_bars_posts_and_cites_the_subsidy(
    chat: Chat, lang: Lang
) -> None:
    wish = "想找叉车司机的工作" if lang is Lang.ZH else "I am looking for forklift driver work"
    assert "CO-S01" in offered(chat.says(wish))
    told = chat.presses("offer:open:CO-S01")
    assert told.lang is lang
    assert {citation.document_id for citation in told.citations} == {
        "vocational-training-subsidy-2022"
    }
    assert all(citation.quote in told.text for citation in told.citations)


def test_an_event_near_the_posts_stands_beside_them(chat: Chat) -> None:
    reply = chat.says("想在九龙坡区找保洁的工作")
    assert offered(reply)[0] == "EV-S04"


def test_asking_for_a_fair_somewhere_is_no_wish_to_work_there(chat: Chat) -> None:
    chat.says("万州区有没有招聘会")
    assert "万州" not in chat.presses("command:mydata").text


def test_the_day_before_there_is_one_reminder(services: Services) -> None:
    chat = Later(services.conversation)
    chat.presses("offer:remind:EV-S08")
    other = Later(services.conversation, chat_id="other")
    event = offering(services.sessions, "EV-S08")
    assert event is not None
    told = []
    for days in range(10, 14):
        chat.today = other.today = TODAY + timedelta(days=days)
        told += [chat.today] if event.title in chat.says("谢谢").text else []
        assert event.title not in other.says("谢谢").text
    assert told == [event.starts - timedelta(days=1)]


def test_a_reminder_can_be_taken_back(services: Services) -> None:
    chat = Later(services.conversation)
    chat.presses("offer:remind:EV-S08")
    chat.presses("offer:forget:EV-S08")
    chat.today = TODAY + timedelta(days=12)
    assert "提醒：" not in chat.says("谢谢").text


@pytest.mark.parametrize("action", ["offer:open:none", "offer:remind:none", "offer:dance:EV-S08"])
def test_a_button_of_nothing_gets_a_calm_word(chat: Chat, action: str) -> None:
    assert chat.presses(action).status is Status.NOTICE
