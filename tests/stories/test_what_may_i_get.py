"""Somebody asks what they may get: findings, one question at a time, no decision for the office."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import FindingResult
from knowledge.language import Lang
from knowledge.people.storing import load_profile
from knowledge.records.turns import find_or_add_seeker
from tests.builders import SURFACE, Chat, buttons_of

SAID = {
    Lang.ZH: "我52岁，失业半年，重庆户口，能领什么补贴？",
    Lang.EN: "I am 52, out of work for half a year, registered in Chongqing. What may I get?",
}


def question_buttons(reply: Reply) -> list[str]:
    return [one.action for one in buttons_of(reply) if one.action.startswith("fact:")]


@pytest.mark.parametrize("lang", list(Lang))
def test_findings_come_with_a_question_and_answers_lead_on(
    chat: Chat, services: Services, lang: Lang
) -> None:
    reply = chat.says(SAID[lang])
    assert reply.status is Status.ELIGIBILITY
    assert reply.lang is lang
    assert reply.findings
    asked: list[str] = []
    for _ in range(4):
        buttons = question_buttons(reply)
        if not buttons:
            break
        # The last but one says no, or none of these; the last one would rather not say, and
        # stands alone under a question whose answer is typed.
        asked.append(buttons[-2:][0])
        reply = chat.presses(asked[-1])
        assert reply.status is Status.ELIGIBILITY
        assert reply.findings
    assert asked
    assert len(set(asked)) == len(asked)
    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id)
    profile = load_profile(services.sessions, seeker.seeker_id)
    assert profile.birth_year == 1974
    assert profile.unemployed_months == 6


@pytest.mark.parametrize("lang", list(Lang))
def test_every_finding_rests_on_clauses_and_says_what_it_knows(chat: Chat, lang: Lang) -> None:
    for finding in chat.says(SAID[lang]).findings:
        assert finding.title
        assert finding.citations
        if finding.result is FindingResult.NEED_MORE:
            assert finding.not_known
        if finding.result is FindingResult.DOES_NOT_QUALIFY:
            assert finding.not_met


def test_a_typed_answer_counts_as_much_as_a_button(chat: Chat) -> None:
    reply = chat.says(SAID[Lang.ZH])
    before = question_buttons(reply)
    assert before
    after = chat.says(next(b.text for b in buttons_of(reply) if b.action == before[0]))
    assert after.status is Status.ELIGIBILITY
    assert question_buttons(after) != before


def test_another_question_in_between_is_answered(chat: Chat) -> None:
    chat.says(SAID[Lang.ZH])
    reply = chat.says("留岗红包每人多少钱？")
    assert reply.status is Status.ANSWERED


def test_the_button_asks_without_knowing_anything(chat: Chat) -> None:
    reply = chat.presses("menu:may")
    assert reply.status is Status.ELIGIBILITY
    assert question_buttons(reply)
    assert not [f for f in reply.findings if f.result is FindingResult.MAY_QUALIFY]


def test_an_enterprise_gets_findings_for_enterprises(chat: Chat) -> None:
    reply = chat.says("我们公司能申请什么补贴？")
    assert reply.status is Status.ELIGIBILITY
    person = {finding.programme_id for finding in chat.presses("menu:may").findings}
    assert not person & {finding.programme_id for finding in reply.findings}


@pytest.mark.parametrize(
    "action", ["fact:nothing:yes", "fact:birth_year:soon", "fact:", "fact:sex"]
)
def test_a_button_that_is_none_changes_nothing(chat: Chat, action: str) -> None:
    chat.says(SAID[Lang.ZH])
    assert chat.presses(action).status is Status.NOTICE


def test_a_typed_no_answers_the_question_about_statuses(chat: Chat) -> None:
    first = chat.says("我能申请哪些补贴？")
    assert any(button.action.startswith("fact:statuses:") for button in buttons_of(first))
    reply = chat.says("都没有")
    assert reply.status is Status.ELIGIBILITY
    assert not any(button.action.startswith("fact:statuses:") for button in buttons_of(reply))
