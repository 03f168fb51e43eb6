"""What only brushes a border is no decline; what lies beyond it gets one friendly sentence."""

from __future__ import annotations

import re

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang, detect
from tests.builders import CHECKOUT, TODAY, Chat

LOOKALIKES = (
    (CHECKOUT / "tests" / "data" / "in_scope_lookalikes.txt").read_text("utf-8").splitlines()
)
SENTENCE_ENDS = re.compile(r"[。！？!?]|\.(?=\s|$)")

OUTSIDE = {
    Lang.ZH: [
        *("你怎么看总统选举", "感冒了吃什么药", "怎么起诉房东", "上海的失业金一个月多少"),
        *("重庆二手房多少钱一平", "孩子转学要什么手续", "护照到期怎么换"),
        *("哪里可以赌球", "哪里有小姐", "毒品哪里买", "武汉的岗位招不招外地人"),
    ],
    Lang.EN: [
        *("Who should be the next president?", "What medicine for a cold?"),
        *("How do I sue my landlord?", "What is the minimum wage in Shanghai?"),
        *("How much is a flat in Chongqing?", "How do I transfer my child to another school?"),
        *("How do I renew my passport?", "Write a Python function", "Where can I bet on football?"),
        *("How to hack an account", "do my maths homework"),
    ],
}


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_question_on_employment_is_never_out_of_scope(real: Services, text: str) -> None:
    draft = real.answering.ask(text, detect(text, Lang.ZH), TODAY)
    assert draft.answer is None or draft.answer.status is not Status.DECLINED_OUT_OF_SCOPE


def test_there_are_enough_lookalikes() -> None:
    assert len(LOOKALIKES) >= 80


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in OUTSIDE.items() for text in texts]
)
def test_what_lies_outside_is_declined_in_one_sentence_that_says_what_is_held(
    chat: Chat, lang: Lang, text: str
) -> None:
    reply = chat.says(text)
    assert reply.status is Status.DECLINED_OUT_OF_SCOPE
    said = reply.text.split("\n\n")[0]
    assert len(SENTENCE_ENDS.findall(said)) == 1, said
    assert ("就业政策、补贴和找工作" if lang is Lang.ZH else "employment policy, subsidies") in said


def test_where_no_topic_is_near_enough_to_name_it_is_a_plain_decline(chat: Chat) -> None:
    assert chat.says("邻居家的狗老是半夜叫怎么办").status is Status.DECLINED_NO_SOURCE


@pytest.mark.parametrize(
    "text", ["我想学叉车有补贴吗", "Is there any subsidy for learning to drive a forklift?"]
)
def test_a_subsidy_for_a_course_is_asked_of_the_clauses_and_not_of_the_schools(
    chat: Chat, text: str
) -> None:
    reply = chat.says(text)
    assert reply.status in {Status.ANSWERED, Status.CLARIFY}
    quoted = [citation.document_id for citation in reply.citations]
    offered = [button.action for row in reply.buttons for button in row]
    named = [*quoted, *(action.removeprefix("about:") for action in offered)]
    assert named[0].startswith("subsidised-training-2024")
