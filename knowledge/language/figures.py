"""Figures in a text, in one form for both languages, so that a claim can be held to its clause."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from knowledge.language.numerals import AMOUNT, amount

_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d[,.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([百千万亿]|hundred|thousand|million|billion)?"
)
_SCALE = {
    "百": Decimal(100),
    "hundred": Decimal(100),
    "千": Decimal(1000),
    "thousand": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}


def figures(text: str) -> frozenset[Decimal]:
    """
    Every number written in digits, in base units: 49.85万, 498,500 and 498500 are the same.

    Dates and document numbers count as their parts, so that an invented year is seen as well.
    """
    # A Chinese character is a word character for \w; only Latin letters bind a digit to a name.
    spaced = re.sub(r"(?<=[^\x00-\x7f])(?=\d)", " ", unicodedata.normalize("NFKC", text))
    found = set()
    for whole, fraction, scale in _NUMBER.findall(spaced):
        number = Decimal(whole.replace(",", "") + fraction)
        found.add((number * _SCALE.get(scale, Decimal(1))).normalize())
    return frozenset(found)


_AMOUNT = re.compile(AMOUNT)
_HAN_DIGIT = re.compile("[一二两三四五六七八九]")
_LEAST_SPELLED = 10
"""Smaller numbers are part of too many words: 一次性, 三支一扶, one of them."""


def spelled_figures(text: str) -> frozenset[Decimal]:
    """The numbers from ten upwards written in words: 三千, two hundred, twenty-five."""
    found = set()
    for said in _AMOUNT.findall(text.lower()):
        # 万州 and 百姓 hold a unit, but no number.
        is_number = said.isascii() or _HAN_DIGIT.search(said) is not None
        value = amount(said) if is_number and not said[0].isdigit() else None
        if value is not None and value >= _LEAST_SPELLED:
            found.add(Decimal(value).normalize())
    return frozenset(found)
