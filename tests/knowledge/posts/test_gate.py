"""What holds a readable post back."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.posts.gate import hold_reasons
from knowledge.posts.hold import HoldReason
from knowledge.posts.minimum_wage import MinimumWages
from knowledge.posts.post import WageUnit
from knowledge.vocabulary import PostKind
from tests.knowledge.posts.builders import TODAY, a_post


def _reasons(**changes) -> list[HoldReason]:
    post = a_post(**changes)
    holds = hold_reasons(post, today=TODAY, minimum_wage=MinimumWages.load())
    return [hold.reason for hold in holds]


def test_a_sound_post_passes():
    assert _reasons() == []


def test_a_post_past_its_closing_day_is_held_with_both_days():
    post = a_post(closes_on=date(2026, 11, 2))
    [hold] = hold_reasons(post, today=TODAY, minimum_wage=MinimumWages.load())
    assert (hold.reason, hold.value) == (HoldReason.EXPIRED, "2026-11-02")
    assert "2026-11-22" in hold.detail.zh


def test_the_closing_day_itself_counts():
    assert _reasons(closes_on=TODAY) == []


def test_a_post_of_the_far_future_is_held():
    assert _reasons(posted_on=date(2027, 11, 1), closes_on=None) == [HoldReason.BAD_DATES]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"age_max": 45}, HoldReason.AGE_LIMIT),
        ({"age_min": 25}, HoldReason.AGE_LIMIT),
        ({"age_min": 15}, HoldReason.AGE_LIMIT),
        ({"age_min": 14, "kind": PostKind.PUBLIC_WELFARE}, HoldReason.AGE_LIMIT),
        ({"residence_required": "chongqing"}, HoldReason.ORIGIN_LIMIT),
    ],
)
def test_a_limit_that_the_law_leaves_to_no_employer_is_held(changes, reason):
    assert _reasons(**changes) == [reason]


@pytest.mark.parametrize(
    "changes",
    [
        {"age_min": 18, "age_max": 60},
        {"age_min": 16},
        {"age_max": 55, "kind": PostKind.PUBLIC_WELFARE},
        {"age_min": 40, "age_max": 60, "kind": PostKind.PUBLIC_WELFARE},
        {"age_max": 35, "kind": PostKind.POLICY},
        {"residence_required": "南岸区", "kind": PostKind.PUBLIC_WELFARE},
    ],
)
def test_a_limit_that_a_rule_sets_passes(changes):
    assert _reasons(**changes) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"wage_min": -1, "wage_max": 3000},
        {"wage_min": 5000, "wage_max": 3000},
        {"wage_min": 0, "wage_max": None},
        {"wage_unit": None},
    ],
)
def test_an_impossible_wage_is_held(changes):
    assert HoldReason.BAD_WAGE in _reasons(**changes)


@pytest.mark.parametrize(
    ("changes", "is_held"),
    [
        ({"wage_min": 2000, "wage_max": 2300}, True),
        ({"wage_min": 2000, "wage_max": 2400}, False),
        ({"wage_min": 2200, "wage_max": 2300, "district": "城口县"}, False),
        ({"wage_min": 22, "wage_max": 22, "wage_unit": WageUnit.HOUR}, True),
        ({"wage_min": 22, "wage_max": 22, "wage_unit": WageUnit.HOUR, "district": "忠县"}, False),
        ({"wage_min": 600, "wage_max": 600, "title": "村道清扫（非全日制）"}, False),
        ({"wage_min": 1800, "wage_max": 1800, "title": "行政见习"}, False),
    ],
)
def test_pay_below_the_minimum_wage_of_the_district_is_held(changes, is_held):
    assert (HoldReason.BELOW_MINIMUM_WAGE in _reasons(**changes)) is is_held


def test_the_minimum_wage_is_the_one_of_the_day():
    rates = MinimumWages.load()
    days = (date(2019, 6, 1), date(2024, 12, 31), TODAY)
    assert [rates.on("南岸区", day).month for day in days] == [
        1800, 2100, 2330,
    ]  # fmt: skip
    assert rates.on("南岸区", date(2018, 1, 1)) is None


def test_a_reason_names_column_and_value_in_both_languages():
    [hold] = hold_reasons(a_post(wage_min=-1), today=TODAY, minimum_wage=MinimumWages.load())
    assert (hold.column, hold.value) == ("wage_min", "-1")
    assert "-1" in hold.detail.zh
    assert "-1" in hold.detail.en


@pytest.mark.parametrize(
    "description",
    [
        "联系王姐13812345678谢谢",
        "电话 138-1234-5678",
        "加微信：wang_123456",
        "QQ群123456789",
        "vx wx998877",
    ],
)
def test_a_private_number_is_held(description):
    assert HoldReason.PRIVATE_CONTACT in _reasons(description=description)


@pytest.mark.parametrize(
    "description",
    [
        "拨打023-12333咨询",
        "身份证500101199001011234",
        "会用微信办公",
        "月产量13800件",
        "wechat marketing",
    ],
)
def test_an_office_line_or_another_number_passes(description):
    assert HoldReason.PRIVATE_CONTACT not in _reasons(description=description)


@pytest.mark.parametrize(
    "description", ["入职需交纳保证金", "押金200元", "先交报名费", "You must pay a deposit of 200"]
)
def test_a_fee_is_held(description):
    assert HoldReason.FEE_ASKED in _reasons(description=description)


@pytest.mark.parametrize(
    "description",
    [
        "不收取任何押金",
        "免收培训费",
        "体检费由公司承担",
        "缴纳体检费公司报销",
        "No need to pay a deposit",
    ],
)
def test_a_fee_that_is_denied_or_paid_by_the_employer_passes(description):
    assert HoldReason.FEE_ASKED not in _reasons(description=description)


def test_dates_and_ages_that_cannot_be_are_held():
    assert HoldReason.BAD_DATES in _reasons(closes_on=date(2026, 10, 1))
    assert HoldReason.BAD_AGES in _reasons(age_min=50, age_max=40)
