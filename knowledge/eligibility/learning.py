"""What an answer to a question teaches about a profile."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeVar

from knowledge.dates import PartialDate
from knowledge.eligibility.condition import SENSITIVE
from knowledge.eligibility.enterprise import EnterpriseProfile, EnterpriseSize, WorkshopGrade
from knowledge.eligibility.facts import FactEntry, FactKind, catalogue, field_of
from knowledge.eligibility.questions import DECLINED, NONE, SENSITIVE_ANSWER
from knowledge.people.birth import BirthSaid
from knowledge.people.correcting import birth_facts
from knowledge.people.profile import Fact, Profile, Residence, Sex
from knowledge.vocabulary import Education, PersonStatus

Who = TypeVar("Who", Profile, EnterpriseProfile)

_ENUMS: dict[str, type[StrEnum]] = {
    "residence": Residence,
    "sex": Sex,
    "education": Education,
    "size": EnterpriseSize,
    "workshop_grade": WorkshopGrade,
}
_FIRST_YEAR, _OLDEST = 1900, 120
_EARLIEST_SCHOOL_YEAR, _LATEST_SCHOOL_YEAR = 1950, 2100


class AnswerUnknown(Exception):
    """An answer that no button of the question carries, as from an old or a forged button."""

    def __init__(self, fact: str, value: str) -> None:
        super().__init__(f"{value!r} is no answer to the question about {fact!r}")
        self.fact, self.value = fact, value


def learn(profile: Who, fact: str, value: str, today: date) -> Who:
    """
    The profile after a button was pressed, or after a typed figure from `typed.answer_in`.

    :raises AnswerUnknown: if the fact is not in the catalogue or the value fits it not.
    """
    entry = catalogue().get(fact)
    if entry is None or not hasattr(profile, field_of(fact)):
        raise AnswerUnknown(fact, value)
    if value == DECLINED:
        return _with(profile, "declined", tuple(dict.fromkeys((*profile.declined, fact))))
    if entry.closing is not None:
        return _with_listed(profile, fact, value, entry)
    if fact == "age" and isinstance(profile, Profile):
        return profile.with_facts(birth_facts(_birth(value, today), value))
    return _with(profile, field_of(fact), _typed(fact, entry, value))


def _with_listed(profile: Who, fact: str, value: str, entry: FactEntry) -> Who:
    if value == NONE:
        if fact == "statuses" and getattr(profile, "sensitive_status", None) is None:
            # "None of these" was said of a list in which the sensitive ones stood too.
            held = set(getattr(profile, fact)) & SENSITIVE
            profile = _with(profile, "sensitive_status", bool(held))
        return _with(profile, entry.closing or "", True)
    if value == SENSITIVE_ANSWER and fact == "statuses":
        return _with(profile, "sensitive_status", True)
    allowed = {choice.value for choice in entry.answers}
    if value not in allowed and not (fact == "statuses" and value in SENSITIVE):
        raise AnswerUnknown(fact, value)
    named = PersonStatus(value) if fact == "statuses" else value
    return _with(profile, fact, tuple(dict.fromkeys((*getattr(profile, fact), named))))


def _with(profile: Who, name: str, value: object) -> Who:
    return profile.with_facts([Fact(name, value)])


def _typed(fact: str, entry: FactEntry, value: str) -> object:
    if entry.kind is FactKind.FLAG and value in ("yes", "no"):
        return value == "yes"
    if entry.kind is FactKind.PLACE and value:
        return value
    if entry.kind is FactKind.NUMBER:
        return _number(fact, value)
    if value not in {choice.value for choice in entry.answers}:
        raise AnswerUnknown(fact, value)
    kind = _ENUMS.get(fact)
    return value if kind is None else kind(value)


def _birth(value: str, today: date) -> BirthSaid:
    """The birth that an answer gives: an age in full years, 1976, 1976-08 or 1976-08-15."""
    try:
        years = float(value)
        if years < _FIRST_YEAR:
            birth = BirthSaid.of_age(int(years), today)
        else:
            said = PartialDate.parse(str(int(years)))
            birth = BirthSaid(said.year)
    except ValueError:
        birth = _dated(value)
    if birth.born.first > today or birth.born.ages_on(today)[0] > _OLDEST:
        raise AnswerUnknown("age", value)
    return birth


def _dated(value: str) -> BirthSaid:
    try:
        said = PartialDate.parse(value)
    except ValueError as fault:
        raise AnswerUnknown("age", value) from fault
    return BirthSaid(said.year, said.month, said.day)


def _number(fact: str, value: str) -> int | float:
    try:
        number = float(value)
    except ValueError as fault:
        raise AnswerUnknown(fact, value) from fault
    if not 0 <= number < 1e9:
        raise AnswerUnknown(fact, value)
    if fact == "years_since_graduation" and not (
        _EARLIEST_SCHOOL_YEAR <= number <= _LATEST_SCHOOL_YEAR
    ):
        raise AnswerUnknown(fact, value)
    return int(number) if number.is_integer() else number
