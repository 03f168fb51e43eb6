"""Wages as people write them in postings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.numerals import AMOUNT, amount
from knowledge.posts.post import WageUnit
from knowledge.terms import folded


@dataclass(frozen=True, slots=True)
class Wage:
    """What a text says about pay: yuan for one unit; all None where pay is to be agreed on."""

    low: float | None = None
    high: float | None = None
    unit: WageUnit | None = None


NEGOTIABLE = Wage()

_NOT_STATED = re.compile(
    r"面议|面谈|计件|提成|待定|negotiable|competitive|to be agreed|compet[ei]tive|tbc|tbd"
    r"|depend\w* (?:up)?on|doe\b"
)
_FOREIGN = re.compile(
    r"[£€$฿₩₽₫]|(?:us|hk|nt|sg|au|ca)\$|美[元金刀]|港[币元]|日[元币]|欧元|英镑|韩元|台币|新币|泰铢|卢布"
    r"|越南盾|(?<![a-z])(?:usdt?|gbp|eur(?:os?)?|hkd|jpy|krw|sgd|thb|dollars?|pounds?)(?![a-z])"
)
_UNITS: tuple[tuple[WageUnit, re.Pattern[str]], ...] = (
    (WageUnit.PIECE, re.compile(r"[/每一](?:件|个|单|课时|节课?|场|趟|次|票|平方|平米|吨|台)"
                                r"|per (?:piece|item|lesson|trip)")),
    (WageUnit.HOUR, re.compile(r"时薪|小时|[/每]时|hour|[/ ]hr?\b")),
    (WageUnit.DAY, re.compile(r"日薪|[/每一][天日]|元天|\bday|daily")),
    (WageUnit.MONTH, re.compile(r"月|month|\bpcm\b")),
    (WageUnit.PIECE, re.compile(r"计件|piece")),
)  # fmt: skip
# A wage by the year or the week is kept by the month.
_MONTHLY = (
    (1 / 12, re.compile(r"年薪|[/每一]年|\byear|annum|annual|\bp\.?a\b")),
    (52 / 12, re.compile(r"周薪|[/每一](?:周|星期)|\bweek")),
)
_EXTRA_PAY = re.compile(r"[·•,， ]*\d{2}\s*薪")
_ASIDE = re.compile(r"[(][^)]*[)]")
_TRIAL = re.compile(
    r"(试用期?[^\d]{0,4}\d{3,5})\s*(?:元|块)?[,，;；、\s]*(?:转正|过后|之后)[^\d]{0,4}(?=\d)"
)
# 四五千 is between four and five thousand.
_TWO_DIGITS = re.compile(r"([一二三四五六七八])([二三四五六七八九])([千万])")
_AMOUNT = re.compile(rf"(?P<minus>(?<![\d\w])-)?(?P<amount>{AMOUNT})(?P<unit>千|万)?")
_BETWEEN = re.compile(
    r"\s*(?:元|块|￥|¥|yuan|rmb)?\s*(?:[/每](?:个?月|天|日|小时|年))?"
    r"\s*(?:-{1,2}|–|—{1,2}|~|～|至|到|to|and)\s*(?:￥|¥|rmb)?\s*"
)
_AND_MORE = re.compile(
    r"^\s*(?:元|块)?\s*(?:/?月)?\s*(?:及?以上|起|多|\+|or more|and up|upwards)|^\s*plus\b"
)
_FROM = re.compile(r"(?:不低于|至少|最低|from|at least|starting)\s*(?:￥|¥|rmb)?\s*$")
_UP_TO = re.compile(r"及?以下|以内|最高|不超过|up to|at most|maximum")

# More than anybody is paid a month: without a unit it is not known whether a year is meant.
_TOO_MUCH_A_MONTH = 100_000

_WIDEST_RANGE = 50
"""In 25-31000 the first figure is not what it says."""


def foreign_currency(text: str) -> str | None:
    """The sign or name of a currency other than the yuan, or None."""
    found = _FOREIGN.search(folded(text))
    return found.group() if found else None


def read_wage(text: str) -> Wage | None:
    """
    The wage that the text states in yuan, NEGOTIABLE where left open, None if not understood.

    Extra months (13薪) are not added; pay by the year or week is given by the month; of a trial
    wage and a later one the lower is the low end. Only yuan are read.
    """
    low = _EXTRA_PAY.sub("", folded(text)).strip()
    if not low or _FOREIGN.search(low):
        return None if low else NEGOTIABLE
    aside = _ASIDE.sub("", low)
    low = aside if _figures(aside) else low
    low = _TWO_DIGITS.sub(r"\1\3到\2\3", _TRIAL.sub(r"\1到", low))
    figures = _figures(low)
    if not figures:
        return NEGOTIABLE if _NOT_STATED.search(low) else None
    monthly = next((share for share, pattern in _MONTHLY if pattern.search(low)), None)
    if monthly is not None:
        figures = [round(figure * monthly, 2) for figure in figures]
        return _wage(low, figures, WageUnit.MONTH)
    unit = next((unit for unit, pattern in _UNITS if pattern.search(low)), None)
    return _wage(low, figures, unit or _likely_unit(figures))


def _figures(low: str) -> list[float]:
    """The first amount and, where a range follows, the second, in yuan."""
    first = _AMOUNT.search(low)
    if first is None:
        return []
    between = _BETWEEN.match(low, first.end())
    second = _AMOUNT.match(low, between.end()) if between else None
    value = _value(first)
    if second is None:
        return [] if value is None else [value]
    other = _value(second)
    if value is None or other is None:
        return []
    return [value * _shared_unit(first["amount"], second["amount"], value), other]


def _value(match: re.Match[str]) -> float | None:
    value = amount(match["amount"] + (match["unit"] or ""))
    return -value if value is not None and match["minus"] else value


def _shared_unit(first: str, second: str, value: float) -> int:
    """In 1-1.4万 the unit behind the second figure is the first one's too, not in 8000-1万."""
    unit = re.search(r"[千万kw]", second)
    if unit is None or re.search(r"[千万kw]", first):
        return 1
    bare = amount(second[: unit.start()])
    if bare is None or value >= bare:
        return 1
    return 10_000 if unit.group() in "万w" else 1000


def _likely_unit(figures: list[float]) -> WageUnit | None:
    """An amount without a unit is a month's wage where it can only be that."""
    return WageUnit.MONTH if 1000 <= max(figures) < _TOO_MUCH_A_MONTH else None


def _wage(low: str, figures: list[float], unit: WageUnit | None) -> Wage | None:
    if unit is None:
        return None
    if len(figures) == 2 and 0 < figures[0] * _WIDEST_RANGE < figures[1]:
        return None
    if len(figures) == 2:
        return Wage(figures[0], figures[1], unit)
    if _UP_TO.search(low):
        return Wage(None, figures[0], unit)
    first = _AMOUNT.search(low)
    open_above = first and (
        _AND_MORE.match(low[first.end() :]) or _FROM.search(low[: first.start()])
    )
    return Wage(figures[0], None if open_above else figures[0], unit)
