"""Periods of months as CVs write them: 2018.09-2022.06, 2019年3月至今, "Mar 2019 - present"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.terms import folded

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"(?:(?:{0}\s*)?(?P<{1}word>" + _MONTH_WORD + r")[ ,]+)?(?P<{1}year>(?:19|20)\d\d)"
    r"(?:\s*年)?(?:\s*[-./年]?\s*(?P<{1}month>1[0-2]|0?[1-9])(?!\d)(?:\s*月)?)?(?:[-./](?:[0-2]?\d|3[01])日?(?!\d))?"
)
_NOW = r"至今|今|现在|目前|present|now|today|current|date|ongoing"
_PERIOD = re.compile(
    _DATE.format("", "from_")
    + r"\s*(?:-{1,2}|–|—{1,2}|~|～|至|到|to|until|till|－)\s*"
    + rf"(?:(?P<now>{_NOW})|"
    + _DATE.format("", "to_")
    + ")"
)
_BEFORE_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9])[./](?P<year>(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of the first month to the beginning of the month after the last."""

    start: int
    """Months since year 0."""
    end: int
    end_year: int | None
    """None where it goes on today."""


def periods_in(text: str, today: date) -> Iterator[Period]:
    """The periods in the text; one that ends before it begins is none."""
    low = _BEFORE_MONTH.sub(r"\g<year>.\g<month>", folded(text))
    for match in _PERIOD.finditer(low):
        start = _month_of(match, "from_", first=True)
        goes_on = match["now"] is not None
        end = today.year * 12 + today.month - 1 if goes_on else _month_of(match, "to_", first=False)
        if start < end <= (today.year + 8) * 12:
            yield Period(start, end, None if goes_on else int(match["to_year"]))


def years_covered(periods: Iterable[Period]) -> float:
    """Years covered by at least one of the periods, to the nearest half."""
    months = 0
    reached = -1
    for period in sorted(periods, key=lambda one: one.start):
        months += max(0, period.end - max(period.start, reached))
        reached = max(reached, period.end)
    return round(months / 12 * 2) / 2


def _month_of(match: re.Match[str], side: str, *, first: bool) -> int:
    """The month's number; a year alone begins in January, and one that ends is not counted on."""
    year, month, word = match[f"{side}year"], match[f"{side}month"], match[f"{side}word"]
    if word:
        number = _MONTHS.index(word[:3]) + 1
    elif month:
        number = int(month)
    else:
        return int(year) * 12
    return int(year) * 12 + number - (1 if first else 0)
