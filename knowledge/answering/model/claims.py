"""What a sentence claims that can be checked: figures with their units, dates, conditions."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.language.figures import figures
from knowledge.language.numerals import AMOUNT, amount

CLAIMS_FILE = Path(__file__).with_name("claims.toml")

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,"
        "sep sept september,oct october,nov november,dec december".split(","),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?(?![a-z])"
_DATES = (
    re.compile(
        r"(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})(?:\s*[-/.月]\s*(?P<d>\d{1,2}))?(?!\d)"
    ),
    re.compile(
        rf"(?P<m>{_MONTH})\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y>(?:19|20)\d{{2}})"
    ),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>(?:19|20)\d{{2}})"),
)

# A conjunction parts two statements in English, but not "per person and month".
_PIECE = re.compile(
    r"[。；，！？]|[.;,!?](?=\s|$)|(?<![a-z])and(?! (?:month|year|day|hour))(?![a-z])",
    re.IGNORECASE,
)
_DAYS = (
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]"),
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})"),
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?!\d)"),
)

Measure = tuple[Decimal, str]
When = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A kind of condition by the words that state it: that it must be, may not be, only, unless."""

    name: str
    pattern: re.Pattern[str]


def measures(text: str) -> frozenset[Measure]:
    """
    Every figure that has a unit, as (number, unit): 三个月 and "three months" are (3, month).

    Small numbers in words count here, for with a unit they are no part of another word.
    """
    found = set()
    plain = _plain(text)
    for match in _measure_pattern().finditer(plain):
        said, unit = match.groups()
        is_date = unit == "日" and plain[: match.start()].endswith("月")
        value = None if is_date else _value(said)
        if value is not None:
            found.add((value, _unit_of(unit)))
    return frozenset(found)


def dates(text: str) -> frozenset[When]:
    """Every date to the month or the day, as (year, month) or (year, month, day)."""
    found = set()
    for pattern in _DATES:
        for match in pattern.finditer(_plain(text)):
            day = (int(match["d"]),) if match["d"] else ()
            found.add((int(match["y"]), _month(match["m"]), *day))
    return frozenset(found)


def days(text: str) -> frozenset[When]:
    """Every day of a month, with its year or without, as (month, day)."""
    plain = _plain(text)
    return frozenset(
        (_month(match["m"]), int(match["d"]))
        for pattern in _DAYS
        for match in pattern.finditer(plain)
    )


def per(text: str) -> frozenset[str]:
    """What amounts in the text are counted by: 每人每月 and "a person and month" give two."""
    table = _table()
    return frozenset(name for name, words in table.per.items() if words.search(_plain(text)))


def pieces(text: str) -> list[str]:
    """The parts of the text between its commas and stops; a comma in a figure parts nothing."""
    return [piece for piece in _PIECE.split(text) if piece.strip()]


def rules(text: str) -> frozenset[str]:
    """The kinds of condition that the text states."""
    plain = _plain(text)
    return frozenset(rule.name for rule in _table().rules if rule.pattern.search(plain))


def promises(text: str) -> bool:
    """Whether the text tells the reader that they qualify, which only the office can."""
    return _table().promise.search(_plain(text)) is not None


@dataclass(frozen=True, slots=True)
class _Table:
    rules: tuple[RuleWords, ...]
    promise: re.Pattern[str]
    units: dict[str, str]
    per: dict[str, re.Pattern[str]]


@cache
def _table() -> _Table:
    data = tomllib.loads(CLAIMS_FILE.read_text(encoding="utf-8"))
    return _Table(
        tuple(RuleWords(name, _either(words)) for name, words in data["rule"].items()),
        _either(data["promise"]),
        {unit: name for name, units in data["unit"].items() for unit in units},
        {name: _either(words) for name, words in data["per"].items()},
    )


def _either(words: dict[str, list[str]]) -> re.Pattern[str]:
    english = rf"(?<![a-z])(?:{'|'.join(words['en'])})(?![a-z])"
    return re.compile("|".join([*words["zh"], english]))


@cache
def _measure_pattern() -> re.Pattern[str]:
    units = sorted(_table().units, key=len, reverse=True)
    either = "|".join(re.escape(unit) + ("(?![a-z])" if unit.isascii() else "") for unit in units)
    return re.compile(rf"({AMOUNT}(?:\s*(?:亿|million|billion))?)[\s-]*个?({either})")


def _month(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS[said.rstrip(".")]


def _unit_of(said: str) -> str:
    return _table().units[said]


def _value(said: str) -> Decimal | None:
    if said[0].isdigit():
        found = figures(said)
        return next(iter(found)) if len(found) == 1 else None
    value = amount(said)
    return None if value is None else Decimal(value).normalize()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
