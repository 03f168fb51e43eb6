"""Early warning: what is far above what the last four weeks make one expect."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from sqlmodel import Session

from knowledge.figures.measures import Measure
from knowledge.figures.reading import daily_counts
from knowledge.figures.showing import declined_in, wrong_in

DAYS_BEFORE = 28
FEWEST = 5
"""A smaller count never warns."""
FEWEST_DAYS = 7
"""So many days must have figures, or nobody knows what is usual."""

# Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): 0.6745 of a deviation by
# the median of absolute deviations, and 3.5 as the bound.
_BOUND = 3.5
_MAD_TO_DEVIATION = 1.4826
_LEAST_RISE = 0.05
"""Of a share: less than five points is nobody's business."""
_FEWEST_TURNS = 20
_READ = (Measure.TOPIC, Measure.DISTRICT, Measure.STATUS, Measure.VERDICT, Measure.TURNS)

Days = Mapping[date, Mapping[str, int]]


class WarningKind(StrEnum):
    """What is unusual."""

    TOPIC = "topic"
    DISTRICT = "district"
    DECLINED = "declined"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One thing that is far from usual."""

    kind: WarningKind
    key: str
    """The document or the district; empty for a share."""
    day: date
    found: float
    """A count, or per cent for a share."""
    usual: float
    """The median of the days before, likewise."""


def early_warnings(session: Session, today: date) -> list[EarlyWarning]:
    """What was unusual yesterday or is so today, the newest and furthest off first."""
    first = today - timedelta(days=DAYS_BEFORE + 1)
    figures: dict[str, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for on, measure, key, count in daily_counts(session, _READ, first, today):
        figures[measure][on][key] = count
    found = []
    for day in (today, today - timedelta(days=1)):
        before = [day - timedelta(days=n) for n in range(1, DAYS_BEFORE + 1)]
        known = [one for one in before if figures[Measure.TURNS].get(one)]
        if len(known) < FEWEST_DAYS:
            continue
        found += _surges(WarningKind.TOPIC, figures[Measure.TOPIC], day, known)
        found += _surges(WarningKind.DISTRICT, figures[Measure.DISTRICT], day, known)
        found += _declines(figures[Measure.STATUS], day, known)
        found += _wrong(figures[Measure.VERDICT], day, known)
    return sorted(found, key=lambda one: (one.day, one.found - one.usual), reverse=True)


def is_surge(count: int, before: Sequence[int]) -> bool:
    """
    Whether the count is far above the counts of the days before.

    Where all days were alike the deviation is taken from the square root of the median, as counts
    of independent events vary; at least one.
    """
    usual = median(before)
    deviation = max(_deviation(before, usual), math.sqrt(usual), 1.0)
    return count >= FEWEST and count > usual + _BOUND * deviation


def is_rise(part: int, whole: int, before: Sequence[float]) -> bool:
    """Whether part of whole is a share far above the shares of the days before."""
    if part < FEWEST or not before:
        return False
    usual = median(before)
    return part / whole > usual + max(_BOUND * _deviation(before, usual), _LEAST_RISE)


def _deviation(values: Sequence[float], usual: float) -> float:
    return _MAD_TO_DEVIATION * median(abs(value - usual) for value in values)


def _surges(kind: WarningKind, days: Days, day: date, before: Sequence[date]) -> list[EarlyWarning]:
    found = []
    for key, count in days.get(day, {}).items():
        earlier = [days.get(one, {}).get(key, 0) for one in before]
        if is_surge(count, earlier):
            found.append(EarlyWarning(kind, key, day, count, median(earlier)))
    return found


def _declines(days: Days, day: date, before: Sequence[date]) -> list[EarlyWarning]:
    parts = {one: (declined_in(s), sum(s.values())) for one, s in days.items()}
    return _rise(WarningKind.DECLINED, parts, day, before=before, fewest=_FEWEST_TURNS)


def _wrong(days: Days, day: date, before: Sequence[date]) -> list[EarlyWarning]:
    parts = {one: (wrong_in(v), sum(v.values())) for one, v in days.items()}
    return _rise(WarningKind.WRONG, parts, day, before=before, fewest=FEWEST)


def _rise(
    kind: WarningKind,
    parts: Mapping[date, tuple[int, int]],
    day: date,
    *,
    before: Sequence[date],
    fewest: int,
) -> list[EarlyWarning]:
    """A warning where enough was counted on the day and on at least a week of days before."""
    part, whole = parts.get(day, (0, 0))
    counted = [parts[one] for one in before if parts.get(one, (0, 0))[1] >= fewest]
    shares = [some / all_ for some, all_ in counted]
    if whole < fewest or len(shares) < FEWEST_DAYS or not is_rise(part, whole, shares):
        return []
    usual = round(100 * median(shares), 1)
    return [EarlyWarning(kind, "", day, round(100 * part / whole, 1), usual)]
