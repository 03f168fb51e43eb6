"""Figures of a period as tables: what charts are drawn from and downloads are written from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func, select

from knowledge.figures.measures import Measure, monday_of, percentile
from knowledge.figures.reading import daily_counts
from knowledge.figures.tables import DailyFigureRow
from knowledge.following.groups import LedgerGroup

MOST_KEYS = 12
LONGEST = timedelta(days=366)


class By(StrEnum):
    """The step of a line."""

    DAY = "day"
    WEEK = "week"


class Unit(StrEnum):
    """What the numbers of a table are."""

    COUNT = "count"
    PERCENT = "percent"
    MILLISECONDS = "milliseconds"


@dataclass(frozen=True, slots=True)
class Period:
    """The days looked at, both ends included, and the step."""

    since: date
    until: date
    by: By = By.DAY

    def step_of(self, day: date) -> date:
        """The day itself, or the Monday of its week."""
        return day if self.by is By.DAY else monday_of(day)

    @property
    def steps(self) -> list[date]:
        """Every step of the period, also those on which nothing happened."""
        days = (self.since + timedelta(days=n) for n in range((self.until - self.since).days + 1))
        return list(dict.fromkeys(self.step_of(day) for day in days))


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One chart: rows by step, or by key where `is_ranked`."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: Unit = Unit.COUNT
    is_ranked: bool = False


LINES = ("turns", "people", "shares", "milliseconds", "posts")
RANKED = ("status", "topic", "district", "group", "ledger", "subsidy", "surface", "lang", "verdict")
NAMES = (*LINES, *RANKED)

_LEDGER = (Measure.INTERESTED, Measure.APPLIED, Measure.PLACED)
_MEASURES = {
    "turns": (Measure.TURNS, Measure.STATUS),
    "people": (Measure.PEOPLE, Measure.PEOPLE_WEEK),
    "shares": (Measure.STATUS, Measure.VERDICT),
    "milliseconds": (Measure.MILLISECONDS,),
    "posts": (Measure.POSTS_SHOWN, Measure.APPLIED, Measure.PLACED),
    "ledger": _LEDGER,
}

Counts = Mapping[date, Mapping[Measure, Mapping[str, int]]]


def tables_of(
    session: Session, period: Period, names: Collection[str] = NAMES
) -> dict[str, FigureTable]:
    """The tables of these names; nothing is read that they do not need."""
    lines, ranked = [n for n in LINES if n in names], [n for n in RANKED if n in names]
    stepped = _stepped(session, period, {m for name in lines for m in _MEASURES[name]})
    wanted = {m for name in ranked for m in _MEASURES.get(name, (name,))}
    totals = _totals(session, period, {Measure(one) for one in wanted})
    made = {name: _DRAWN[name](period, stepped) for name in lines}
    return made | {name: _ranked(name, totals) for name in ranked}


def share(part: float, whole: float) -> float | None:
    """Per cent with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def declined_in(statuses: Mapping[str, int]) -> int:
    """How many of the turns were declined."""
    return sum(count for status, count in statuses.items() if status.startswith("declined"))


def wrong_in(verdicts: Mapping[str, int]) -> int:
    """How many of the reviewed answers were not right; a wrong tone is not a wrong answer."""
    return sum(count for verdict, count in verdicts.items() if verdict not in ("right", "tone"))


def _stepped(session: Session, period: Period, measures: Collection[Measure]) -> Counts:
    found: dict[date, dict[Measure, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    first = period.step_of(period.since)
    for day, measure, key, count in daily_counts(session, measures, first, period.until):
        if day >= period.since or measure is Measure.PEOPLE_WEEK:
            found[period.step_of(day)][measure][key] += count
    return found


def _totals(
    session: Session, period: Period, measures: Collection[Measure]
) -> Mapping[Measure, Mapping[str, int]]:
    query = (
        select(DailyFigureRow.measure, DailyFigureRow.key, func.sum(DailyFigureRow.count))
        .where(col(DailyFigureRow.day) >= period.since, col(DailyFigureRow.day) <= period.until)
        .where(col(DailyFigureRow.measure).in_(measures))
        .group_by(DailyFigureRow.measure, DailyFigureRow.key)
    )
    found: dict[Measure, dict[str, int]] = defaultdict(dict)
    for measure, key, count in session.exec(query) if measures else ():
        if count:
            found[Measure(measure)][key] = int(count)
    return found


def _ranked(name: str, totals: Mapping[Measure, Mapping[str, int]]) -> FigureTable:
    if name == "ledger":
        return _ledger(totals)
    counts = totals.get(Measure(name), {})
    ranked = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    rows = tuple((key, (float(count),)) for key, count in ranked)
    return FigureTable(name, ("count",), rows, is_ranked=True)


def _line(
    name: str,
    period: Period,
    columns: Sequence[str],
    *,
    values: Iterable[tuple[float | None, ...]],
    unit: Unit = Unit.COUNT,
) -> FigureTable:
    rows = tuple(zip(map(str, period.steps), values, strict=True))
    return FigureTable(name, tuple(columns), rows, unit)


def _of(counts: Counts, step: date, measure: Measure) -> Mapping[str, int]:
    return counts.get(step, {}).get(measure, {})


def _turns(period: Period, counts: Counts) -> FigureTable:
    values = [
        (float(_of(counts, step, Measure.TURNS).get("", 0)),
         float(declined_in(_of(counts, step, Measure.STATUS))))
        for step in period.steps
    ]  # fmt: skip
    return _line("turns", period, ("turns", "declined"), values=values)


def _people(period: Period, counts: Counts) -> FigureTable:
    measure = Measure.PEOPLE if period.by is By.DAY else Measure.PEOPLE_WEEK
    values = [(float(_of(counts, step, measure).get("", 0)),) for step in period.steps]
    return _line("people", period, ("people",), values=values)


def _shares(period: Period, counts: Counts) -> FigureTable:
    values = []
    for step in period.steps:
        statuses, verdicts = (
            _of(counts, step, Measure.STATUS), _of(counts, step, Measure.VERDICT)
        )  # fmt: skip
        declined = share(declined_in(statuses), sum(statuses.values()))
        values.append((declined, share(wrong_in(verdicts), sum(verdicts.values()))))
    return _line(
        "shares", period, ("declined_share", "wrong_share"), values=values, unit=Unit.PERCENT
    )


def _milliseconds(period: Period, counts: Counts) -> FigureTable:
    buckets = [_of(counts, step, Measure.MILLISECONDS) for step in period.steps]
    values = [(percentile(one, 0.5), percentile(one, 0.95)) for one in buckets]
    return _line("milliseconds", period, ("p50", "p95"), values=values, unit=Unit.MILLISECONDS)


def _posts(period: Period, counts: Counts) -> FigureTable:
    values = [
        tuple(
            float(sum(_of(counts, step, measure).values()))
            for measure in (Measure.POSTS_SHOWN, Measure.APPLIED, Measure.PLACED)
        )
        for step in period.steps
    ]
    return _line("posts", period, ("posts_shown", "applied", "placed"), values=values)


def _ledger(totals: Mapping[Measure, Mapping[str, int]]) -> FigureTable:
    rows = tuple(
        (group.value, tuple(float(totals.get(m, {}).get(group.value, 0)) for m in _LEDGER))
        for group in LedgerGroup
    )
    return FigureTable("ledger", ("interested", "applied", "placed"), rows, is_ranked=True)


_DRAWN = {
    "turns": _turns,
    "people": _people,
    "shares": _shares,
    "milliseconds": _milliseconds,
    "posts": _posts,
}
