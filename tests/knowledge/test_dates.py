"""Dates as precise as a source gives them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021-06-17", date(2021, 6, 17), date(2021, 6, 17)),
    ],
)
def test_a_date_spans_what_it_can_mean(text: str, first: date, last: date) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.first_day, parsed.last_day, str(parsed)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-6", "2021-13", "2021-02-30", "2021/06", "2021-06-17T00", "两千", "0000"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month|year"):
        PartialDate.parse(text)


@given(st.dates())
def test_a_full_day_comes_back_as_it_was(day: date) -> None:
    parsed = PartialDate.parse(day.isoformat())
    assert parsed.first_day == parsed.last_day == day
    assert str(parsed) == day.isoformat()
