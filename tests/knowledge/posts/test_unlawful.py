"""Ages that an enterprise may ask for, by the retirement age of the day."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.posts.unlawful import unlawful_limits
from tests.knowledge.posts.builders import a_post

NOW, LATER = date(2026, 11, 30), date(2040, 1, 1)


@pytest.mark.parametrize(
    ("ages", "today", "held"),
    [
        ({"age_min": 18, "age_max": 55}, NOW, []),
        ({"age_min": 18, "age_max": 54}, NOW, ["age_max"]),
        ({"age_min": 18, "age_max": 35}, NOW, ["age_max"]),
        ({"age_min": 18, "age_max": 60, "age_max_woman": 50}, NOW, []),
        ({"age_min": 18, "age_max": 60, "age_max_woman": 55}, NOW, []),
        ({"age_min": 18, "age_max": 60, "age_max_woman": 49}, NOW, ["age_max_woman"]),
        ({"age_min": 18, "age_max": 59, "age_max_woman": 55}, NOW, ["age_max"]),
        ({"age_min": 18, "age_max": 45, "age_max_woman": 40}, NOW, ["age_max", "age_max_woman"]),
        ({"age_min": 25}, NOW, ["age_min"]),
        ({}, NOW, []),
        # From 2039 on women of 55 retire at 58, women of 50 at 55, men at 63.
        ({"age_min": 18, "age_max": 55}, LATER, ["age_max"]),
        ({"age_min": 18, "age_max": 58}, LATER, []),
        ({"age_min": 18, "age_max": 62, "age_max_woman": 54}, LATER, ["age_max", "age_max_woman"]),
        ({"age_min": 18, "age_max": 63, "age_max_woman": 55}, LATER, []),
    ],
)
def test_a_highest_age_is_lawful_only_where_it_is_retirement(ages, today, held):
    assert [hold.column for hold in unlawful_limits(a_post(**ages), today)] == held
