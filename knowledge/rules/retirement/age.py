"""The day on which somebody reaches the statutory retirement age, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from knowledge.dates import months_later
from knowledge.people.birth import Born
from knowledge.rules.retirement.table import RetirementKind, retirement_table

_MONTHS = 12
ALL_KINDS = frozenset(RetirementKind)


@dataclass(frozen=True, slots=True)
class Age:
    """Full years, and the months beyond them."""

    years: int
    months: int = 0


def delay_months(kind: RetirementKind, born: date) -> int:
    """By how many months the retirement age of a person born on that day is above the former."""
    rule = retirement_table().kinds[kind]
    since = (born.year - rule.delayed_from.year) * _MONTHS + born.month - rule.delayed_from.month
    # Each full or begun group of months of birth counts: the first month is number one.
    groups = -(-(since + 1) // rule.births_a_month)
    return min(max(groups, 0), rule.most_months)


def statutory_age(kind: RetirementKind, born: date) -> Age:
    """The statutory retirement age of a person born on that day."""
    years, months = divmod(delay_months(kind, born), _MONTHS)
    return Age(retirement_table().kinds[kind].former_age + years, months)


def reached_on(kind: RetirementKind, born: date) -> date:
    """The day on which that person reaches the statutory retirement age."""
    age = statutory_age(kind, born)
    return months_later(born, age.years * _MONTHS + age.months)


def age_reached_on(kind: RetirementKind, day: date) -> Age:
    """The statutory retirement age of those who reach it in that month."""
    rule = retirement_table().kinds[kind]
    for delay in range(rule.most_months + 1):
        born = months_later(day.replace(day=1), -(rule.former_age * _MONTHS + delay))
        if delay_months(kind, born) == delay:
            return statutory_age(kind, born)
    return Age(*divmod(rule.former_age * _MONTHS + rule.most_months, _MONTHS))


def earliest_on(kind: RetirementKind, born: date) -> date:
    """The first day on which the person may choose to retire, with the years paid."""
    table = retirement_table()
    former = months_later(born, table.kinds[kind].former_age * _MONTHS)
    return max(former, months_later(reached_on(kind, born), -table.early.most_years * _MONTHS))


def latest_on(kind: RetirementKind, born: date) -> date:
    """The last day to which employer and worker may agree to put the retirement off."""
    return months_later(reached_on(kind, born), retirement_table().late.most_years * _MONTHS)


def has_reached(kinds: Collection[RetirementKind], born: Born, today: date) -> bool | None:
    """
    Whether the age has been reached; None where the day of birth or the kind decides it.

    :param kinds: what the person may be by what was said; one where sex and kind of post are known.
    """
    if all(reached_on(kind, born.last) <= today for kind in kinds):
        return True
    if all(reached_on(kind, born.first) > today for kind in kinds):
        return False
    return None


def within_years(
    years: int, kinds: Collection[RetirementKind], born: Born, today: date
) -> bool | None:
    """Whether fewer than so many years are left to that age, or none; None where it is open."""
    return has_reached(kinds, born, months_later(today, years * _MONTHS))


def payment_months(year: int) -> int:
    """For how many months the pension insurance must have been paid by who retires that year."""
    rule = retirement_table().payment
    steps = max(year - rule.rises_from + 1, 0)
    return min(rule.months + steps * rule.by_months, rule.most_months)
