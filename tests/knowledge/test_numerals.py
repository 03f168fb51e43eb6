"""Amounts in figures, in Chinese and in English."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.numerals import AMOUNT, amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,500", 3500), ("3千5", 3500), ("1.2万", 12000), ("5k", 5000), ("三千五", 3500),
        ("两千八", 2800), ("四十六", 46), ("十五", 15), ("一万二", 12000), ("三千零五", 3005),
        ("一百二", 120), ("两万三", 23000), ("二〇二五", 2025), ("forty-six", 46),
        ("three thousand five hundred", 3500), ("three hundred and five", 305),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, value):
    assert re.fullmatch(AMOUNT, text)
    assert amount(text) == value


@given(st.text())
def test_no_text_breaks_it(text):
    result = amount(text)
    assert result is None or result >= 0


@given(st.integers(min_value=1, max_value=9999))
def test_figures_are_read_as_they_are(value):
    assert amount(f"{value:,}") == value


def test_a_wall_of_digits_is_read_in_no_time():
    started = time.monotonic()
    re.findall(AMOUNT, "3" * 100_000 + "一千" * 50_000 + "one hundred " * 9_000)
    assert time.monotonic() - started < 5
