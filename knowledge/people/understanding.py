"""From words to facts: what a message tells about the person, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people import (
    age_and_sex,
    background,
    certificates,
    districts_wanted,
    graduation,
    hours,
    kinds_wanted,
    nights,
    reach,
    refusing,
    standing,
    studies,
    terms_of_work,
    where,
    wishes,
    work,
)
from knowledge.people.births import Doubt
from knowledge.people.hearing import Heard, hear
from knowledge.people.profile import Fact
from knowledge.people.residue import words_left
from knowledge.people.whom import SELF
from knowledge.people.wishing import asks_about_rules, looks_for_work

Reader = Callable[[Heard], Iterator[Fact]]

# Where two readers speak of one field, the first one has it.
_OF_WISHES: tuple[Reader, ...] = (
    wishes.wishes,
    kinds_wanted.kinds,
    districts_wanted.districts,
    terms_of_work.part_time,
    standing.statuses,
    standing.groups,
)
"""These read the same words otherwise where the message looks for work."""
_OF_CONDITIONS: tuple[Reader, ...] = (
    terms_of_work.wage,
    refusing.refused_work,
    nights.night_shift,
    hours.weekends,
    hours.hours_a_day,
    hours.times_of_day,
    reach.stays_near,
    reach.commute,
    terms_of_work.board_lodging,
    background.education,
    studies.major,
    certificates.certificates,
    background.experience,
    background.skills,
    age_and_sex.age,
    age_and_sex.sex,
    graduation.graduation,
    where.home,
    where.residence,
    work.out_of_work,
    work.work,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message states about the person."""

    facts: tuple[Fact, ...]
    looks_for_work: bool
    doubt: Doubt | None = None
    """Why a birth that was said is asked back instead of kept."""


def understand(
    text: str, lang: Lang, *, today: date, glossary: Glossary, acting_for: str = SELF
) -> list[Fact]:
    """
    The facts that the message states about the person, at most one for each field of Profile.

    Only what is said is a fact: asking about a status, or a style of writing, tells nothing. In a
    message for somebody else (帮我妈问) the facts are that person's. Never fails on any text.

    :param today: for ages and for years such as 今年.
    :param acting_for: whom the chat spoke of before this message; see knowledge/people/whom.py.
    """
    found = read_facts(text, lang, today=today, glossary=glossary, acting_for=acting_for)
    return list(found.facts)


def read_facts(
    text: str, lang: Lang, *, today: date, glossary: Glossary, acting_for: str = SELF
) -> Understood:
    """The facts as `understand` gives them, and whether the message looks for work."""
    heard, facts = _read(hear(text, lang, today=today, glossary=glossary, acting_for=acting_for))
    return Understood(tuple(facts), heard.wishes_work, age_and_sex.birth_doubt(heard))


def wish_text(text: str, lang: Lang, *, today: date, glossary: Glossary) -> str:
    """
    What to search posts with: the work looked for, with its official terms in both languages.

    A trade that nobody listed is searched in the person's own words: the message without the
    conditions understood. Empty where nothing is left; preferences alone rank then.
    """
    heard, facts = _read(hear(text, lang, today=today, glossary=glossary))
    wished = next((fact.value for fact in facts if fact.name == "wishes"), ())
    named = wishes.search_words(wished, glossary) if wished else ""
    if asks_about_rules(text):
        return named
    more = (part for part in words_left(heard, facts) if part not in named)
    return " ".join(part for part in (named, *more) if part)


def _read(heard: Heard) -> tuple[Heard, list[Fact]]:
    conditions = _first_of_each(heard, _OF_CONDITIONS)
    heard = replace(heard, wishes_work=looks_for_work(heard, conditions))
    return heard, [*_first_of_each(heard, _OF_WISHES), *conditions]


def _first_of_each(heard: Heard, readers: Iterable[Reader]) -> list[Fact]:
    facts: dict[str, Fact] = {}
    for reader in readers:
        for fact in reader(heard):
            facts.setdefault(fact.name, fact)
    return list(facts.values())
