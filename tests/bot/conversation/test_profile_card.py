"""What was understood is shown back and put right with one tap, or in words."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import Status
from knowledge.language import Lang
from tests.builders import buttons_of


def actions_of(reply) -> set[str]:
    return {button.action for button in buttons_of(reply)}


@pytest.mark.parametrize(
    ("said", "words", "lang"),
    [
        ("我52岁，重庆户口，本科", ["1974", "重庆", "本科", "“52岁”"], Lang.ZH),
        (
            "I am 52 and I have a bachelor's degree",
            ["1974", "bachelor's degree", "“I am 52"],
            Lang.EN,
        ),
    ],
)
def test_a_statement_is_shown_back_line_by_line_with_a_button_for_each_fact(
    chat, said, words, lang
):
    reply = chat.says(said)
    assert (reply.status, reply.lang) == (Status.PROFILE, lang)
    assert [word for word in words if word not in reply.text] == []
    assert {"fact_edit:birth_year", "fact_drop:birth_year", "fact_edit:education"} <= actions_of(
        reply
    )


def test_one_tap_removes_a_fact_for_good(chat):
    reply = chat.says("我52岁，本科")
    assert "fact_drop:education" in actions_of(reply)
    assert "学历" in chat.presses("fact_drop:education").text
    shown = chat.presses("command:mydata").text
    assert "学历" not in shown
    assert "1974" in shown


def test_a_fact_is_changed_by_a_button_or_by_typing(chat):
    chat.says("我52岁，本科")
    asked = chat.presses("fact_edit:education")
    assert "fact_set:education:junior_college" in actions_of(asked)
    assert "大专" in chat.presses("fact_set:education:junior_college").text
    chat.presses("fact_edit:birth_year")
    assert "1978" in chat.says("48").text
    shown = chat.presses("command:mydata").text
    assert [word for word in ("大专", "1978") if word not in shown] == []


def test_something_else_than_the_value_is_answered_as_always(chat):
    chat.says("我52岁，本科，想找保洁")
    chat.presses("fact_edit:birth_year")
    assert chat.says("留岗红包每人多少钱？").citations
    chat.presses("fact_edit:wishes")
    assert chat.says("我不想活了，找个地方死了算了").status is Status.SAFETY
    chat.presses("fact_edit:wishes")
    assert chat.says("公益性岗位补贴多少钱？").citations


@pytest.mark.parametrize(
    ("first", "correction", "held", "gone"),
    [
        ("我想在南岸找保洁", "不是南岸，是江北", "两江新区", "南岸区"),
        (
            "I look for cleaning work in Nan'an",
            "not Nan'an but Jiangbei",
            "Liangjiang",
            "Nan'an Dis",
        ),
        ("我30岁，大专", "不对，我是本科", "本科", "大专"),
        ("I am 40, junior college", "no, I have a bachelor's degree", "bachelor", "junior college"),
        ("我有C1驾照，想开货车", "我没有驾照", "没有的证书", "• 证书：C1"),
    ],
)
def test_a_correction_in_words_replaces_what_was_held(chat, first, correction, held, gone):
    chat.says(first)
    chat.says(correction)
    shown = chat.presses("command:mydata").text
    facts = "\n".join(line.partition("（")[0].partition(" (from")[0] for line in shown.splitlines())
    assert held in facts
    assert gone not in facts


def test_a_correction_after_a_search_searches_again(chat):
    chat.says("我想在南岸找保洁")
    again = chat.says("不是南岸，是渝中")
    assert again.status is Status.MATCHED
    assert again.posts[0].post.district == "渝中区"


def test_a_card_holds_six_facts_and_more_come_by_a_button(chat):
    said = "我52岁，女，重庆户口，住在南岸，高中，有C1驾照，想找保洁，三千以上，不上夜班"
    reply = chat.says(said)
    edits = [one for one in actions_of(reply) if one.startswith("fact_")]
    assert len(edits) <= 6
    first = chat.presses("card:0")
    second = chat.presses("card:1")
    shown = [
        one for reply in (first, second) for one in actions_of(reply) if one.startswith("fact_")
    ]
    assert len(set(shown)) == len(shown) >= 8
    assert all(len(button.action.encode()) <= 64 for button in buttons_of(first))


@pytest.mark.parametrize(
    "action", ["fact_set:education:wizard", "fact_set:nothing:1", "fact_drop:nothing", "fact_set:"]
)
def test_a_button_that_stands_for_nothing_changes_nothing(chat, action):
    chat.says("我52岁，本科")
    assert chat.presses(action).status is Status.NOTICE
    assert "本科" in chat.presses("command:mydata").text


def test_work_that_was_refused_is_not_shown(chat):
    assert "保安" in str([match.title for match in chat.says("我想找保安，渝北").posts])
    refused = chat.says("不想做保安了")
    assert "不做的工作" in refused.text
    again = chat.presses("jobs:more")
    assert again.status is Status.MATCHED
    assert [match.title for match in again.posts if "保安" in match.title] == []


def test_what_is_held_says_from_which_message_and_day_it_came(chat):
    chat.says("我52岁，本科")
    assert "来自你11月22日的消息：“52岁”" in chat.presses("command:mydata").text
    chat.says("I speak English", lang=Lang.EN)
    assert "from your message of 22 November" in chat.presses("command:mydata").text
