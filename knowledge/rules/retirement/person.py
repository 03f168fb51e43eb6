"""The statutory retirement age of a person, as far as what they said decides it."""

from __future__ import annotations

from datetime import date

from knowledge.people.profile import Profile, Sex
from knowledge.rules.retirement.age import ALL_KINDS, has_reached, within_years
from knowledge.rules.retirement.table import RetirementKind

_NEAR_YEARS = 5
"""Source: 就业促进法 and the subsidies' rules: less than five years before retirement."""
_OF_WOMEN = {"50": RetirementKind.WOMAN_50, "55": RetirementKind.WOMAN_55}


def kinds_of(profile: Profile) -> frozenset[RetirementKind]:
    """What the person may be to the rule; one where it is known."""
    if profile.sex is Sex.MAN:
        return frozenset({RetirementKind.MAN})
    if profile.sex is Sex.WOMAN:
        kind = _OF_WOMEN.get(profile.formerly_retired_at or "")
        return frozenset(_OF_WOMEN.values()) if kind is None else frozenset({kind})
    return ALL_KINDS


def has_reached_age(profile: Profile, today: date) -> bool | None:
    """
    Whether the statutory age is reached; None where birth, sex or kind of post decides it.

    Who draws an employee pension has retired.
    """
    if profile.draws_pension:
        return True
    if profile.birth is None:
        return None
    return has_reached(kinds_of(profile), profile.birth.born, today)


def is_near_age(profile: Profile, today: date) -> bool | None:
    """Whether less than five years are left to that age; None where it is open."""
    if profile.birth is None or profile.draws_pension:
        return False if profile.draws_pension else None
    kinds, born = kinds_of(profile), profile.birth.born
    reached = has_reached(kinds, born, today)
    within = within_years(_NEAR_YEARS, kinds, born, today)
    if reached or within is False:
        return False
    return None if reached is None or within is None else True
