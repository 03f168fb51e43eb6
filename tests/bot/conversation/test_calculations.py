"""Sums on one's own figures, as people ask for them: worked out, asked on for, never assumed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.reply import Incoming, Reply
from knowledge.answering.answer import Status
from knowledge.people.profile import Profile
from knowledge.people.storing import load_profile
from knowledge.records.turns import find_or_add_seeker
from knowledge.rules.calculators.calculate import Calculation
from tests.builders import SURFACE, Chat, buttons_of

TODAY = date(2026, 11, 30)


def says(chat: Chat, text: str, today: date = TODAY) -> Reply:
    chat.sent += 1
    sent = Incoming(chat.surface, chat.chat_id, f"m{chat.sent}", text=text, today=today)
    return chat.conversation.take(sent)


def the_sum(reply: Reply) -> Calculation:
    assert reply.status is Status.CALCULATION, reply.text
    (found,) = reply.calculations
    assert found.citations or found.missing
    return found


ASKED = [
    ("干了5年3个月，月薪6000，被裁了能赔多少", "severance", 33000),
    ("I was born in Aug 1976, I'm a man, when can I retire", "retirement-month", "2039-07"),
    ("交了8年失业保险能领几个月", "unemployment-benefit", 17),
    ("加班费怎么算，月薪5000，周末加班了16小时", "overtime-pay", 919.54),
    ("工作12年年假几天", "annual-leave", 10),
    ("十级伤残能赔多少，工资6000", "work-injury", 42000),
    ("我在公司干了5年半，工资8千，老板把我辞退了赔几个月", "severance", 48000),
    ("干了20年，月薪5000，被辞退能拿多少", "severance", 100000),
    ("被公司开除，工龄7年6个月，平均工资1万2，2N是多少", "severance", 192000),
    ("I worked 5 years and 3 months, salary 6000 a month, laid off. How much severance?",
     "severance", 33000),
    ("I was fired after three years and seven months, average pay 8,000 yuan, what am I owed",
     "severance", 32000),
    ("男的1970年5月出生，几岁退休", "retirement-month", "2031-10"),
    ("女工人1978年8月生啥时候能退休", "retirement-month", "2030-06"),
    ("1968年5月男的什么时候退休", "retirement-month", "2029-04"),
    ("I am a woman worker born in May 1980, when do I retire", "retirement-month", "2033-02"),
    ("没签合同干了8个月，月薪4000，能要多少双倍工资", "double-wages", 28000),
    ("No contract for 8 months at 4000 a month, how much double pay can I claim",
     "double-wages", 28000),
    ("我自己每月交社保900，社保补贴能补多少", "social-insurance-subsidy", 600),
    ("I pay 900 yuan a month for my own insurance, how much is the social insurance subsidy",
     "social-insurance-subsidy", 600),
    ("我剖腹产生了双胞胎，产假多少天", "maternity-leave", 208),
    ("怀孕5个月流产休几天", "maternity-leave", 42),
    ("I had twins by caesarean, how many days of maternity leave", "maternity-leave", 208),
    ("国庆加班3天，月薪4350，加班费多少", "overtime-pay", 1800),
    ("平时加班10小时周末8小时，月薪8700加班费多少", "overtime-pay", 1550),
    ("My salary is 8700 and I worked 10 hours overtime on weekdays and 8 hours on Saturday, "
     "how much overtime pay", "overtime-pay", 1550),
    ("九级伤残，缴费工资5000，能赔几个月多少钱", "work-injury", 45000),
    ("grade 7 disability, wage 6000, how much do I get for my work injury", "work-injury", 78000),
    ("交了5年半失业险，已经领了4个月，还能领几个月", "unemployment-benefit", 11),
    ("交了2年失业保险，上次还剩5个月没领，能领几个月", "unemployment-benefit", 11),
    ("交了10个月失业保险能领多少", "unemployment-benefit", 0),
    ("I paid unemployment insurance for 8 years, how many months can I draw",
     "unemployment-benefit", 17),
    ("工作了9年11个月，年休假几天", "annual-leave", 5),
    ("How many days of annual leave do I have after 12 years of work", "annual-leave", 10),
]  # fmt: skip


@pytest.mark.parametrize(("text", "calculator", "result"), ASKED)
def test_a_sum_on_own_figures_is_worked_out(chat, text, calculator, result):
    found = the_sum(says(chat, text))
    assert (found.calculator_id, found.result) == (calculator, result)
    assert found.steps
    assert found.inputs
    assert found.would_change


@pytest.mark.parametrize(
    "text",
    [
        "经济补偿怎么算", "年假有几天", "失业金每月多少", "加班费怎么算", "工龄20年 补偿封顶吗",
        "几岁退休",
        "月薪三万补偿有没有上限", "2026年失业金多少钱一个月", "产假多少天",
        "十级伤残是单位给钱还是社保给",
        "how is severance calculated", "how many days of annual leave", "when do men retire",
        "what is the overtime rate at weekends",
    ],
)  # fmt: skip
def test_a_question_without_own_figures_keeps_its_quoted_answer(chat, text):
    assert says(chat, text).status is not Status.CALCULATION


@pytest.mark.parametrize(
    "text",
    ["想找月薪6000的保安工作，周末双休", "我干过5年保安，想在渝北找工作",
     "I worked 5 years as a cook and look for a job"],
)  # fmt: skip
def test_a_wish_for_work_is_no_sum(chat, text):
    assert says(chat, text).status in {Status.MATCHED, Status.MATCHED_NONE}


def test_what_is_missing_is_asked_one_at_a_time_and_filled_in(chat):
    reply = chat.presses("calc:start:severance")
    assert "几年几个月" in reply.text
    assert the_sum(reply).missing == "months_worked"
    reply = says(chat, "5年3个月")
    assert the_sum(reply).missing == "average_wage"
    assert "5.5个月" in reply.text
    found = the_sum(says(chat, "六千"))
    assert found.result == 33000
    assert found.inputs == {"months_worked": 63, "average_wage": 6000}
    assert found.not_known == ()


def test_a_quoted_answer_offers_the_calculator(chat):
    reply = says(chat, "经济补偿怎么算")
    assert reply.status is Status.ANSWERED
    assert "calc:start:severance" in {button.action for button in buttons_of(reply)}


def test_the_last_sum_is_done_again_with_another_figure(chat):
    assert the_sum(says(chat, "干了5年3个月，月薪6000，被裁了能赔多少")).result == 33000
    assert the_sum(says(chat, "如果干了7年6个月呢")).result == 48000
    assert the_sum(says(chat, "月薪8000呢")).result == 64000
    assert the_sum(says(chat, "2N呢")).result == 128000


def test_answers_come_by_button_and_by_words_in_english(chat):
    reply = says(chat, "I was born in August 1978, when can I retire?")
    assert the_sum(reply).missing == "sex"
    reply = chat.presses("calc:is:sex:woman")
    assert the_sum(reply).missing == "formerly_retired_at"
    found = the_sum(says(chat, "at 55"))
    assert found.result == "2035-10"


def test_what_the_person_does_not_know_is_not_assumed(chat):
    says(chat, "月薪30000，干了15年，被裁赔多少")
    found = the_sum(says(chat, "不知道"))
    assert (found.result, found.missing) == (None, None)
    assert found.not_known == ("本市公布的上年度职工月平均工资",)
    assert any("450,000元" in one for one in found.would_change)


def test_an_approximate_length_is_asked_for(chat):
    reply = says(chat, "我干了三年多，工资六千，被裁赔多少")
    assert the_sum(reply).missing == "months_worked"


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("11级伤残工资6000能赔多少", "11级", "injury_grade"),
        ("交了400个月失业保险能领几个月", "400个月", "insured_months"),
        ("月薪-6000，干了5年被裁赔多少", "-6000", "average_wage"),
        ("干了5年，月薪负3000，被裁能赔多少", "负3000", "average_wage"),
        ("grade 12 work injury, wage 6000, how much do I get", "grade 12", "injury_grade"),
        ("干了90年，月薪6000，被裁赔多少", "90年", "months_worked"),
        ("周末加班了400小时，月薪5000，加班费多少", "400小时", "hours_restday"),
    ],
)
def test_a_figure_that_cannot_be_gets_a_clear_word_and_is_not_kept(chat, text, said, name):
    reply = says(chat, text)
    found = the_sum(reply)
    assert said in reply.text.splitlines()[0]
    assert found.result is None
    assert name not in found.inputs
    assert found.missing is not None


def test_two_figures_that_contradict_each_other_are_shown_and_one_is_asked(chat):
    reply = says(chat, "工资5000，月薪6000，干了5年，被裁能赔多少")
    assert the_sum(reply).missing == "average_wage"
    first = reply.text.splitlines()[0]
    assert "5000" in first
    assert "6000" in first
    assert the_sum(says(chat, "6000")).result == 30000


def test_a_wage_of_the_last_month_is_no_contradiction(chat):
    found = the_sum(says(chat, "平均工资8000，上个月工资7000，干了5年，N+1是多少"))
    assert found.result == 47000


def test_a_wrong_answer_is_asked_again(chat):
    says(chat, "十级伤残能赔多少，工资6000")
    reply = says(chat, "11级呢")
    assert "11级" in reply.text.splitlines()[0]
    assert the_sum(says(chat, "9级呢")).result == 54000


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("我1976年13月生，男，什么时候退休", "没有记下"),
        ("我2035年5月出生，男，什么时候退休", "在今天以后"),
        ("我男的，虚岁48，什么时候退休", "虚岁"),
    ],
)
def test_a_birth_that_cannot_be_is_asked_back(chat, text, word):
    reply = says(chat, text)
    assert word in reply.text.splitlines()[0]
    assert the_sum(reply).missing == "birth"


def test_only_what_was_said_is_kept_of_the_person(services, chat):
    says(chat, "干了5年3个月，月薪6000，被裁了能赔多少")
    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id)
    assert load_profile(services.sessions, seeker.seeker_id) == Profile()
    says(chat, "我1976年8月生，男，什么时候退休")
    profile = load_profile(services.sessions, seeker.seeker_id)
    assert (profile.birth_year, profile.birth_month, profile.sex) == (1976, 8, "man")
    assert the_sum(says(chat, "我什么时候退休，1976年8月的")).result == "2039-07"


def test_something_else_ends_the_sum(chat):
    says(chat, "在公司四个月被裁给多少")
    assert says(chat, "失业登记去哪里办").status is Status.ANSWERED
    assert says(chat, "6000").status is not Status.CALCULATION


@pytest.mark.parametrize(
    "action", ["calc:", "calc:start:nothing", "calc:is:sex:king", "calc:unknown"]
)
def test_a_forged_button_changes_nothing(chat, action):
    assert chat.presses(action).status is Status.NOTICE
