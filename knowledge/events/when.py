"""The days that a question means: 这周末, 12月, "next week", "before Spring Festival"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.terms import folded

_DAY = timedelta(days=1)
_SUNDAY, _SATURDAY = 6, 5
_MONTHS = "january february march april may june july august september october november december"
_HAN_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_HAN_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日天末")
_AROUND_FESTIVAL = timedelta(days=30)

# Source: the lunar new year of the Purple Mountain Observatory's calendar.
_SPRING_FESTIVALS = (date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13))


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both counted."""

    first: date
    last: date

    def meets(self, starts: date, ends: date) -> bool:
        """Whether something from `starts` to `ends` goes on within the span."""
        return starts <= self.last and ends >= self.first


def days_meant(text: str, today: date) -> Span | None:
    """The days from today on that the text names, or None where it names none."""
    low = folded(text)
    for read in (_day_of_month, _month, _festival, _near_day, _week):
        span = read(low, today)
        if span is not None:
            return span
    return None


def _near_day(low: str, today: date) -> Span | None:
    for pattern, days in (
        (r"后天|day after tomorrow", 2),
        (r"明天|明日|\btomorrow\b", 1),
        (r"今天|今日|今晚|\b(?:today|tonight)\b", 0),
    ):
        if re.search(pattern, low):
            return Span(today + days * _DAY, today + days * _DAY)
    return None


def _week(low: str, today: date) -> Span | None:
    monday = today - today.weekday() * _DAY
    is_next = re.search(r"下个?(?:周|星期|礼拜)|\bnext\b", low) is not None
    if is_next:
        monday += 7 * _DAY
    if re.search(r"周末|\bweekend\b", low):
        return _from_today(monday + _SATURDAY * _DAY, monday + _SUNDAY * _DAY, today)
    for number in range(7):
        han, english = _HAN_WEEKDAYS[number], _WEEKDAYS[number]
        if re.search(rf"(?:周|星期|礼拜)[{han}]|\b{english}\b", low):
            day = monday + number * _DAY
            day = day if day >= today else day + 7 * _DAY
            return Span(day, day)
    if re.search(r"下个?(?:周|星期|礼拜)|\bnext week\b", low):
        return Span(monday, monday + _SUNDAY * _DAY)
    if re.search(r"(?:这|本)个?(?:周|星期|礼拜)|\bthis week\b", low):
        return _from_today(monday, monday + _SUNDAY * _DAY, today)
    return None


def _day_of_month(low: str, today: date) -> Span | None:
    found = re.search(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]?", low)
    if found:
        return _dated(int(found[1]), int(found[2]), today)
    names = "|".join(f"{name}|{name[:3]}" for name in _MONTHS.split()) + "|sept"
    found = re.search(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({names})\b", low)
    if found:
        return _dated(_month_number(found[2]), int(found[1]), today)
    found = re.search(rf"\b({names}) (\d{{1,2}})(?:st|nd|rd|th)?\b", low)
    return _dated(_month_number(found[1]), int(found[2]), today) if found else None


def _month(low: str, today: date) -> Span | None:
    if re.search(r"(?:这|本)个?月|\bthis month\b", low):
        return _whole_month(today.year, today.month, today)
    if re.search(r"下个?月|\bnext month\b", low):
        following = today.replace(day=1) + 31 * _DAY
        return _whole_month(following.year, following.month, today)
    month = _named_month(low)
    if month is None:
        return None
    return _whole_month(today.year + (month < today.month), month, today)


def _named_month(low: str) -> int | None:
    if found := re.search(r"(?<!\d)(1[0-2]|[1-9])月(?!\d)", low):
        return int(found[1])
    if found := re.search(r"(十[一二]?|[一二三四五六七八九])月", low):
        return _HAN_MONTHS.index(found[1]) + 1
    # "may" is the month only behind a preposition.
    for number, name in enumerate(_MONTHS.split(), start=1):
        before = r"(?:in|of|this|next|during) " if name in {"may", "march"} else ""
        if re.search(rf"\b{before}{name}\b", low):
            return number
    return None


def _festival(low: str, today: date) -> Span | None:
    festival = next((day for day in _SPRING_FESTIVALS if day >= today), None)
    if festival is None:
        return None
    if re.search(r"年前|节前|before (?:the )?(?:spring festival|chinese new year)", low):
        return _from_today(festival - _AROUND_FESTIVAL, festival - _DAY, today)
    if re.search(r"(?:年|节|春节)(?:之|以)?后|过完年|after (?:the )?(?:spring|chinese new)", low):
        return Span(festival, festival + _AROUND_FESTIVAL)
    return None


def _dated(month: int, day: int, today: date) -> Span | None:
    make: Callable[[int], date] = lambda year: date(year, month, day)  # noqa: E731 - tried twice
    try:
        found = make(today.year)
    except ValueError:
        return None
    if found < today and (month, day) != (2, 29):
        found = make(today.year + 1)
    return Span(found, found)


def _month_number(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS.split(), 1) if full.startswith(name[:3]))


def _whole_month(year: int, month: int, today: date) -> Span:
    last = calendar.monthrange(year, month)[1]
    return _from_today(date(year, month, 1), date(year, month, last), today)


def _from_today(first: date, last: date, today: date) -> Span:
    return Span(max(first, today), max(last, today))
