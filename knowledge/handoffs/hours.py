"""When staff are there, and when they are there next; the table is office_hours.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, Field, model_validator

OFFICE_HOURS = Path(__file__).with_name("office_hours.toml")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONGEST_HOLIDAY = 60
"""Days to look ahead; longer than any series of days off."""


class OfficeNeverOpen(Exception):
    """By the table nobody is there on any of the next days."""


def _span(written: object) -> object:
    begin, _, end = str(written).partition("-")
    return (begin, end)


_Span = Annotated[tuple[time, time], BeforeValidator(_span)]


class _Holiday(BaseModel):
    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _is_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"the holiday from {self.first} ends on {self.last}, before it begins")
        return self


class _Worked(BaseModel):
    days: tuple[date, ...]


class _Table(BaseModel):
    hours: Mapping[str, tuple[_Span, ...]]
    holiday: tuple[_Holiday, ...] = ()
    worked: _Worked

    @model_validator(mode="after")
    def _is_a_week(self) -> Self:
        if set(self.hours) != set(_WEEK):
            raise ValueError(f"hours must name {', '.join(_WEEK)}, named are {set(self.hours)}")
        return self


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The bureau's week, its holidays and the weekends on which people work in exchange."""

    table: _Table

    @classmethod
    def load(cls, path: Path = OFFICE_HOURS) -> OfficeHours:
        """
        The table of the file.

        :raises pydantic.ValidationError: if it is no such table.
        """
        return cls(_Table.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))))

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is there; `moment` by the bureau's clock."""
        return any(begin <= moment.time() < end for begin, end in self._spans(moment.date()))

    def next_opening(self, moment: datetime) -> datetime:
        """
        The moment itself where somebody is there, else when somebody is there next.

        :raises OfficeNeverOpen: if the table has no day of work in sight.
        """
        if self.is_open(moment):
            return moment
        for later in range(_LONGEST_HOLIDAY):
            day = moment.date() + timedelta(days=later)
            for begin, _ in self._spans(day):
                opening = datetime.combine(day, begin, moment.tzinfo)
                if opening > moment:
                    return opening
        raise OfficeNeverOpen(f"no hours within {_LONGEST_HOLIDAY} days after {moment:%Y-%m-%d}")

    def _spans(self, day: date) -> tuple[tuple[time, time], ...]:
        if day in self.table.worked.days:
            return self.table.hours[_WEEK[0]]
        if any(one.first <= day <= one.last for one in self.table.holiday):
            return ()
        return self.table.hours[_WEEK[day.weekday()]]


@cache
def office_hours() -> OfficeHours:
    """The hours of office_hours.toml, read once."""
    return OfficeHours.load()
