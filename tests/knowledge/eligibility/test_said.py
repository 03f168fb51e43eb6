"""What people say about themselves that only the programmes ask for."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.eligibility.said import said_in
from knowledge.people.profile import PROFILE_FIELDS, Profile
from knowledge.vocabulary import PersonStatus
from tests.builders import TODAY


def said(text: str, profile: Profile | None = None) -> dict[str, object]:
    return {fact.name: fact.value for fact in said_in(text, profile or Profile(), TODAY)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我在重庆注册了公司，没有别的贷款",
         {"business_in_chongqing": True, "has_business": True, "other_loans": False}),
        ("my business is in Chongqing, but I owe another loan",
         {"business_in_chongqing": True, "has_business": True, "other_loans": True}),
        ("我在公益性岗位上已经干了3年了",
         {"in_public_welfare_post": True, "public_welfare_years": 3}),
        ("I have held a public-welfare post for three years",
         {"in_public_welfare_post": True, "public_welfare_years": 3}),
        ("被厂里裁了，失业保险缴了两年",
         {"left_involuntarily": True, "unemployment_insurance_months": 24}),
        ("I quit my job", {"left_involuntarily": False}),
        ("我开网约车，自己交社保，每个月交1200元",
         {"flexible_work": True, "pays_own_insurance": True, "own_insurance_month": 1200}),
        ("老板欠我工资", {"wages_owed": True}),
        ("I graduated 8 months ago and have no job. What may I get?",
         {"graduation_year": 2026, "employed": False}),
        ("我是返乡农民工，能享受什么政策", {"groups": ("migrant_worker",)}),
        ("I'm a mother on minimum living allowance, what can I claim?",
         {"statuses": (PersonStatus.MINIMUM_LIVING_ALLOWANCE,)}),
    ],
)  # fmt: skip
def test_statements_become_facts(text: str, expected: dict[str, object]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "低保户能领什么",
        "what about veterans?",
        "如果我有别的贷款能申请吗",
        "我想注册公司",
        "没有别的贷款的人才能申请吗？",
        "if I owe another loan, can I apply?",
        "公司在重庆注册才行吗？",
        "我不是退捕渔民",
    ],
)
def test_questions_and_suppositions_teach_nothing(text: str) -> None:
    assert said(text) == {}


def test_what_was_listed_before_is_kept() -> None:
    before = Profile(statuses=(PersonStatus.VETERAN,))

    assert said("我是低保户", before)["statuses"] == (
        PersonStatus.VETERAN,
        PersonStatus.MINIMUM_LIVING_ALLOWANCE,
    )


@given(st.text(max_size=80))
def test_any_text_gives_facts_of_the_profile_or_none(text: str) -> None:
    for fact in said_in(text, Profile(), TODAY):
        assert fact.name in PROFILE_FIELDS
    assert len(PROFILE_FIELDS) == len(fields(Profile))
