"""What is understood of CVs."""

from __future__ import annotations

import json

import pytest

from knowledge.people.birth import BIRTH_FIELDS
from knowledge.people.cv.facts import facts_of_cv
from knowledge.people.cv.reading import DocumentText, read_document
from tests.builders import TODAY
from tests.knowledge.people.cv.cvs import all_cvs

CVS = all_cvs()
NEVER = {"sex", "statuses", "sensitive_status", "able_to_work", "groups"}


@pytest.fixture(scope="module")
def understood(glossary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cvs")
    facts = {}
    for cv in CVS:
        read = read_document(cv.write(folder))
        assert isinstance(read, DocumentText), (cv.name, read)
        facts[cv.name] = facts_of_cv(read.text, today=TODAY, glossary=glossary)
    return facts


def _same(one, other):
    return set(one) == set(other) if isinstance(one, list) else one == other


def test_of_24_cvs_nine_tenths_of_the_facts_are_found_and_hardly_any_is_wrong(understood):
    stated, found, wrong, heard = 0, 0, [], 0
    for cv in CVS:
        got = {
            fact.name: json.loads(json.dumps(fact.value))
            for fact in understood[cv.name]
            if fact.name not in BIRTH_FIELDS[1:]
        }
        right = [name for name in cv.facts if name in got and _same(got[name], cv.facts[name])]
        stated, found, heard = stated + len(cv.facts), found + len(right), heard + len(got)
        wrong += [(cv.name, name, got[name]) for name in got if name not in right]
    assert len(CVS) == 24
    assert found / stated >= 0.9
    assert len(wrong) / heard < 0.03, wrong


def test_sex_ethnicity_and_health_are_never_facts_and_nobody_is_named(understood):
    facts = [fact for found in understood.values() for fact in found]
    assert not {fact.name for fact in facts} & NEVER
    kept = " ".join(f"{fact.value} {fact.said}" for fact in facts)
    assert not [w for w in ("性别", "民族", "汉族", "Sex", "Gender", "健康状况") if w in kept]
    assert not [
        w for w in ("张大伟", "13800138000", "liuyang@example.com", "139 0000") if w in kept
    ]


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        ("2018.01-2019.12 甲厂 普工\n2019.01-2020.12 乙厂 普工", 3.0),
        ("2018.09-2022.06 甲厂 普工", 4.0),
        ("2020年1月至今 甲厂 普工", 7.0),
        ("Mar 2019 - present  Loader, Port", 7.5),
        ("2022.06-2018.09 甲厂 普工", None),
        ("2019-2021 甲厂 普工", 2.0),
    ],
)
def test_periods_are_added_up_without_counting_a_month_twice(glossary, periods, years):
    text = f"姓名：无名\n工作经历\n{periods}\n证书\n健康证"
    facts = {fact.name: fact.value for fact in facts_of_cv(text, today=TODAY, glossary=glossary)}
    assert facts.get("experience_years") == years


@pytest.mark.parametrize(
    "text",
    ["", "今天天气不错，我们去公园玩。" * 3, "Lorem ipsum dolor sit amet. " * 5, "：：\t|\n" * 50],
)
def test_a_text_that_is_no_cv_makes_no_profile(glossary, text):
    assert facts_of_cv(text, today=TODAY, glossary=glossary) == []


def test_a_certificate_still_studied_for_and_a_disability_card_are_left_out(glossary):
    text = "姓名：无名\n求职意向：电工\n证书\n电工证（备考中）\n残疾人证\n叉车证"
    facts = {fact.name: fact.value for fact in facts_of_cv(text, today=TODAY, glossary=glossary)}
    assert facts["certificates"] == ("叉车证",)
