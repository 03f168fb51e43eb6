"""Wages as people write them in postings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.numerals import AMOUNT, amount
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
    r"面议|面谈|计件|提成|待定|negotiable|competitive|to be agreed|tbc|tbd|depends on|doe\b"
)
_FOREIGN = re.compile(r"[£€$]|美元|港币|usd|gbp|eur(?:os?)?\b")
_UNITS: tuple[tuple[WageUnit | None, re.Pattern[str]], ...] = (
    (WageUnit.HOUR, re.compile(r"时薪|小时|[/每]时|hour|[/ ]hr?\b")),
    (WageUnit.DAY, re.compile(r"日薪|[/每一][天日]|元天|\bday|daily")),
    (WageUnit.PIECE, re.compile(r"计件|[/每一][件个单]|piece|per item")),
    # A yearly wage is kept by the month; None marks it here.
    (None, re.compile(r"年薪|[/每一]年|\byear|annum|annual|\bp\.?a\b")),
    (WageUnit.MONTH, re.compile(r"月|month|\bpcm\b")),
)
_EXTRA_PAY = re.compile(r"[·•,， ]*\d{2}\s*薪|[(（][^)）]*[)）]")
_AMOUNT = re.compile(rf"(?P<minus>(?<![\d\w])-)?(?P<amount>{AMOUNT})(?P<unit>千|万)?")
_BETWEEN = re.compile(
    r"\s*(?:元|块|￥|¥|yuan|rmb)?\s*(?:-|–|—|~|～|至|到|to|and)\s*(?:￥|¥|rmb)?\s*"
)
_AND_MORE = re.compile(
    r"^\s*(?:元|块)?\s*(?:/?月)?\s*(?:及?以上|起|\+|or more|and up|upwards)|^\s*plus\b"
)
_FROM = re.compile(r"(?:不低于|至少|最低|from|at least|starting)\s*(?:￥|¥|rmb)?\s*$")
_UP_TO = re.compile(r"及?以下|以内|up to|at most|maximum")
_MONTHS_A_YEAR = 12


def read_wage(text: str) -> Wage | None:
    """
    The wage that the text states in yuan, NEGOTIABLE where left open, None if not understood.

    Extra months (13薪) are not added; a yearly wage is divided by twelve; only yuan are read.
    """
    low = _EXTRA_PAY.sub("", folded(text)).strip()
    if not low or _FOREIGN.search(low):
        return None if low else NEGOTIABLE
    figures = _figures(low)
    if not figures:
        return NEGOTIABLE if _NOT_STATED.search(low) else None
    is_yearly, unit = _unit(low)
    if is_yearly:
        figures = [round(figure / _MONTHS_A_YEAR, 2) for figure in figures]
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
    if unit is None or re.search(r"[千万kw]", first) or value >= 100:
        return 1
    return 10_000 if unit.group() in "万w" else 1000


def _unit(low: str) -> tuple[bool, WageUnit | None]:
    for unit, pattern in _UNITS:
        if pattern.search(low):
            return unit is None, unit or WageUnit.MONTH
    return False, None


def _likely_unit(figures: list[float]) -> WageUnit | None:
    """An amount without a unit is a month's wage where it can only be that."""
    return WageUnit.MONTH if max(figures) >= 1000 else None


def _wage(low: str, figures: list[float], unit: WageUnit | None) -> Wage | None:
    if unit is None:
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
