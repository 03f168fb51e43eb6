"""Rules of law that calculators call by name, beside the arithmetic of their own files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge.people.birth import BirthSaid
from knowledge.rules.retirement import (
    RetirementKind,
    delay_months,
    earliest_on,
    latest_on,
    payment_months,
    reached_on,
    statutory_age,
)


def _first(birth: BirthSaid) -> date:
    return birth.born.first


def _age(kind: str, birth: BirthSaid) -> Fraction:
    age = statutory_age(RetirementKind(kind), _first(birth))
    return Fraction(age.years * 12 + age.months)


def _month(reached: Callable[[RetirementKind, date], date]) -> Callable[[str, BirthSaid], date]:
    """The function of kind and birth that gives the first day of the month reached."""
    return lambda kind, birth: reached(RetirementKind(kind), _first(birth)).replace(day=1)


def _delay(kind: str, birth: BirthSaid) -> Fraction:
    return Fraction(delay_months(RetirementKind(kind), _first(birth)))


LAW_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "retirement_delay": _delay,
    "retirement_age": _age,
    "retires_in": _month(reached_on),
    "earliest_retirement": _month(earliest_on),
    "latest_retirement": _month(latest_on),
    "payment_months": lambda month: Fraction(payment_months(month.year)),
}
"""Ages and lengths in months; months of the calendar as their first day."""
