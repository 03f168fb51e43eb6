"""Whom a message is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.profile import Sex
from knowledge.people.relations import OTHER, relations
from knowledge.people.whom import SELF, is_only_a_turn, whom

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("whom.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_of_110_sentences_nearly_all_are_told_rightly():
    wrong = [row for row in ROWS if (whom(row["text"]) or SELF) not in row["whom"]]
    assert len(ROWS) >= 110
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    "text",
    [
        "回到我自己",
        "说回我自己",
        "我自己呢",
        "那我呢",
        "给我自己找",
        "back to me",
        "for me",
        "for myself",
        "我想找个保安的工作",
        "我今年30岁",
        "I am 30 and have a C1 licence",
        "I want to work in Banan",
    ],
)
def test_one_comes_back_to_oneself_from_somebody_else(text):
    assert whom(text, "mother") == SELF


@pytest.mark.parametrize(
    "text", ["52岁", "初中", "她有健康证", "渝北的", "三千以上", "she is 52", "yes", "补贴多少钱"]
)
def test_a_bare_answer_stays_with_whom_was_spoken_of(text):
    assert whom(text, "mother") is None


def test_him_and_her_are_the_one_spoken_of():
    assert whom("帮她找个保洁", "mother") == "mother"
    assert whom("帮她找个保洁") == OTHER


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("回到我自己", True),
        ("帮我妈问一下", True),
        ("for my mother", True),
        ("back to me", True),
        ("帮我妈问，她46岁", False),
        ("for me, cleaning in Banan", False),
        ("我自己想找保安", False),
    ],
)
def test_a_turn_to_somebody_is_told_from_a_message_with_content(text, only):
    assert is_only_a_turn(text) is only


def test_each_relation_is_named_in_both_languages_and_found_by_its_own_words():
    for label, relation in relations().items():
        assert relation.you_zh
        assert relation.you_en
        assert relation.sex in {None, Sex.WOMAN, Sex.MAN}
        english = relation.en.split("|")[0].replace("?", "").replace("[- ]", "-")
        assert whom(f"I am asking for my {english}") == label


@given(st.text(max_size=200), st.sampled_from([SELF, "mother"]))
def test_no_text_breaks_it(text, active):
    assert whom(text, active) in {None, SELF, *relations()}
