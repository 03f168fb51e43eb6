"""The facts that rules may test: what they are called, how they are asked, what a profile says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter

from knowledge.eligibility.enterprise import EnterpriseProfile
from knowledge.people.profile import Profile
from knowledge.rules.bilingual import Bilingual, YamlLoader
from knowledge.rules.retirement.person import has_reached_age, is_near_age
from knowledge.rules.span import Span
from knowledge.vocabulary import Education

_FACTS_FILE = Path(__file__).parent / "facts.yaml"

Subject = Profile | EnterpriseProfile
Facts = Mapping[str, Any]
"""What is known, by fact name; a fact that is not known is missing or None."""


class Audience(StrEnum):
    """Who claims."""

    PERSON = "person"
    ENTERPRISE = "enterprise"


class FactKind(StrEnum):
    """What the value of a fact is, and so which tests fit it."""

    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"
    LEVEL = "level"
    STATUSES = "statuses"
    GROUPS = "groups"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: what the button carries, what it shows."""

    value: str
    text: Bilingual
    also: tuple[str, ...] = ()
    """Other words for it, in lower case."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that name it in a typed answer, in lower case."""
        return (self.text.zh, self.text.en.lower(), *self.also)


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A fact that must be known, with one of these values, before another is asked for."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    fact: str
    one_of: tuple[Any, ...] = ()
    at_least: Any = None
    at_most: Any = None

    def holds(self, facts: Facts) -> bool | None:
        """Whether it does; None while the other fact is not known."""
        known = facts.get(self.fact)
        if known is None or known == ():
            return False if self.fact == "statuses" and facts.get("no_status") else None
        if self.one_of:
            held = known if isinstance(known, tuple) else (known,)
            return not set(held).isdisjoint(self.one_of)
        return (self.at_least is None or known >= _comparable(self.at_least)) and (
            self.at_most is None or known <= _comparable(self.at_most)
        )


def _comparable(bound: Any) -> Any:  # noqa: ANN401 - a level of education, or a figure
    return Education(bound).rank if isinstance(bound, str) else bound


@dataclass(frozen=True)
class FactEntry:
    """How one fact is named and asked, in both languages."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: FactKind
    noun: Bilingual
    question: Bilingual
    audience: Audience
    closer: Bilingual | None = None
    """The question where the fact is known, but not as exactly as a rule needs it."""
    worked_out_from: tuple[str, ...] = ()
    """The facts that it follows from; these are asked for in its place."""
    field: str | None = None
    unit: Bilingual | None = None
    answers: tuple[Choice, ...] = ()
    remedy: Bilingual | None = None
    edge: Bilingual | None = None
    asked_when: AskedWhen | None = None
    rare: bool = False
    """It concerns few people, so that it is asked after everything that concerns more."""

    @property
    def closing(self) -> str | None:
        """The field that says "none of these" of a list; None for a fact that is no list."""
        return _CLOSING.get(self.kind)


_CLOSING = {FactKind.STATUSES: "no_status", FactKind.GROUPS: "no_group"}


@cache
def catalogue() -> dict[str, FactEntry]:
    """
    All facts by name, in the order of the file.

    :raises pydantic.ValidationError: if an entry has an unknown key or lacks one.
    """
    raw = yaml.load(_FACTS_FILE.read_text(encoding="utf-8"), Loader=YamlLoader)
    renamed = {name: {"audience": entry.pop("for"), **entry} for name, entry in raw.items()}
    return TypeAdapter(dict[str, FactEntry]).validate_python(renamed)


def field_of(fact: str) -> str:
    """The field of the profile in which a fact is kept."""
    return catalogue()[fact].field or fact


def audience_of(profile: Subject) -> Audience:
    """Whose profile this is."""
    return Audience.PERSON if isinstance(profile, Profile) else Audience.ENTERPRISE


def facts_of(profile: Subject, today: date) -> dict[str, Any]:
    """
    What the profile says on this day, by fact name, with the facts that follow from it.

    Education is given as its rank, so that levels can be compared; an age that is not settled to
    the year as the span of ages that are possible.
    """
    known = {name: getattr(profile, name) for name in _plain_fields(audience_of(profile))}
    for name, derive in _DERIVED[audience_of(profile)].items():
        known[name] = derive(profile, today)
    return known


@cache
def _plain_fields(audience: Audience) -> tuple[str, ...]:
    named = tuple(
        name
        for name, entry in catalogue().items()
        if entry.audience is audience
        and entry.field is None
        and not entry.worked_out_from
        and entry.kind is not FactKind.LEVEL
    )
    # What closes the two lists is no fact of its own, but decides what is not in them.
    return (
        (*named, "no_status", "no_group", "sensitive_status")
        if audience is Audience.PERSON
        else named
    )


def _age(profile: Profile, today: date) -> int | Span | None:
    ages = profile.ages_on(today)
    if ages is None:
        return None
    return ages[0] if ages[0] == ages[1] else Span(*ages)


def _years_since_graduation(profile: Profile, today: date) -> int | None:
    # Offices count the graduation class (届) of a year, so calendar years are subtracted.
    return None if profile.graduation_year is None else today.year - profile.graduation_year


def _education(profile: Profile, _today: date) -> int | None:
    return None if profile.education is None else Education(profile.education).rank


def _business_figure(name: str) -> Callable[[Profile, date], int | None]:
    # Whoever has no business has run none for any month and employs nobody in it.
    def figure(profile: Profile, _today: date) -> int | None:
        said: int | None = getattr(profile, name)
        return 0 if said is None and profile.has_business is False else said

    return figure


def _layoff_percent(profile: EnterpriseProfile, _today: date) -> float | None:
    if profile.layoff_percent is not None or profile.laid_off is None:
        return profile.layoff_percent
    if profile.laid_off == 0:
        return 0.0
    return 100 * profile.laid_off / profile.insured_staff if profile.insured_staff else None


def _retention_percent(profile: EnterpriseProfile, _today: date) -> float | None:
    if profile.trainees_kept is None or not profile.trainees:
        return None
    return float(100 * profile.trainees_kept / profile.trainees)


_DERIVED: dict[Audience, dict[str, Callable[..., Any]]] = {
    Audience.PERSON: {
        "age": _age,
        "retirement_age_reached": has_reached_age,
        "near_retirement": is_near_age,
        "years_since_graduation": _years_since_graduation,
        "education": _education,
        "business_months": _business_figure("business_months"),
        "business_hires": _business_figure("business_hires"),
    },
    Audience.ENTERPRISE: {
        "retention_percent": _retention_percent,
        "layoff_percent": _layoff_percent,
    },
}
