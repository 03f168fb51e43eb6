"""From words to facts, in both languages."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.glossary import Glossary
from knowledge.language import Lang, detect
from knowledge.people.profile import PROFILE_FIELDS, Profile
from knowledge.people.understanding import understand, wish_text

TODAY = date(2026, 11, 22)
EXAMPLES = [
    json.loads(line)
    for line in Path(__file__).with_name("understood.jsonl").read_text("utf-8").splitlines()
]


def _facts(text: str, glossary: Glossary) -> dict[str, object]:
    facts = understand(text, detect(text, Lang.ZH), today=TODAY, glossary=glossary)
    # On which day an age was told follows from the day of the test.
    return {fact.name: fact.value for fact in facts if fact.name != "age_told_on"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:40])
def test_a_message_tells_just_these_facts(glossary, example):
    facts = _facts(example["text"], glossary)
    if facts.get("no_status") is False:
        del facts["no_status"]
    assert json.loads(json.dumps(facts)) == example["facts"]


def test_both_languages_have_their_share_of_examples():
    english = [example for example in EXAMPLES if detect(example["text"], Lang.ZH) is Lang.EN]
    assert len(english) >= 60
    assert len(EXAMPLES) - len(english) >= 120


@pytest.mark.parametrize(
    "question",
    [
        "低保户有什么补贴", "残疾人能做什么工作", "退役军人有优惠政策吗", "我是低保户吗",
        "如果我是残疾人呢", "我想了解脱贫人口的政策", "帮扶残疾人的公司有哪些",
        "What can veterans claim?", "Am I a 4050 person?", "If I am disabled, what then?",
        "I want to know about dibao",
    ],
)  # fmt: skip
def test_asking_about_a_status_is_no_claim_to_it(glossary, question):
    assert not _facts(question, glossary).keys() & {"statuses", "no_status"}


def test_every_fact_is_a_field_of_the_profile_and_keeps_the_words(glossary):
    text = "我52岁，重庆户口，想在南岸找保洁，三千以上"
    facts = understand(text, Lang.ZH, today=TODAY, glossary=glossary)
    assert {fact.name for fact in facts} <= PROFILE_FIELDS
    assert all(fact.said and fact.said in text for fact in facts)
    profile = Profile().with_facts(facts)
    assert profile.age_on(TODAY) == 52
    assert profile.districts == ("南岸区",)


def test_traditional_and_full_width_characters_are_understood(glossary):
    assert _facts("我想在南岸區找保潔，工資３０００以上", glossary) == {
        "wishes": ("保潔",), "districts": ("南岸区",), "wage_min_month": 3000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("想找个打扫卫生的活路", "打扫卫生的 保洁员 cleaner"),
        ("looking for a job as a welder", "welder 焊工"),
        ("想找修空调的工作", "修空调"),
        ("我52岁", ""),
        ("低保怎么申请", ""),
        ("渝北送牛奶", "送牛奶"),
        ("bee keeping in Chengkou, 3000 or more please", "bee keeping"),
        ("北碚养蜂，夜班不上，初中文化", "养蜂"),
        ("卖水果的营业员，九龙坡", "营业员 shop assistant 卖水果的营业员"),
        ("不要保安，想找修钟表的", "修钟表"),
        ("I used to be a guard. Something with bees in Wanzhou", "bees"),
    ],
)
def test_what_to_search_with_holds_the_official_terms_of_both_languages(glossary, text, wish):
    assert wish_text(text, Lang.ZH, today=TODAY, glossary=glossary) == wish


@given(text=st.text(max_size=300))
def test_no_text_breaks_it(glossary, text):
    assert set(_facts(text, glossary)) <= PROFILE_FIELDS


OWN_WORDS = (
    "我 是 不 想 找 有 没 低保户 岁 五十 3000 以上 元 证 南岸 保洁 ， 。 ？ 年 月 失业 户口 "
    "I am not looking for years old wage no job"
).split()


@given(parts=st.lists(st.sampled_from(OWN_WORDS), max_size=40))
def test_no_mix_of_its_own_words_breaks_it(glossary, parts):
    _facts("".join(parts), glossary)
    _facts(" ".join(parts), glossary)


@pytest.mark.parametrize(
    "unit", ["我是低保户想找保洁，", "3", "一千", "one hundred ", "a", "不要", "我", "，", "now "]
)
def test_a_hundred_thousand_characters_take_a_moment(glossary, unit):
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    _facts(text, glossary)
    # Measured at 0.1 to 0.3 s; a pattern that looks back over the text would take minutes.
    assert time.process_time() - started < 8
