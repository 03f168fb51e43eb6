"""What the cells of a row say about pay."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from knowledge.posts import values
from knowledge.posts.hold import Hold, HoldReason, bad_value, shown
from knowledge.posts.wages import Wage, foreign_currency, read_wage
from knowledge.sentence import Sentence

_UNIT = Sentence("月、天、小时或件", "month, day, hour, piece")
_WAGE = Sentence("工资，如 3000-5000元/月 或 面议", "a wage such as 3000-5000元/月")


def read_pay(cells: Mapping[str, str], holds: list[Hold]) -> dict[str, Any]:
    """wage_min, wage_max and wage_unit; a text in one of the first two may state all three."""
    low, high, unit = (cells.get(name, "") for name in ("wage_min", "wage_max", "wage_unit"))
    wage, faults = _stated_wage(low, high)
    read_unit = values.read_unit(unit) if unit else None
    if unit and read_unit is None and not values.is_not_asked(unit):
        faults = (*faults, bad_value("wage_unit", unit, _UNIT))
    holds.extend(faults)
    is_paid = wage.low is not None or wage.high is not None
    return {
        "wage_min": wage.low,
        "wage_max": wage.high,
        "wage_unit": (read_unit or wage.unit) if is_paid else None,
    }


@lru_cache(maxsize=10_000)
def _stated_wage(low: str, high: str) -> tuple[Wage, tuple[Hold, ...]]:
    bounds: list[float | None] = [None, None]
    faults: list[Hold] = []
    for position, (name, cell) in enumerate((("wage_min", low), ("wage_max", high))):
        number = values.read_number(cell) if cell else None
        wage = read_wage(cell) if cell and number is None else None
        if wage is not None and wage.unit is not None:
            return wage, ()
        if cell and number is None and wage is None:
            faults.append(_foreign(name, cell) or bad_value(name, cell, _WAGE))
        bounds[position] = number
    return Wage(bounds[0], bounds[1], _likely_unit(bounds)), tuple(faults)


def _foreign(name: str, cell: str) -> Hold | None:
    currency = foreign_currency(cell)
    if currency is None:
        return None
    detail = Sentence(
        f"{name} 写的是“{shown(cell)}”，币种（{currency}）不是人民币；工资要写成元。",
        f"{name} is '{shown(cell)}'; the currency ({currency}) is not the yuan.",
    )
    return Hold(HoldReason.FOREIGN_CURRENCY, name, shown(cell), detail)


def _likely_unit(bounds: list[float | None]) -> Any:  # noqa: ANN401 - WageUnit or None, typed at Wage
    stated = [bound for bound in bounds if bound is not None]
    wage = read_wage(str(int(max(stated)))) if stated and max(stated) > 0 else None
    return wage.unit if wage else None
