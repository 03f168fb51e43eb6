"""Which messages hold several questions, and where one ends."""

from __future__ import annotations

import pytest

from knowledge.answering.reading.several import questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("公岗工资多少 要交社保不 在哪报名", ("公岗工资多少", "要交社保不", "在哪报名")),
        (
            "1. 创业担保贷款最多多少 2. 利息谁出 3. 去哪里办",
            ("创业担保贷款最多多少", "利息谁出", "去哪里办"),
        ),
        ("一、补多少 二、去哪办", ("补多少", "去哪办")),
        ("1）见习补贴多少\n2）见习多久", ("见习补贴多少", "见习多久")),
        ("失业金怎么领？要什么材料？", ("失业金怎么领？", "要什么材料？")),
        ("失业登记要什么材料，多久办好", ("失业登记要什么材料", "多久办好")),
        ("留岗红包多少钱，还有谁能申请", ("留岗红包多少钱", "谁能申请")),
        (
            "How much is the minimum wage and also what is the trial period",
            ("How much is the minimum wage", "what is the trial period"),
        ),
        (
            "I am 52. How much is the loan? Where do I apply?",
            ("I am 52. How much is the loan?", "Where do I apply?"),
        ),
    ],
)
def test_each_question_stands_for_itself(message: str, questions: tuple[str, ...]) -> None:
    assert questions_in(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "我52岁，失业半年，能领什么补贴",
        "我在厂里干了三年，老板跑了，工资还没给，我该找谁，能要回来吗",
        "How long must the insurance run before we can have the 6,000 yuan hiring subsidy?",
        '<a href="tg://resolve?domain=scam">官方</a>失业登记在哪里办',
        "Is it still 1.5 times? I heard so. My brother got it. Is that right?",
        "你好？",
        "哪里办" * 100,
    ],
)
def test_one_question_and_a_story_stay_whole(message: str) -> None:
    assert questions_in(message) == (message,)
