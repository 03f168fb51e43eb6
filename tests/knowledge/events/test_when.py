"""The days that a question means, seen from Sunday, 22 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.events.when import Span, days_meant
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今天有招聘会吗", "2026-11-22", "2026-11-22"),
        ("明天呢", "2026-11-23", "2026-11-23"),
        ("这周末有招聘会吗", "2026-11-22", "2026-11-22"),
        ("下周末", "2026-11-28", "2026-11-29"),
        ("下周三有没有", "2026-11-25", "2026-11-25"),
        ("周六", "2026-11-28", "2026-11-28"),
        ("这个月", "2026-11-22", "2026-11-30"),
        ("下个月有直播带岗吗", "2026-12-01", "2026-12-31"),
        ("十二月", "2026-12-01", "2026-12-31"),
        ("3月有没有", "2027-03-01", "2027-03-31"),
        ("12月5号那场", "2026-12-05", "2026-12-05"),
        ("1月8日", "2027-01-08", "2027-01-08"),
        ("过完年有招聘会吗", "2027-02-06", "2027-03-08"),
        ("春节前", "2027-01-07", "2027-02-05"),
        ("job fairs in December", "2026-12-01", "2026-12-31"),
        ("any fair next week?", "2026-11-23", "2026-11-29"),
        ("next Saturday", "2026-11-28", "2026-11-28"),
        ("on 5 December", "2026-12-05", "2026-12-05"),
        ("on Dec 8th", "2026-12-08", "2026-12-08"),
        ("tomorrow", "2026-11-23", "2026-11-23"),
        ("fairs in May", "2027-05-01", "2027-05-31"),
        ("after the Spring Festival", "2027-02-06", "2027-03-08"),
    ],
)
def test_days_are_read(text: str, first: str, last: str) -> None:
    assert days_meant(text, TODAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["有招聘会吗", "may I join a fair?", "2月30日", "the job market 5 years ago", "三千元"]
)
def test_no_day_is_made_up(text: str) -> None:
    assert days_meant(text, TODAY) is None
