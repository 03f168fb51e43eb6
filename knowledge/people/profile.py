"""What a person said about themselves, or about the one they act for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.vocabulary import BoardLodging, Education, PersonStatus, PostKind


class Residence(StrEnum):
    """Where the household register (户籍) is kept."""

    CHONGQING = "chongqing"
    SICHUAN = "sichuan"
    ELSEWHERE = "elsewhere"


class Sex(StrEnum):
    """Asked only where a rule of law needs it (the 4050 rule)."""

    WOMAN = "woman"
    MAN = "man"


@dataclass(frozen=True, slots=True)
class Profile:
    """
    The facts that rules and matching may use. None means that the person has not said;
    it never means no. An empty tuple of statuses with `no_status` True means "none of these".
    """

    wishes: tuple[str, ...] = ()
    """Work that is looked for, in the person's own words."""
    kinds: tuple[PostKind, ...] = ()
    districts: tuple[str, ...] = ()
    """Official Chinese names."""
    only_these_districts: bool | None = None
    wage_min_month: float | None = None
    """Yuan a month; a stated minimum."""
    education: Education | None = None
    major: str | None = None
    certificates: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    experience_years: float | None = None
    no_night_shift: bool | None = None
    board_lodging: BoardLodging | None = None
    """What the person says the post must provide."""
    part_time: bool | None = None
    statuses: tuple[PersonStatus, ...] = ()
    no_status: bool | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    residence: Residence | None = None
    home_district: str | None = None
    """Official Chinese name of the district in which the person lives."""
    registered_unemployed: bool | None = None
    unemployed_months: int | None = None
    employed: bool | None = None
    has_business: bool | None = None
    draws_pension: bool | None = None
    in_public_welfare_post: bool | None = None
    graduation_year: int | None = None
    groups: tuple[str, ...] = ()
    """Groups that are no status by themselves: migrant_worker, entrepreneur."""

    def age_on(self, day: date) -> int | None:
        """Years of age reached by the end of the day's year at the latest, or None."""
        return None if self.birth_year is None else day.year - self.birth_year

    def with_facts(self, facts: Iterable[Fact]) -> Profile:
        """This profile after the facts were learned; a later fact replaces an earlier one."""
        return replace(self, **{fact.name: fact.value for fact in facts})

    def known(self) -> dict[str, Any]:
        """The fields that the person has said something about, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, ())}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing learned about a person: a field of Profile, its new value, where it was said."""

    name: str
    value: Any
    said: str = ""
    """The words from which it was understood."""


PROFILE_FIELDS = frozenset(field.name for field in fields(Profile))
