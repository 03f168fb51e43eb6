"""Somebody asks about a policy, in either language: a quote with its figure, and what follows."""

from __future__ import annotations

import re

import pytest

from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.language.figures import figures
from tests.builders import Chat, buttons_of, evidence_of

DECLINED = {Status.DECLINED_NO_SOURCE, Status.DECLINED_OUT_OF_SCOPE}


def _without_terms(text: str) -> str:
    """Without the Chinese terms that an English answer gives once each, where they come first."""
    return re.sub(r" ?\([\u4e00-\u9fff]+\)", "", text)


@pytest.mark.parametrize(
    ("question", "lang", "evidence", "figure"),
    [
        ("留岗红包每人多少钱？", Lang.ZH, {"F19", "P-RED-ENT"}, 300),
        ("How much was the retention red envelope?", Lang.EN, {"F19", "P-RED-ENT"}, 300),
        ("2021年前七个月重庆城镇新增就业多少人？", Lang.ZH, {"F02"}, 498_500),
        ("How many new urban jobs were there in January to July 2021?", Lang.EN, {"F02"}, 498_500),
    ],
)
def test_an_answer_quotes_the_clause_with_its_figure(
    chat: Chat, question: str, lang: Lang, evidence: set[str], figure: int
) -> None:
    reply = chat.says(question)
    assert reply.status is Status.ANSWERED
    assert reply.lang is lang
    assert evidence & evidence_of(reply)
    assert figure in figures(reply.text)
    for citation in reply.citations:
        assert _without_terms(citation.quote) in _without_terms(reply.text)
        assert citation.title in reply.text
        assert citation.issuer


@pytest.mark.parametrize(
    ("question", "then", "lang"),
    [
        ("留岗红包每人多少钱？", "那哪些企业可以申请？", Lang.ZH),
        ("How much was the retention red envelope?", "And which enterprises could apply?", Lang.EN),
    ],
)
def test_a_follow_up_stays_with_its_subject_and_the_sources_can_be_seen(
    chat: Chat, question: str, then: str, lang: Lang
) -> None:
    chat.says(question)
    follow_up = chat.says(then)
    assert follow_up.status is Status.ANSWERED
    assert any("red-envelope" in citation.document_id for citation in follow_up.citations)

    sources = chat.presses("command:sources")
    assert sources.status is Status.NOTICE
    assert {one.clause_id for one in sources.citations} == {
        one.clause_id for one in follow_up.citations
    }
    for citation in sources.citations:
        assert citation.quote in sources.text
    # The Chinese original comes first, as the office reads it, then the reader's own language.
    assert any("一" <= c <= "鿿" for c in sources.text)
    has_english = any(word in sources.text for word in ("enterprise", "yuan", "Enterprise"))
    assert has_english is (lang is Lang.EN)


def test_the_button_under_an_answer_shows_its_clauses(chat: Chat) -> None:
    answer = chat.says("失业登记去哪里办？")
    action = next(one.action for one in buttons_of(answer) if one.action == "sources")
    assert chat.presses(action).citations == answer.citations


def test_without_an_answer_there_are_no_sources(chat: Chat) -> None:
    reply = chat.presses("command:sources")
    assert reply.status is Status.NOTICE
    assert reply.citations == ()


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("红烧肉要炖多久才软", Lang.ZH),
        ("What is the capital gains tax on racing camels?", Lang.EN),
    ],
)
def test_what_the_knowledge_base_does_not_hold_is_declined(
    chat: Chat, question: str, lang: Lang
) -> None:
    reply = chat.says(question)
    assert reply.status in DECLINED
    assert reply.lang is lang
    assert reply.citations == ()


def test_two_declines_in_a_row_offer_a_person(chat: Chat) -> None:
    chat.says("红烧肉要炖多久才软")
    second = chat.says("昨天晚上的足球比赛哪个队赢了")
    assert second.status in DECLINED
    assert [button.action for button in buttons_of(second)] == ["menu:person"]


def test_a_programme_that_has_closed_is_answered_as_closed(chat: Chat) -> None:
    reply = chat.says("留岗红包企业每人补多少钱，现在还能申请吗？")
    assert reply.status is Status.ANSWERED
    ended = {one.effective_to for one in reply.citations if one.effective_to}
    assert ended
    assert any(end in reply.text for end in ended)


def test_the_language_of_each_message_is_answered_until_one_is_fixed(chat: Chat) -> None:
    assert chat.says("留岗红包每人多少钱？").lang is Lang.ZH
    assert chat.says("How much was the retention red envelope?").lang is Lang.EN
    assert chat.presses("language:zh").lang is Lang.ZH
    fixed = chat.says("How much was the retention red envelope?")
    assert fixed.lang is Lang.ZH
    assert fixed.status is Status.ANSWERED
    chat.presses("language:auto")
    assert chat.says("How much was the retention red envelope?").lang is Lang.EN


@pytest.mark.parametrize(
    "question",
    [
        "留岗红包每人多少钱？我叫王小明，身份证11010519491231002X",
        "我的电话是13896012345，留岗红包每人多少钱？",
        "How much was the retention red envelope? My phone is 13896012345.",
    ],
)
def test_personal_data_in_a_question_does_not_keep_it_from_being_answered(
    chat: Chat, question: str
) -> None:
    reply = chat.says(question)
    assert reply.status is Status.ANSWERED
    assert {"F19", "P-RED-ENT"} & evidence_of(reply)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("What is the minimum wage?", "P-MINWAGE-2025"),
        ("What is the minimum wage now?", "P-MINWAGE-2025"),
        ("最低工资", "P-MINWAGE-2025"),
        ("三支一扶", "P-GRASS-3Z1F"),
        ("12333", "P-12333"),
    ],
)
def test_a_bare_topic_is_answered_though_something_of_it_is_not_held(
    chat: Chat, question: str, evidence: str
) -> None:
    reply = chat.says(question)
    assert reply.status is Status.ANSWERED
    assert evidence in evidence_of(reply)


def test_what_is_not_held_of_a_topic_is_declined(chat: Chat) -> None:
    reply = chat.says("重庆落户要什么条件")
    assert reply.status is Status.DECLINED_NO_SOURCE
    assert "没有收录落户" in reply.text


def test_a_full_question_after_another_keeps_its_own_subject(chat: Chat) -> None:
    chat.says("How many graduates did Chongqing have in 2021?")
    reply = chat.says("How much is the housing fund contribution?")
    assert reply.status is Status.DECLINED_NO_SOURCE
    assert "12329" in reply.text


def test_two_questions_joined_by_and_are_answered_each(chat: Chat) -> None:
    reply = chat.says(
        "How many graduates did Chongqing have in 2021, and what was the growth of new urban jobs?"
    )
    assert {"F11", "F03"} <= evidence_of(reply)


def test_a_bare_yes_is_not_taken_for_a_question_about_what_went_before(chat: Chat) -> None:
    chat.says("失业登记要带什么材料？")
    assert "P-UNEMP-REG" not in evidence_of(chat.says("好的是"))
