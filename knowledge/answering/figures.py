"""Figures in a text, in one form for both languages, so that a claim can be held to its clause."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d[,.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([万亿]|million|billion)?"
)
_SCALE = {
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
    spaced = re.sub(r"(?<=[^\x00-\x7f])(?=\d)", " ", text)
    found = set()
    for whole, fraction, scale in _NUMBER.findall(spaced):
        number = Decimal(whole.replace(",", "") + fraction)
        found.add((number * _SCALE.get(scale, Decimal(1))).normalize())
    return frozenset(found)
