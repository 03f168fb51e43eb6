"""Reads figures as people write them in either language: 1,200 · 45 · 5万 · 四十五 · 两个."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "零〇一二两俩三四五六七八九十百千"

FIGURE = rf"(?:(?<![\d.])\d[\d,]*(?:\.\d+)?万?|[{_HAN}]+万?[{_HAN}]*)"
"""A pattern, without groups, of what `figure` reads."""

_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万?)")


def figure(text: str) -> Fraction:
    """
    The number that the text, a match of FIGURE, stands for.

    :raises ValueError: if the text is not one figure.
    """
    arabic = _ARABIC.fullmatch(text)
    if arabic is not None:
        return Fraction(arabic[1].replace(",", "")) * (10_000 if arabic[2] else 1)
    if not text or any(sign not in _HAN + "万" for sign in text):
        raise ValueError(f"{text!r} is not a figure")
    large, _, small = text.rpartition("万")
    return Fraction(
        (_below_ten_thousand(large) * 10_000 if large else 0) + _below_ten_thousand(small)
    )


def _below_ten_thousand(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign in _UNITS:
            # 十五 is fifteen: a unit without a digit before it counts once.
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
