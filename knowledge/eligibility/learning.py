"""What an answer to a question teaches about a profile."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from knowledge.eligibility.condition import SENSITIVE
from knowledge.eligibility.enterprise import EnterpriseProfile, EnterpriseSize, WorkshopGrade
from knowledge.eligibility.facts import FactEntry, FactKind, catalogue, field_of
from knowledge.eligibility.figures import FIGURE, figure
from knowledge.eligibility.questions import DECLINED, NONE, SENSITIVE_ANSWER
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
_CLOSING = {FactKind.STATUSES: "no_status", FactKind.GROUPS: "no_group"}
_FIGURE = re.compile(FIGURE)
_NO = re.compile(r"没有|没|不是|不|否|莫得|\bno\b|\bnot\b|n't", re.IGNORECASE)
_YES = re.compile(r"是|有|对|嗯|会|\byes\b|\byeah\b|\bsure\b", re.IGNORECASE)
_NONE_OF_THEM = re.compile(
    r"(?:都|一个都|一样都)?(?:没有|没得|莫得|不是|没)(?:的)?|以上都不是|"
    r"none(?: of (?:them|these|those))?|no|nothing"
)
_FIRST_YEAR = 1900


class AnswerUnknown(Exception):
    """An answer that no button of the question carries, as from an old or a forged button."""

    def __init__(self, fact: str, value: str) -> None:
        super().__init__(f"{value!r} is no answer to the question about {fact!r}")
        self.fact, self.value = fact, value


def learn(profile: Who, fact: str, value: str, today: date) -> Who:
    """
    The profile after a button was pressed, or after a typed figure from `answer_in`.

    :raises AnswerUnknown: if the fact is not in the catalogue or the value fits it not.
    """
    entry = catalogue().get(fact)
    if entry is None or not hasattr(profile, field_of(fact)):
        raise AnswerUnknown(fact, value)
    if value == DECLINED:
        return _with(profile, "declined", tuple(dict.fromkeys((*profile.declined, fact))))
    if entry.kind in _CLOSING:
        return _with_listed(profile, fact, value, entry)
    return _with(profile, field_of(fact), _typed(fact, entry, value, today))


def answer_in(text: str, fact: str) -> str | None:
    """
    The answer to a pending question that a typed reply gives, for `learn`; None if it gives none.

    Places and statuses are not read here, but for "none": the understanding of profiles does that.
    """
    entry = catalogue()[fact]
    if entry.kind is FactKind.NUMBER:
        match = _FIGURE.search(text)
        return None if match is None else str(float(figure(match[0])))
    if entry.kind is FactKind.FLAG:
        return "no" if _NO.search(text) else "yes" if _YES.search(text) else None
    wanted = text.strip(" 。，！.!").lower()
    if entry.kind in _CLOSING and _NONE_OF_THEM.fullmatch(wanted):
        return NONE
    for choice in entry.answers:
        if wanted and wanted in (choice.value, choice.text.zh.lower(), choice.text.en.lower()):
            return choice.value
    return None


def _with_listed(profile: Who, fact: str, value: str, entry: FactEntry) -> Who:
    if value == NONE:
        if fact == "statuses" and getattr(profile, "sensitive_status", None) is None:
            # "None of these" was said of a list in which the sensitive ones stood too.
            held = set(getattr(profile, fact)) & SENSITIVE
            profile = _with(profile, "sensitive_status", bool(held))
        return _with(profile, _CLOSING[entry.kind], True)
    if value == SENSITIVE_ANSWER and fact == "statuses":
        return _with(profile, "sensitive_status", True)
    if value not in {choice.value for choice in entry.answers}:
        raise AnswerUnknown(fact, value)
    named = PersonStatus(value) if fact == "statuses" else value
    return _with(profile, fact, tuple(dict.fromkeys((*getattr(profile, fact), named))))


def _with(profile: Who, name: str, value: object) -> Who:
    return profile.with_facts([Fact(name, value)])


def _typed(fact: str, entry: FactEntry, value: str, today: date) -> object:
    if entry.kind is FactKind.FLAG and value in ("yes", "no"):
        return value == "yes"
    if entry.kind is FactKind.PLACE and value:
        return value
    if entry.kind is FactKind.NUMBER:
        return _number(fact, value, today)
    if value not in {choice.value for choice in entry.answers}:
        raise AnswerUnknown(fact, value)
    kind = _ENUMS.get(fact)
    return value if kind is None else kind(value)


def _number(fact: str, value: str, today: date) -> int | float:
    try:
        number = float(value)
    except ValueError as fault:
        raise AnswerUnknown(fact, value) from fault
    if not 0 <= number < 1e9:
        raise AnswerUnknown(fact, value)
    if fact == "age" and number < _FIRST_YEAR:
        return today.year - int(number)
    return int(number) if number.is_integer() else number
