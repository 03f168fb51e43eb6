"""Dates as precise as a source gives them: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of reduced precision (ISO 8601: `2021`, `2021-06` or `2021-06-17`)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """
        The date that the text names.

        :raises ValueError: if the text is not YYYY, YYYY-MM or YYYY-MM-DD, or names no real day.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a date of the form 2021, 2021-06 or 2021-06-17")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        """The earliest day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


def months_later(day: date, months: int) -> date:
    """
    The same day so many months later, or earlier; the last of a month that has no such day.

    Source of the last day: Civil Code of the PRC, article 202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_years(born: date, day: date) -> int:
    """The years of age (周岁) that somebody born then has on the day; the birthday counts."""
    years = day.year - born.year
    return years if months_later(born, years * 12) <= day else years - 1
