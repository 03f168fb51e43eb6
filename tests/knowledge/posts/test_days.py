"""Days in a feed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts.days import read_coming_day, read_day, read_past_day
from tests.knowledge.posts.builders import TODAY

THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-03", "2026/11/3", "2026.11.3", "2026年11月3日", "2026/11/3 08:00", "20261103",
        "2026-11-03T08:00:00+08:00", "46329", "46329.5", "3 Nov 2026", "November 3rd, 2026",
        "２０２６年１１月３日",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_and_spreadsheets_write_it(cell):
    assert read_day(cell) == THIRD


@pytest.mark.parametrize(
    "cell", ["3天前", "昨天", "明天", "2026-02-30", "2026年11月", "03/11/2026", "11", "99999", ""]
)
def test_what_names_no_one_day_is_not_read(cell):
    assert read_day(cell) is None
    assert read_past_day(cell, TODAY) is None


def test_a_day_without_a_year_is_the_last_one_or_the_next_one():
    assert read_past_day("11月3日", TODAY) == THIRD
    assert read_past_day("12月3日", TODAY) == date(2025, 12, 3)
    assert read_coming_day("12月3日", THIRD) == date(2026, 12, 3)
    assert read_coming_day("1月3号", THIRD) == date(2027, 1, 3)
    assert read_coming_day("2月29日", date(2027, 3, 1)) == date(2028, 2, 29)


@given(st.text())
def test_no_text_breaks_it(cell):
    read_day(cell)
    read_past_day(cell, TODAY)
    read_coming_day(cell, TODAY)
