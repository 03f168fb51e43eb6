"""Values of sums as readers see them: 6,000元, 5年3个月, July 2039."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from knowledge.language import Lang
from knowledge.people.birth import BirthSaid
from knowledge.rules.calculators.schema import InputData, InputKind, Unit

_UNITS = {
    Unit.YUAN: ("{}元", "{} yuan"),
    Unit.YUAN_A_MONTH: ("每月{}元", "{} yuan a month"),
    Unit.MONTH: ("{}个月", "{} months"),
    Unit.DAY: ("{}天", "{} days"),
    Unit.HOUR: ("{}小时", "{} hours"),
    Unit.YEAR: ("{}年", "{} years"),
    Unit.PERCENT: ("{}%", "{}%"),
    Unit.NONE: ("{}", "{}"),
}
_OF_KINDS = {
    InputKind.YUAN: Unit.YUAN,
    InputKind.MONTHS: Unit.SPAN,
    InputKind.HOURS: Unit.HOUR,
}


def shown(value: Any, unit: Unit, lang: Lang) -> str:  # noqa: ANN401 - a figure, a month, a word
    """The value with its unit."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月" if lang is Lang.ZH else f"{value:%B %Y}"
    if isinstance(value, BirthSaid):
        return value.shown(lang)
    if isinstance(value, str):
        return value
    if unit is Unit.SPAN:
        return span(Fraction(value), lang)
    zh, en = _UNITS[unit]
    number = rounded(value)
    if lang is Lang.EN and number == "1" and en.endswith("s"):
        en = en[:-1]
    return (zh if lang is Lang.ZH else en).format(number)


def shown_input(entry: InputData, value: Any, lang: Lang) -> str:  # noqa: ANN401 - see above
    """What was said, with the unit of the input, or the words of the choice."""
    for choice in entry.answers:
        if choice.value == value:
            return choice.zh if lang is Lang.ZH else choice.en
    unit = _OF_KINDS.get(entry.kind, entry.unit)
    return shown(value, unit, lang)


def span(months: Fraction, lang: Lang) -> str:
    """5年3个月, 半个月 not: "5 years 3 months"."""
    years, rest = divmod(months, 12)
    parts_zh = [f"{years}年"] if years else []
    parts_en = [f"{years} year{'s' if years != 1 else ''}"] if years else []
    if rest or not years:
        number = rounded(rest)
        parts_zh.append(f"{number}个月")
        parts_en.append(f"{number} month{'s' if number != '1' else ''}")
    return "".join(parts_zh) if lang is Lang.ZH else " ".join(parts_en)


def rounded(value: Fraction | float) -> str:
    """The figure with thousands separators and at most two decimals, halves rounded up."""
    exact = Fraction(value)
    number = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    return f"{number:,.2f}".rstrip("0").rstrip(".")
