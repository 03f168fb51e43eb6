"""Days as people and spreadsheets write them in a feed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.terms import folded

_WHOLE = re.compile(
    r"(\d{4})\s*(?:[-./]|年)\s*(\d{1,2})\s*(?:[-./]|月)\s*(\d{1,2})\s*[日号]?(?:[t\s].*)?"
)
_PLAIN = re.compile(r"(20\d{2})([01]\d)([0-3]\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMED = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>20\d{2})"
)
_NO_YEAR = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")

# Source: ECMA-376, part 1, 18.17.4.1: serial 1 is 1900-01-01, and 1900 is counted as a leap year,
# so that every later serial counts from 1899-12-30.
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(36_526, 73_415)
"""2000-01-01 to 2100-12-31; a number outside is no day that a feed can mean."""


def read_day(cell: str) -> date | None:
    """
    The day of 2026-11-03, 2026.11.3, 2026年11月3日, 20261103, 3 Nov 2026, a spreadsheet's number.

    A time of day behind it is left away. Words such as 昨天 or 3天前 are not read: a feed is read
    again and again, and the day that they count from is not known.
    """
    low = folded(cell).strip()
    if whole := _WHOLE.fullmatch(low) or _PLAIN.fullmatch(low):
        return _day(int(whole[1]), int(whole[2]), int(whole[3]))
    if serial := _SERIAL.fullmatch(low):
        days = int(serial[1])
        return _SERIAL_ORIGIN + timedelta(days=days) if days in _SERIALS else None
    named = _NAMED.fullmatch(low)
    if named is None or (named["d1"] is None) == (named["d2"] is None):
        return None
    return _day(int(named["y"]), _MONTHS.index(named["m"]) + 1, int(named["d1"] or named["d2"]))


def read_past_day(cell: str, today: date) -> date | None:
    """As read_day; without a year (11月3日) the last such day up to today."""
    month_and_day = _NO_YEAR.fullmatch(folded(cell).strip())
    if month_and_day is None:
        return read_day(cell)
    month, number = int(month_and_day[1]), int(month_and_day[2])
    days = (_day(year, month, number) for year in (today.year, today.year - 1))
    return next((day for day in days if day is not None and day <= today), None)


def read_coming_day(cell: str, since: date) -> date | None:
    """As read_day; without a year (11月3日) the first such day on or after `since`."""
    month_and_day = _NO_YEAR.fullmatch(folded(cell).strip())
    if month_and_day is None:
        return read_day(cell)
    month, number = int(month_and_day[1]), int(month_and_day[2])
    days = (_day(year, month, number) for year in (since.year, since.year + 1))
    return next((day for day in days if day is not None and day >= since), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
