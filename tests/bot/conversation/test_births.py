"""Births and ages as people say them: exact on the day of the turn, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.reply import Incoming, Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.people.profile import Profile
from knowledge.people.storing import load_profile
from knowledge.records.turns import find_or_add_seeker
from tests.builders import SURFACE, Chat, buttons_of

TODAY = date(2026, 11, 30)
MAY, NOT, NEED = (
    FindingResult.MAY_QUALIFY,
    FindingResult.DOES_NOT_QUALIFY,
    FindingResult.NEED_MORE,
)
NOT_REACHED = "你没到按出生月份算的法定退休年龄"


def says(chat: Chat, text: str, today: date = TODAY) -> Reply:
    chat.sent += 1
    sent = Incoming(chat.surface, chat.chat_id, f"m{chat.sent}", text=text, today=today)
    return chat.conversation.take(sent)


def the_one(reply: Reply) -> Finding:
    assert reply.status is Status.ELIGIBILITY, reply.text
    (finding,) = reply.findings
    return finding


def profile_of(services: Services, chat: Chat) -> Profile:
    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id)
    return load_profile(services.sessions, seeker.seeker_id)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("我男，61岁，重庆户口，已登记失业，没领养老金，能算4050吗", NOT),
        ("我男，64岁，重庆户口，已登记失业，没领养老金，能算4050吗", NOT),
        ("我女，62岁，重庆户口，已登记失业，没领养老金，能算4050吗", NOT),
        ("我男，1966年9月生，重庆户口，已登记失业，能算4050吗", MAY),
        ("我男，1966年5月生，重庆户口，已登记失业，能算4050吗", NOT),
        ("我男，1966年生，重庆户口，已登记失业，能算4050吗", NEED),
        ("我女，1976年8月生，重庆户口，已登记失业，能算4050吗", MAY),
        ("我女，生于1986年12月15日，重庆户口，已登记失业，能算4050吗", NOT),
        ("1986年12月15日出生，女，登记失业，我是4050吗", NOT),
        ("出生日期1976-08-15，男，登记失业，能算4050吗", MAY),
        ("我女，53岁，原来50岁退的工人岗，登记失业，能算4050吗", NOT),
    ],
)
def test_the_4050_rule_goes_by_the_day_of_birth(chat, text, result):
    finding = the_one(says(chat, text))
    assert finding.result is result
    if result is NOT and "1986" not in text:
        assert NOT_REACHED in finding.not_met


def test_the_birthday_itself_decides(chat):
    text = "我女，生于1986年12月15日，重庆户口，已登记失业，能算4050吗"
    assert the_one(says(chat, text, date(2026, 12, 14))).result is NOT
    assert the_one(says(chat, text, date(2026, 12, 15))).result is MAY


def test_a_year_that_leaves_it_open_is_asked_to_the_day(services, chat):
    reply = says(chat, "我女，1986年生，登记失业，能算4050吗")
    assert the_one(reply).result is NEED
    assert "几月几日" in reply.text
    assert the_one(says(chat, "12月15日的")).result is NOT
    profile = profile_of(services, chat)
    assert (profile.birth_year, profile.birth_month, profile.birth_day) == (1986, 12, 15)


BIRTHS = [
    ("我1976年8月生", (1976, 8, None)),
    ("我是76年12月生的", (1976, 12, None)),
    ("76年8月的，女", (1976, 8, None)),
    ("出生日期1976-08-15，男", (1976, 8, 15)),
    ("我出生于1976年8月15日", (1976, 8, 15)),
    ("我是1976.8.15出生的", (1976, 8, 15)),
    ("我七六年八月生，女", (1976, 8, None)),
    ("我一九七六年八月十五日出生", (1976, 8, 15)),
    ("出生年月：1976年8月", (1976, 8, None)),
    ("我生日是1976年8月15号", (1976, 8, 15)),
    ("我是1976年的", (1976, None, None)),
    ("本人女，76年出生", (1976, None, None)),
    ("我88年3月出生的", (1988, 3, None)),
    ("我零二年五月生", (2002, 5, None)),
    ("我是1976年8月份出生的人", (1976, 8, None)),
    ("生在1976年8月，女", (1976, 8, None)),
    ("我男，1976/8/15生", (1976, 8, 15)),
    ("出生19760815，女", (1976, 8, 15)),
    ("我是女的，七六年十二月的", (1976, 12, None)),
    ("我1976年8月15出生", (1976, 8, 15)),
    ("I was born in August 1976", (1976, 8, None)),
    ("I was born on 15 December 1976", (1976, 12, 15)),
    ("I was born on December 15, 1976", (1976, 12, 15)),
    ("I was born in Dec 1976", (1976, 12, None)),
    ("My date of birth is 1976-12-15", (1976, 12, 15)),
    ("DOB 15/12/1976, I am a woman", (1976, 12, 15)),
    ("My birthday is 15 August 1976", (1976, 8, 15)),
    ("I was born on the 3rd of March 1980", (1980, 3, 3)),
    ("I was born in 1976", (1976, None, None)),
    ("I am a woman born in Sept 1981", (1981, 9, None)),
    ("born 1976-08-15, man", (1976, 8, 15)),
    ("I'm a man, born August 1966", (1966, 8, None)),
    ("I was born on 15.12.1976", (1976, 12, 15)),
    ("My date of birth: 8 May 1990", (1990, 5, 8)),
    ("I was born May 8th, 1990", (1990, 5, 8)),
    ("I was born in the May of 1990", (1990, 5, None)),
    ("I was born on 15th Dec. 1976", (1976, 12, 15)),
    ("Birth date 1976/12/15, woman", (1976, 12, 15)),
    ("my birthday is May 8, 1990", (1990, 5, 8)),
    ("born in '76, woman", (1976, None, None)),
]


@pytest.mark.parametrize(("text", "birth"), BIRTHS)
def test_births_are_understood_in_both_languages(services, chat, text, birth):
    says(chat, text)
    profile = profile_of(services, chat)
    assert (profile.birth_year, profile.birth_month, profile.birth_day) == birth


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我1976年13月生，女", "没有记下"),
        ("我1976年2月30日出生，女", "没有记下"),
        ("我2030年5月出生，女", "在今天以后"),
        ("我1890年5月出生，女", "太早"),
        ("我女，虚岁40", "虚岁"),
        ("我属虎今年39", "属相"),
        ("我女，六七年腊月生的", "农历"),
        ("我女，1976年农历八月初三生的", "农历"),
        ("I am a woman born on 05/12/1976", "cannot be told apart"),
        ("I am a man, born on 31 April 1976", "no real day"),
        ("I was born in May 2031", "future"),
    ],
)
def test_a_birth_that_cannot_be_is_asked_back_and_not_kept(services, chat, text, word):
    assert word in says(chat, text).text
    assert profile_of(services, chat).birth is None


@pytest.mark.parametrize(
    "text",
    [
        "2015年的政策还有效吗", "我2010年毕业", "我2020年3月下岗的", "我儿子2015年3月生",
        "1976年的房子",
        "I graduated in June 2012", "I was laid off in March 2020",
    ],
)  # fmt: skip
def test_other_years_are_no_births(services, chat, text):
    says(chat, text)
    assert profile_of(services, chat).birth is None


def test_what_contradicts_is_shown_and_one_is_asked(services, chat):
    says(chat, "我1976年8月生")
    reply = says(chat, "我45岁，男，登记失业，能算4050吗")
    assert reply.status is Status.CLARIFY
    assert "1976年8月" in reply.text
    assert "45岁" in reply.text
    assert profile_of(services, chat).birth_month == 8

    reply = chat.presses(buttons_of(reply)[0].action)
    assert the_one(reply).result is MAY
    assert profile_of(services, chat).birth_month == 8


def test_the_other_of_two_can_be_chosen_or_typed(services, chat):
    says(chat, "我1976年8月生")
    reply = says(chat, "我45岁，男，登记失业，能算4050吗")
    assert the_one(chat.presses(buttons_of(reply)[1].action)).result is NOT
    assert profile_of(services, chat).birth_month is None

    assert says(chat, "我1990年5月生").status is Status.CLARIFY
    says(chat, "1990年5月")
    assert profile_of(services, chat).birth_year == 1990


def test_two_births_in_one_message_are_both_shown_and_neither_is_kept(services, chat):
    reply = says(chat, "我1976年生，今年45岁，男，登记失业，能算4050吗")
    assert reply.status is Status.CLARIFY
    assert "1976年" in reply.text
    assert "45岁" in reply.text
    assert profile_of(services, chat).birth is None


def test_what_agrees_is_no_contradiction_and_the_more_exact_is_kept(services, chat):
    says(chat, "我50岁")
    says(chat, "我1976年8月生")
    says(chat, "我50岁，女")
    profile = profile_of(services, chat)
    assert (profile.birth_month, profile.age_told_on) == (8, None)


def test_sex_told_otherwise_is_asked(services, chat):
    says(chat, "我是男的，50岁")
    reply = says(chat, "我是女的，住在渝中区")
    assert reply.status is Status.CLARIFY
    chat.presses("settle:sex:woman")
    assert profile_of(services, chat).sex == "woman"
    assert profile_of(services, chat).home_district == "渝中区"


@pytest.mark.parametrize("action", ["settle:birth:1976-13", "settle:sex:king", "settle:age:x@y"])
def test_a_forged_choice_changes_nothing(services, chat, action):
    chat.presses(action)
    assert profile_of(services, chat) == Profile()


def test_a_number_like_an_identity_number_tells_no_birth(services, chat):
    says(chat, "我的身份证号500112197608150027，女，能算4050吗")
    assert profile_of(services, chat).birth is None


def test_dropping_the_birth_drops_all_of_it(services, chat):
    says(chat, "我1976年8月15日出生")
    chat.presses("fact_drop:birth_year")
    assert profile_of(services, chat) == Profile()
