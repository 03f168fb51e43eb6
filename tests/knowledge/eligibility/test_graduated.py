"""The year of leaving school, as people say it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.eligibility.graduated import graduation_year

TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("去年6月毕业", 2025),
        ("今年刚毕业", 2026),
        ("大前年", 2023),
        ("明年毕业", 2027),
        ("2024年毕业的", 2024),
        ("25届", 2025),
        ("24", 2024),
        ("半年前", 2025),
        ("8个月前毕业", 2025),
        ("graduated two months ago", 2026),
        ("3 years ago", 2023),
        ("class of 2022", 2022),
        ("3020", None),
        ("没读过大学", None),
        ("", None),
    ],
)
def test_words_mean_a_calendar_year(text: str, year: int | None) -> None:
    assert graduation_year(text, TODAY) == year
