"""Office hours: the week, the holidays, the weekends that are worked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from knowledge.handoffs.hours import OFFICE_HOURS, OfficeHours, OfficeNeverOpen, office_hours

ZONE = ZoneInfo("Asia/Shanghai")


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),  # a Monday, open
        ("2026-11-23T12:30", "2026-11-23T13:30"),  # at noon
        ("2026-11-23T17:30", "2026-11-24T09:00"),  # the evening begins
        ("2026-11-20T18:00", "2026-11-23T09:00"),  # a Friday evening
        ("2026-09-30T20:00", "2026-10-08T09:00"),  # before the seven days of October
        ("2026-02-13T18:00", "2026-02-14T09:00"),  # a Saturday that is worked
        ("2026-02-14T18:00", "2026-02-24T09:00"),  # before the Spring Festival
        ("2026-10-10T10:00", "2026-10-10T10:00"),  # a Saturday that is worked
    ],
)
def test_the_next_opening(moment: str, opening: str) -> None:
    hours = office_hours()
    assert hours.next_opening(at(moment)) == at(opening)
    assert hours.is_open(at(moment)) is (moment == opening)


def written(folder: Path, before: str, after: str) -> Path:
    path = folder / "hours.toml"
    path.write_text(OFFICE_HOURS.read_text("utf-8").replace(before, after), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"09:00-12:00"', '"nine to twelve"'),
        ("sunday = []", "someday = []"),
        ("from = 2026-10-01", "from = 2026-10-09"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(ValidationError):
        OfficeHours.load(written(tmp_path, before, after))


def test_an_office_that_never_opens_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, '"09:00-12:00", "13:30-17:30"', "")
    with pytest.raises(OfficeNeverOpen):
        OfficeHours.load(path).next_opening(at("2026-11-23T10:00"))
