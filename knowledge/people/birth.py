"""When somebody was born, as exactly as they said it, and the ages that follow on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates import PartialDate, full_years, months_later
from knowledge.language import Lang

BIRTH_FIELDS = ("birth_year", "birth_month", "birth_day", "age_told_on")
"""The fields of a profile that say together when somebody was born."""

_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Born:
    """The first and the last day on which somebody can have been born by what was said."""

    first: date
    last: date

    def ages_on(self, day: date) -> tuple[int, int]:
        """The least and the most years of age on that day; the same where nothing is open."""
        return full_years(self.last, day), full_years(self.first, day)

    def agrees_with(self, other: Born) -> bool:
        """Whether both can be true."""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        """How many days are possible."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class BirthSaid:
    """
    A birth as it was said: year, month and day as far as named, or an age.

    With `told_on` an age was told on that day: it is the difference of the two years.
    """

    year: int
    month: int | None = None
    day: int | None = None
    told_on: date | None = None

    @classmethod
    def of_age(cls, years: int, today: date) -> BirthSaid:
        """Somebody of that age today."""
        return cls(today.year - years, told_on=today)

    @property
    def age_told(self) -> int | None:
        """The age that was told, on the day of `told_on`."""
        return None if self.told_on is None else self.told_on.year - self.year

    @property
    def born(self) -> Born:
        """The days on which the person can have been born."""
        if self.told_on is not None and self.month is None:
            years = self.told_on.year - self.year
            after = months_later(self.told_on, -12 * (years + 1))
            return Born(after + timedelta(days=1), months_later(self.told_on, -12 * years))
        said = PartialDate(self.year, self.month, self.day)
        return Born(said.first_day, said.last_day)

    def shown(self, lang: Lang) -> str:
        """1976年8月15日; 15 August 1976; 1973或1974年（2026-11-22时52岁）."""
        if self.told_on is not None and self.month is None:
            return self._age_shown(lang)
        if lang is Lang.ZH:
            month = "" if self.month is None else f"{self.month}月"
            return f"{self.year}年{month}{'' if self.day is None else f'{self.day}日'}"
        month = "" if self.month is None else f"{_MONTHS_EN[self.month - 1]} "
        return f"{'' if self.day is None else f'{self.day} '}{month}{self.year}"

    def _age_shown(self, lang: Lang) -> str:
        years = sorted({self.born.first.year, self.born.last.year})
        if lang is Lang.ZH:
            span = "或".join(map(str, years))
            return f"{span}年（{self.told_on}时{self.age_told}岁）"
        return f"{' or '.join(map(str, years))} (aged {self.age_told} on {self.told_on})"
