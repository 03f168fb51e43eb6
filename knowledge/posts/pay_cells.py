"""What the cells of a row say about pay, put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from knowledge.posts import values
from knowledge.posts.cells.pay import NEGOTIABLE, Pay, read_pay_cell
from knowledge.posts.cells.unread import Unread
from knowledge.posts.hold import Hold, bad_value, unclear_value
from knowledge.posts.post import PayPartKind, WageUnit
from knowledge.sentence import Sentence
from knowledge.terms import folded

_UNIT = Sentence("月、天、小时或件", "month, day, hour, piece")
_DIFFERENT = Sentence("与另一格工资不一致", "it does not agree with the other cell of pay")
_OTHER_UNIT = Sentence(
    "写的计薪单位与表头或 wage_unit 不一致",
    "its unit is another than that of the heading or wage_unit",
)
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,2})?|-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")

_TYPICAL = {
    WageUnit.MONTH: (1_000, 100_000),
    WageUnit.DAY: (50, 999),
    WageUnit.HOUR: (10, 99),
    WageUnit.PIECE: (0, 999),
}
"""Where a cell and its heading name two units, the one whose pay the figure can be is meant."""


def read_pay(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """wage_min, wage_max, wage_unit and pay_parts; a text in one of the first two may state all."""
    unit = cells.get("wage_unit", "")
    column_unit = values.read_unit(unit) if unit else None
    pay, faults = _stated_pay(cells.get("wage_min", ""), cells.get("wage_max", ""), column_unit)
    if unit and column_unit is None and not values.is_not_asked(unit):
        faults = (*faults, bad_value("wage_unit", unit, _UNIT))
    holds.extend(faults)
    return {
        "wage_min": pay.low,
        "wage_max": pay.high,
        "wage_unit": pay.unit,
        "pay_parts": pay.parts,
    }


@lru_cache(maxsize=10_000)
def _stated_pay(low: str, high: str, unit: WageUnit | None) -> tuple[Pay, tuple[Hold, ...]]:
    read = {name: _cell(cell, unit) for name, cell in (("wage_min", low), ("wage_max", high))}
    cells = {"wage_min": low, "wage_max": high}
    faults = tuple(
        unclear_value(name, cells[name], pay.reason, pay.kind)
        for name, pay in read.items()
        if isinstance(pay, Unread)
    )
    one, other = read["wage_min"], read["wage_max"]
    if faults or isinstance(one, Unread) or isinstance(other, Unread):
        return NEGOTIABLE, faults
    pay = _together(one, other) if one and other else one or _up_to(other) or NEGOTIABLE
    if pay is None:
        return NEGOTIABLE, (unclear_value("wage_max", high, _DIFFERENT),)
    pay = _with_unit(pay, unit)
    if pay is None:
        return NEGOTIABLE, (unclear_value("wage_min", low or high, _OTHER_UNIT),)
    return pay, ()


def _cell(cell: str, unit: WageUnit | None) -> Pay | Unread | None:
    """A figure alone as it stands, also one that can be no wage: the gate names it."""
    plain = re.sub(r"\s*(?:元|yuan|rmb)$", "", folded(cell).strip())
    if not plain:
        return None
    if _PLAIN.fullmatch(plain):
        number = float(plain.replace(",", ""))
        return Pay(number, number)
    return read_pay_cell(cell, unit)


def _up_to(pay: Pay | None) -> Pay | None:
    """One figure in the cell of the highest pay says nothing of the lowest."""
    return replace(pay, low=None) if pay is not None and pay.low == pay.high else pay


def _together(one: Pay, other: Pay) -> Pay | None:
    """The lowest pay of one cell and the highest of the other; None if they contradict."""
    if one.unit is not None and other.unit is not None and one.unit != other.unit:
        said = [pay for pay in (one, other) if pay.is_unit_said]
        if len(said) != 1:
            return None
    unit = next((pay.unit for pay in (one, other) if pay.is_unit_said), one.unit or other.unit)
    parts = tuple(dict.fromkeys((*one.parts, *other.parts)))
    is_said = one.is_unit_said or other.is_unit_said
    bounds = {(pay.low, pay.high) for pay in (one, other)}
    if one.low != one.high and one.high is not None:
        return (
            replace(one, parts=parts) if bounds <= {(one.low, one.high), (one.high,) * 2} else None
        )
    if other.low != other.high and other.low is not None and other.high is not None:
        return replace(other, parts=parts) if one.low in (None, other.low) else None
    low = one.low if one.low is not None else one.high
    high = other.high if other.high is not None else other.low
    return Pay(low, high, unit, parts, is_said)


def _with_unit(pay: Pay, column: WageUnit | None) -> Pay | None:
    """The pay for the unit that is meant; None where cell and column contradict each other."""
    most = pay.high if pay.high is not None else pay.low
    if most is None:
        return replace(pay, unit=None)
    if pay.is_unit_said and column is not None and column != pay.unit:
        return _unit_meant(pay, column, most)
    if pay.unit is not None and (column is None or pay.is_unit_said):
        return pay
    if column is not None:
        return replace(pay, unit=column)
    likely = read_pay_cell(f"{most:.2f}") if most > 0 else NEGOTIABLE
    return replace(pay, unit=likely.unit if isinstance(likely, Pay) else None)


def _unit_meant(pay: Pay, column: WageUnit, most: float) -> Pay | None:
    if any(part.kind is PayPartKind.YEAR for part in pay.parts):
        return None if column is not WageUnit.MONTH else pay
    assert pay.unit is not None
    fits = [unit for unit in (pay.unit, column) if _TYPICAL[unit][0] <= most <= _TYPICAL[unit][1]]
    return pay if fits == [pay.unit] else None
