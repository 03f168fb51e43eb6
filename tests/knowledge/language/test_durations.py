"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from knowledge.language.durations import durations
from knowledge.terms import folded


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("干了5年3个月", [63]), ("三年零七个月", [43]), ("两年半", [30]), ("63个月", [63]),
        ("半年", [6]), ("十二年", [144]), ("5年零3个月", [63]), ("干了一个月", [1]),
        ("一个半月", [1.5]),
        ("2年，后来又3个月", [24, 3]), ("2026年入职", []), ("一个月4000元", []),
        ("多少钱一个月", []),
        ("工作满1年", [12]), ("1.5年", [18]), ("五年又两个月", [62]), ("20年", [240]),
        ("5 years and 3 months", [63]), ("5 years, 3 months", [63]), ("5.5 years", [66]),
        ("two and a half years", [30]), ("two years and a half", [30]), ("half a year", [6]),
        ("63 months", [63]), ("6000 a month", []), ("for a month", [1]), ("a year", [12]),
        ("I am 45 years old", []), ("12 years of work", [144]),
        ("five years and three months", [63]),
    ],
)  # fmt: skip
def test_lengths_are_read_in_months(text, months):
    assert [one.months for one in durations(folded(text))] == months


@pytest.mark.parametrize("text", ["三年多", "5年多", "3个月多"])
def test_a_length_and_some_more_is_rough(text):
    assert durations(folded(text))[0].is_rough
