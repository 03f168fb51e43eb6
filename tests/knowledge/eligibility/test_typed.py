"""Answers that people type, in both languages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.facts import catalogue
from knowledge.eligibility.learning import AnswerUnknown, learn
from knowledge.eligibility.typed import (
    answer_in,
    bare_answer,
    bare_figure,
    correction_in,
    is_enough,
    is_refusal,
)
from knowledge.people.profile import Profile
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("五十二岁", "age", "52"),
        ("五十二", "age", "52"),
        ("I am 52", "age", "52"),
        ("fifty-two", "age", "52"),
        ("没有", "employed", "no"),
        ("没得", "employed", "no"),
        ("有的", "employed", "yes"),
        ("yes I do", "employed", "yes"),
        ("No, I don't", "employed", "no"),
        ("还没办", "registered_unemployed", "no"),
        ("办了", "registered_unemployed", "yes"),
        ("女的", "sex", "woman"),
        ("我是女的", "sex", "woman"),
        ("I'm a woman", "sex", "woman"),
        ("female", "sex", "woman"),
        ("male", "sex", "man"),
        ("重庆", "residence", "chongqing"),
        ("重庆的", "residence", "chongqing"),
        ("Chongqing", "residence", "chongqing"),
        ("外地", "residence", "elsewhere"),
        ("不好说", "residence", None),
        ("去年6月毕业", "years_since_graduation", "2025"),
        ("last year", "years_since_graduation", "2025"),
        ("25届", "years_since_graduation", "2025"),
        ("8 months ago", "years_since_graduation", "2026"),
        ("两年", "business_months", "24.0"),
        ("一年半", "business_months", "18.0"),
        ("半年", "business_months", "6"),
        ("18 months", "business_months", "18.0"),
        ("一个都没有", "hired_graduates", "0"),
        ("none", "hired_graduates", "0"),
        ("小微", "size", "small_or_micro"),
        ("都没有", "statuses", "none"),
        ("none of them", "statuses", "none"),
        ("低保", "statuses", "minimum_living_allowance"),
        ("残疾", "statuses", "disabled"),
        ("hello", "age", None),
        ("1976年8月", "age", "1976-08"),
        ("76年12月15号", "age", "1976-12-15"),
        ("I was born in Aug 1976", "age", "1976-08"),
        ("1976年13月", "age", None),
        ("虚岁52", "age", None),
        ("属虎的", "age", None),
        ("50岁退的", "formerly_retired_at", "50"),
        ("管理岗", "formerly_retired_at", "55"),
        ("48", "employed", None),
        ("公益性岗位不能干多久？", "registered_unemployed", None),
        ("can I work while registered?", "registered_unemployed", None),
    ],
)
def test_typed_replies_are_read(text: str, fact: str, value: str | None) -> None:
    assert answer_in(text, fact, TODAY) == value


@pytest.mark.parametrize(
    "text",
    ["不想说", "我不想说", "不晓得", "不知道啊", "记不得了", "跳过", "I'd rather not say",
     "i’d rather not say.", "prefer not to say", "don't know", "not sure", "skip"],
)  # fmt: skip
def test_a_refusal_is_one(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize("text", ["够了", "先这样吧", "不问了", "enough for now", "That's enough."])
def test_enough_is_enough(text: str) -> None:
    assert is_enough(text)


@pytest.mark.parametrize(
    "text", ["不想说话的工作有吗", "我不知道怎么办失业登记", "stop the contract", ""]
)
def test_more_than_a_refusal_is_none(text: str) -> None:
    assert not is_refusal(text)
    assert not is_enough(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("不是，我48", "我48"), ("我说错了，是48", "是48"), ("no, I'm 48", "I'm 48"),
     ("sorry, 48", "48"), ("不是", None), ("没有", None), ("52", None)],
)  # fmt: skip
def test_what_takes_back_is_told_from_a_no(text: str, rest: str | None) -> None:
    assert correction_in(text) == rest


@pytest.mark.parametrize(
    ("text", "figure"), [("52", 52), ("五十二岁", 52), ("I'm 52", 52), ("52个人", None), ("", None)]
)
def test_a_bare_figure_stands_alone(text: str, figure: float | None) -> None:
    assert bare_figure(text) == figure


@given(text=st.text(max_size=60), fact=st.sampled_from(sorted(catalogue())))
def test_any_text_is_no_answer_or_one_that_can_be_learned(text: str, fact: str) -> None:
    for value in (answer_in(text, fact, TODAY), bare_answer(text, fact, TODAY)):
        if value is None or not hasattr(Profile(), catalogue()[fact].field or fact):
            continue
        with suppress(AnswerUnknown):
            assert learn(Profile(), fact, value, TODAY) is not None
