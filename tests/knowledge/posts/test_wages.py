"""Wages in postings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts.post import WageUnit
from knowledge.posts.wages import NEGOTIABLE, Wage, read_wage


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
    ],
)
def test_a_wage_is_read_as_people_write_it(text, low, high, unit):
    assert read_wage(text) == Wage(low, high, unit)


@pytest.mark.parametrize("text", ["面议", "工资待定", "计件", "Negotiable", ""])
def test_pay_left_open_is_no_wage(text):
    assert read_wage(text) == NEGOTIABLE


@pytest.mark.parametrize("text", ["£28,000 per annum", "$5000", "看能力", "23", "-1"])
def test_what_is_no_wage_in_yuan_is_not_understood(text):
    assert read_wage(text) is None


@given(st.text())
def test_no_text_breaks_it(text):
    wage = read_wage(text)
    assert wage is None or wage.unit is not None or wage == NEGOTIABLE
