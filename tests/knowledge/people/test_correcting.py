"""What is taken back and put right in words."""

from __future__ import annotations

import pytest

from knowledge.language import Lang, detect
from knowledge.people.correcting import Telling, consistent, corrections, retold
from knowledge.people.profile import Fact, Profile
from knowledge.people.whom import SELF
from knowledge.vocabulary import Education
from tests.builders import TODAY

PROFILE = Profile(
    wishes=("保洁",),
    districts=("南岸区", "巴南区"),
    education=Education.SENIOR_HIGH,
    birth_year=1974,
    certificates=("C1驾驶证",),
    wage_min_month=3000.0,
)


def _telling(text, glossary):
    return Telling(detect(text, Lang.ZH), TODAY, glossary, SELF)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("不是南岸，是江北", "districts", ("巴南区", "两江新区")),
        ("是江北，不是南岸", "districts", ("巴南区", "两江新区")),
        ("not Nan'an but Jiangbei", "districts", ("巴南区", "两江新区")),
        ("不是高中，是大专", "education", Education.JUNIOR_COLLEGE),
        ("it's junior college, not high school", "education", Education.JUNIOR_COLLEGE),
        ("不是52岁，是48岁", "birth_year", 1978),
        ("把保洁改成保安", "wishes", ("保安",)),
        ("不是3000，是4000", "wage_min_month", 4000),
    ],
)
def test_not_this_but_that_changes_the_field_that_held_this(glossary, text, name, value):
    found = {fact.name: fact for fact in corrections(text, PROFILE, _telling(text, glossary))}
    assert found[name].value == value
    assert found[name].said


@pytest.mark.parametrize("text", ["不是涪陵，是万州", "公益岗不是企业岗", "not true", "我52岁"])
def test_what_is_not_held_is_not_corrected(glossary, text):
    assert corrections(text, PROFILE, _telling(text, glossary)) == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("experience_years", "5", 5.0),
        ("experience_years", "五年", 5.0),
        ("wage_min_month", "4000", 4000.0),
        ("wage_min_month", "5k", 5000.0),
        ("districts", "渝北", ("两江新区",)),
        ("birth_year", "48", 1978),
        ("education", "大专", Education.JUNIOR_COLLEGE),
        ("education", "bachelor", Education.BACHELOR),
        ("certificates", "电工证", ("电工证",)),
        ("home_district", "Banan", "巴南区"),
        ("refused_work", "保安", ("保安",)),
        ("commute_minutes", "40分钟", 40),
        ("hours_a_day", "6", 6.0),
    ],
)
def test_a_bare_answer_is_read_as_the_fact_that_was_asked_for(glossary, name, text, value):
    facts = retold(name, text, _telling(text, glossary))
    assert (facts[0].name, facts[0].value) == (name, value)


def test_what_is_no_answer_is_none(glossary):
    assert retold("wage_min_month", "不知道", _telling("不知道", glossary)) == []


def test_certificates_add_up_and_one_that_is_not_held_goes(glossary):
    more = consistent(PROFILE, [Fact("certificates", ("电工证",), "电工证")], glossary)
    assert more[0].value == ("C1驾驶证", "电工证")
    less = consistent(PROFILE, [Fact("no_certificates", ("C1驾驶证",), "没有驾照")], glossary)
    assert {fact.name: fact.value for fact in less}["certificates"] == ()


def test_work_that_is_wished_for_is_refused_no_more(glossary):
    profile = Profile(refused_work=("保安", "销售员"))
    facts = consistent(profile, [Fact("wishes", ("保安",), "保安也行")], glossary)
    assert {fact.name: fact.value for fact in facts}["refused_work"] == ("销售员",)
