"""Wages in postings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts.post import WageUnit
from knowledge.posts.wages import NEGOTIABLE, Wage, foreign_currency, read_wage


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3000-5000元/月", 3000, 5000, WageUnit.MONTH),
        ("月薪3000-5000", 3000, 5000, WageUnit.MONTH),
        ("8千-1万", 8000, 10000, WageUnit.MONTH),
        ("8000-1万", 8000, 10000, WageUnit.MONTH),
        ("1-1.4万·13薪", 10000, 14000, WageUnit.MONTH),
        ("6-8千", 6000, 8000, WageUnit.MONTH),
        ("三千到五千", 3000, 5000, WageUnit.MONTH),
        ("4500元/月（含绩效500元）", 4500, 4500, WageUnit.MONTH),
        ("12-15万/年", 10000, 12500, WageUnit.MONTH),
        ("5000以上", 5000, None, WageUnit.MONTH),
        ("3千及以下", None, 3000, WageUnit.MONTH),
        ("23元/小时", 23, 23, WageUnit.HOUR),
        ("200/天", 200, 200, WageUnit.DAY),
        ("80-100元/天,包吃", 80, 100, WageUnit.DAY),
        ("3元/件", 3, 3, WageUnit.PIECE),
        ("3000 - 5000 yuan a month", 3000, 5000, WageUnit.MONTH),
        ("from 3,500 per month", 3500, None, WageUnit.MONTH),
        ("23 yuan/hour", 23, 23, WageUnit.HOUR),
        ("12-18K·14薪", 12000, 18000, WageUnit.MONTH),
        ("1.2w/月", 12000, 12000, WageUnit.MONTH),
        ("150-180万/年", 125000, 150000, WageUnit.MONTH),
        ("年薪20-30万", 16666.67, 25000, WageUnit.MONTH),
        ("2000-2500元/周", 8666.67, 10833.33, WageUnit.MONTH),
        ("3000～5000元", 3000, 5000, WageUnit.MONTH),
        ("3000——5000", 3000, 5000, WageUnit.MONTH),
        ("3000/月-5000/月", 3000, 5000, WageUnit.MONTH),
        ("底薪3000+提成", 3000, None, WageUnit.MONTH),
        ("试用期3000转正4000", 3000, 4000, WageUnit.MONTH),
        ("面议（3000-5000）", 3000, 5000, WageUnit.MONTH),
        ("四五千", 4000, 5000, WageUnit.MONTH),
        ("最高8000", None, 8000, WageUnit.MONTH),
        ("计件，月均5000-7000", 5000, 7000, WageUnit.MONTH),
        ("18元/课时", 18, 18, WageUnit.PIECE),
        ("CNY 12,000 - 15,000 per month", 12000, 15000, WageUnit.MONTH),
    ],
)
def test_a_wage_is_read_as_people_write_it(text, low, high, unit):
    assert read_wage(text) == Wage(low, high, unit)


@pytest.mark.parametrize("text", ["面议", "工资待定", "计件", "Negotiable", ""])
def test_pay_left_open_is_no_wage(text):
    assert read_wage(text) == NEGOTIABLE


@pytest.mark.parametrize(
    "text",
    [
        "£28,000 per annum",
        "$5000",
        "20000日元/月",
        "HK$20000",
        "看能力",
        "23",
        "-1",
        "20-30万",
        "25-31000",
    ],
)
def test_what_is_no_wage_in_yuan_is_not_understood(text):
    assert read_wage(text) is None


def test_another_currency_is_named():
    assert foreign_currency("£28,000 per annum") == "£"
    assert foreign_currency("3000-5000元/月") is None


@given(st.text())
def test_no_text_breaks_it(text):
    wage = read_wage(text)
    assert wage is None or wage.unit is not None or wage == NEGOTIABLE
