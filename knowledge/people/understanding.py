"""From words to facts: what a message tells about the person, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people import (
    age_and_sex,
    background,
    certificates,
    standing,
    terms_of_work,
    where,
    wishes,
    work,
)
from knowledge.people.hearing import Heard, hear
from knowledge.people.profile import Fact

Reader = Callable[[Heard], Iterator[Fact]]

# Where two readers speak of one field, the first one has it.
_READERS: tuple[Reader, ...] = (
    wishes.wishes,
    wishes.kinds,
    terms_of_work.districts,
    terms_of_work.wage,
    terms_of_work.night_shift,
    terms_of_work.board_lodging,
    terms_of_work.part_time,
    background.education,
    certificates.certificates,
    background.experience,
    background.skills,
    standing.statuses,
    standing.groups,
    age_and_sex.age,
    age_and_sex.sex,
    age_and_sex.graduation,
    where.home,
    where.residence,
    work.out_of_work,
    work.work,
)


def understand(text: str, lang: Lang, *, today: date, glossary: Glossary) -> list[Fact]:
    """
    The facts that the message states about the person, at most one for each field of Profile.

    Only what is said is a fact: asking about a status, or a style of writing, tells nothing. In a
    message for somebody else (帮我妈问) the facts are that person's. Never fails on any text.

    :param today: for ages and for years such as 今年.
    """
    heard = hear(text, lang, today=today, glossary=glossary)
    facts: dict[str, Fact] = {}
    for reader in _READERS:
        for fact in reader(heard):
            facts.setdefault(fact.name, fact)
    return list(facts.values())


def wish_text(text: str, lang: Lang, *, today: date, glossary: Glossary) -> str:
    """
    What to search posts with: the work looked for, with its official terms in both languages.

    Empty where the message names no work; preferences alone rank then.
    """
    heard = hear(text, lang, today=today, glossary=glossary)
    wished = next(iter(wishes.wishes(heard)), None)
    return wishes.search_words(wished.value, glossary) if wished else ""
