"""Figures in one form for both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.language.figures import figures, spelled_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每人每月230元", {"230"}),
        ("at most 300,000 yuan", {"300000"}),
        ("49.85万人（498,500人）", {"498500"}),
        ("about 4 million people", {"4000000"}),
        ("1.2亿元", {"120000000"}),
        ("3千元", {"3000"}),
        ("3 thousand yuan", {"3000"}),
        ("增长26.8%", {"26.8"}),
        ("2021年9月3日", {"2021", "9", "3"}),
        ("渝人社发〔2021〕4号", {"2021", "4"}),
        ("３０００元", {"3000"}),
        ("拨打023-12333", {"23", "12333"}),
        ("C1驾照和B2驾照", set()),
        ("没有数字", set()),
        ("", set()),
    ],
)
def test_every_number_in_digits_is_found_in_base_units(text: str, found: set[str]) -> None:
    assert figures(text) == {Decimal(number).normalize() for number in found}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("5.4万个（54,000个）", "54,000 posts"),
        ("最高30万元", "at most 300,000 yuan"),
        ("1.5亿元", "150 million yuan"),
    ],
)
def test_both_languages_come_out_alike(chinese: str, english: str) -> None:
    assert figures(chinese) == figures(english)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每人三千元", {"3000"}),
        ("两万三", {"23000"}),
        ("three thousand yuan", {"3000"}),
        ("within twenty-five days", {"25"}),
        ("万州区的老百姓，三支一扶，一次性补贴", set()),
        ("one of them", set()),
        ("3000元", set()),
    ],
)
def test_numbers_in_words_count_from_ten_upwards(text: str, found: set[str]) -> None:
    assert spelled_figures(text) == {Decimal(number).normalize() for number in found}
