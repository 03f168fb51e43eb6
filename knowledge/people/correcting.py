"""What a person takes back or puts right: 不是南岸，是江北, "not Nan'an but Jiangbei"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.birth import BIRTH_FIELDS, BirthSaid
from knowledge.people.profile import Fact, Profile
from knowledge.people.spoken_trades import official_trades
from knowledge.people.understanding import understand
from knowledge.schooling import SCHOOLING, level_of
from knowledge.terms import folded

_FILE = Path(__file__).with_name("retold.toml")
_NOT_BUT = (
    re.compile(r"不是(?P<old>[^，,。；]{1,14}?)[，,。；\s]*(?:而是|应该是"
               r"|是)(?P<new>[^，,。；]{1,16})"),
    re.compile(r"(?:是"
               r"|应该是)(?P<new>[^，,。；]{1,16}?)[，,；\s]*(?:而)?不是(?P<old>[^，,。；]{1,14})"),
    re.compile(r"不要(?P<old>[^，,。；]{1,14}?)[，,；\s]*(?:要|换成"
               r"|改成)(?P<new>[^，,。；]{1,16})"),
    re.compile(r"把?(?P<old>[^，,。；]{1,14}?)(?:改成|换成|改为|换为)(?P<new>[^，,。；]{1,16})"),
    re.compile(r"(?<![a-z])not (?:in |an? |the )?(?P<old>[^,.;]{2,30}?)(?:,|;|\.)? (?:but|it's"
               r"|it is|rather|i mean)"
               r" (?:in |an? |the )?(?P<new>[^,.;]{2,30})"),
    re.compile(r"(?:it's|it is|i mean|i said|make it) (?:in |an? "
               r"|the )?(?P<new>[^,.;]{2,30}?),? (?:and )?not "
               r"(?:in |an? |the )?(?P<old>[^,.;]{2,30})"),
    re.compile(r"(?:change|replace) (?P<old>[^,.;]{2,30}?) (?:to|with|by) (?P<new>[^,.;]{2,30})"),
)  # fmt: skip
_LISTS = frozenset({"wishes", "districts", "certificates", "skills", "refused_work"})


@dataclass(frozen=True, slots=True)
class Telling:
    """In what language, on what day and about whom something is told."""

    lang: Lang
    today: date
    glossary: Glossary
    acting_for: str


def corrections(text: str, profile: Profile, telling: Telling) -> list[Fact]:
    """
    The facts that a sentence of the kind "not X but Y" puts right.

    Empty where the sentence has no such form, or nothing that is held is X.
    """
    low = folded(text)
    for pattern in _NOT_BUT:
        match = pattern.search(low)
        if match is None:
            continue
        said = text[match.start() : match.end()]
        found = list(_put_right(match["old"], match["new"], profile, telling))
        if found:
            return [Fact(f.name, f.value, "" if f.value is None else said) for f in found]
    return []


def retold(name: str, text: str, telling: Telling) -> list[Fact]:
    """The fact of that name that a bare answer states, a birth with all its parts; or none."""
    for sentence in ("{}", *_sentences(name, telling.lang)):
        facts = understand(
            sentence.replace("{}", text.strip(" 。.")),
            telling.lang,
            today=telling.today,
            glossary=telling.glossary,
            acting_for=telling.acting_for,
        )
        told = {fact.name: fact.value for fact in facts}
        if name == "birth_year" and name in told:
            return birth_facts(Profile().with_facts(facts).birth, text)
        if name in told:
            return [Fact(name, told[name], text.strip())]
    return []


def birth_facts(birth: BirthSaid | None, said: str) -> list[Fact]:
    """The facts that put the birth in the place of any that was held; None takes it back."""
    parts = (None,) * 4 if birth is None else (birth.year, birth.month, birth.day, birth.told_on)
    return [
        Fact(name, value, "" if value is None else said.strip())
        for name, value in zip(BIRTH_FIELDS, parts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that no time can change, told otherwise than it is held."""

    name: str
    held: object
    told: object


def conflict(profile: Profile, facts: list[Fact]) -> Conflict | None:
    """The birth or the sex among the facts that contradicts what the profile holds."""
    told = Profile().with_facts(facts)
    birth, held = told.birth, profile.birth
    if birth is not None and held is not None and not birth.born.agrees_with(held.born):
        return Conflict("birth_year", held, birth)
    if told.sex is not None and profile.sex not in (None, told.sex):
        return Conflict("sex", profile.sex, told.sex)
    return None


def _birth_kept(profile: Profile, facts: list[Fact]) -> list[Fact]:
    """The facts with a birth told in place of a less exact one; a less exact one is not kept."""
    told, held = Profile().with_facts(facts).birth, profile.birth
    if told is None:
        return facts
    others = [fact for fact in facts if fact.name not in BIRTH_FIELDS]
    agrees = held is not None and told.born.agrees_with(held.born)
    if held is not None and agrees and held.born.days < told.born.days:
        return others
    said = next(fact.said for fact in facts if fact.name == "birth_year")
    return [*others, *(f for f in birth_facts(told, said) if held is not None or f.value)]


def consistent(profile: Profile, facts: list[Fact], glossary: Glossary) -> list[Fact]:
    """
    The facts with what follows from them for the profile.

    Certificates, skills and statuses told one after another add up; who says not to hold one that
    was held holds it no more, and the other way round. Work that is wished for is refused no more.
    """
    facts = _birth_kept(profile, facts)
    told = {fact.name: fact for fact in facts}
    joined = [_added(profile, fact) for fact in facts]
    for name, other in (("certificates", "no_certificates"), ("no_certificates", "certificates")):
        fact = told.get(name)
        held = getattr(profile, other)
        if fact is not None and other not in told and set(fact.value) & set(held):
            left = tuple(value for value in held if value not in fact.value)
            joined.append(Fact(other, left, fact.said if left else ""))
    return [*joined, *_wished_or_refused(profile, told, glossary)]


def _wished_or_refused(
    profile: Profile, told: dict[str, Fact], glossary: Glossary
) -> Iterator[Fact]:
    """What the trades told now take out of the other list: nobody wants what they refuse."""
    for name, other in (("wishes", "refused_work"), ("refused_work", "wishes")):
        if name not in told or other in told:
            continue
        trades = set(official_trades(" ".join(told[name].value), glossary))
        held = getattr(profile, other)
        left = tuple(one for one in held if trades.isdisjoint(official_trades(one, glossary)))
        if left != held:
            yield Fact(other, left, told[name].said if left else "")


_ADD_UP = frozenset({"certificates", "no_certificates", "skills", "refused_work", "statuses"})


def _added(profile: Profile, fact: Fact) -> Fact:
    if fact.name not in _ADD_UP or not fact.value or fact.value == ("none",):
        return fact
    held = tuple(value for value in getattr(profile, fact.name) if value != "none")
    return Fact(fact.name, tuple(dict.fromkeys((*held, *fact.value))), fact.said)


def _put_right(old: str, new: str, profile: Profile, telling: Telling) -> Iterator[Fact]:
    for name, value in profile.known().items():
        values = value if isinstance(value, tuple) else (value,)
        meant = [one for one in values if _means(old, name, one, telling)]
        facts = retold(name, new, telling) if meant else []
        if name in _LISTS and facts:
            fresh = facts[0].value
            kept = tuple(one for one in values if one not in meant and one not in fresh)
            yield Fact(name, (*kept, *fresh), new)
        else:
            yield from facts


def _means(words: str, name: str, value: object, telling: Telling) -> bool:
    """Whether the words name the value that is held under the name."""
    glossary = telling.glossary
    if name in {"districts", "home_district"}:
        return value in glossary.places.districts_in(words)
    if name == "education":
        return any(level_of(match) is value for match in SCHOOLING.finditer(words))
    if name == "birth_year":
        years = _figure(words)
        return years is not None and years in {value, telling.today.year - int(str(value))}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _figure(words) == value
    if name in {"wishes", "refused_work", "skills"}:
        trades = official_trades(words, glossary)
        own = official_trades(str(value), glossary)
        return (
            folded(str(value)) in words
            or words in folded(str(value))
            or bool(set(trades) & set(own))
        )
    if name in {"certificates", "no_certificates"}:
        return any(entry.zh == value for found in glossary.find(words) for entry in found.entries)
    return name == "major" and str(value) in words


def _figure(words: str) -> float | None:
    match = re.search(AMOUNT, words)
    return None if match is None else amount(match.group())


def _sentences(name: str, lang: Lang) -> list[str]:
    return _table().get(name, {}).get(lang.value, [])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
