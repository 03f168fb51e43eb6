"""What a person says that only the programmes ask for: loans, own insurance, years in a post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.eligibility.graduated import graduation_year
from knowledge.eligibility.typed import asks_something
from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.hearing import is_denied
from knowledge.people.profile import Fact, Profile
from knowledge.rules.bilingual import YamlLoader
from knowledge.vocabulary import PersonStatus

_WORDS_FILE = Path(__file__).parent / "person_words.yaml"
# A point ends a clause only before a space: 5.5 is one figure.
_CLAUSE = re.compile(r"(?:[^，。；！？,;!?\n.]|\.(?=\S))+[？?]?")
_SUPPOSED = re.compile(
    r"如果|假如|要是|是不是|是否|想|打算|准备|(?<![a-z])(?:if|whether|want|plan|would)(?![a-z])"
)
_GRADUATED = re.compile(r"毕业|离校|graduat|left (?:college|university|school)")
_MONTHS_A_YEAR = 12
# Somebody else's status: 我老公是残疾. It counts only where the message asks for that person.
_OTHERS = re.compile(
    r"老公|老婆|爱人|丈夫|妻子|媳妇|孩子|儿子|女儿|[爸妈]|父亲|母亲|朋友|亲戚|邻居|同事|员工|"
    r"(?<![a-z])my (?:husband|wife|son|daughter|father|mother|mom|dad|brother|sister|friend)"
)
_FOR_OTHERS = re.compile(r"[帮替]|[他她]|(?<![a-z])(?:s?he|for my|help)(?![a-z])")


class PersonWords(BaseModel):
    """The patterns of person_words.yaml."""

    model_config = ConfigDict(extra="forbid")

    flags: dict[str, dict[str, list[str]]]
    numbers: dict[str, list[str]]
    months: dict[str, list[str]]
    choices: dict[str, dict[str, list[str]]]
    statuses: dict[PersonStatus, list[str]]
    groups: dict[str, list[str]]


def said_in(text: str, profile: Profile, today: date) -> list[Fact]:
    """
    The facts that the message states, each with its words; what the profile lists is kept.

    Clauses that ask or suppose teach nothing. Never fails on any text.
    """
    clauses = [clause for clause in _clauses(text) if not _SUPPOSED.search(clause.low)]
    if not _FOR_OTHERS.search(text.lower()):
        clauses = [clause for clause in clauses if not _OTHERS.search(clause.low)]
    stated = [clause for clause in clauses if not asks_something(clause.low)]
    found: dict[str, Fact] = {}
    for clause in stated:
        for fact in _stated(clause, today):
            found.setdefault(fact.name, fact)
    lists = (("statuses", profile.statuses), ("groups", profile.groups))
    listed = (_listed(name, kept, clauses) for name, kept in lists)
    return [*found.values(), *(fact for fact in listed if fact is not None)]


class _Clause:
    def __init__(self, words: str) -> None:
        self.words, self.low = words.strip(), words.strip().lower().replace("’", "'")


def _clauses(text: str) -> list[_Clause]:
    return [_Clause(match[0]) for match in _CLAUSE.finditer(text)]


def _stated(clause: _Clause, today: date) -> Iterator[Fact]:
    yield from _flags(clause)
    yield from _figures(clause)
    yield from _choices(clause)
    yield from _graduation(clause, today)


def _choices(clause: _Clause) -> Iterator[Fact]:
    for name, patterns in _patterns("choices").items():
        for value, ones in patterns.items():
            match = next((m for pattern in ones if (m := pattern.search(clause.low))), None)
            if match is not None and not is_denied(clause.low[: match.start()]):
                yield Fact(name, value, clause.words)
                break


def _flags(clause: _Clause) -> Iterator[Fact]:
    for name, patterns in _patterns("flags").items():
        no, yes = patterns["no"], patterns["yes"]
        if any(pattern.search(clause.low) for pattern in no):
            yield Fact(name, False, clause.words)
            continue
        match = next((m for pattern in yes if (m := pattern.search(clause.low))), None)
        if match is not None and not is_denied(clause.low[: match.start()]):
            yield Fact(name, True, clause.words)


def _figures(clause: _Clause) -> Iterator[Fact]:
    for kind in ("numbers", "months"):
        for name, patterns in _patterns(kind).items():
            match = next((m for p in patterns["any"] if (m := p.search(clause.low))), None)
            value = None if match is None else amount(match["n"])
            if match is None or value is None:
                continue
            if kind == "months" and match["unit"][0] in "年y":
                value *= _MONTHS_A_YEAR
            whole = int(value) if float(value).is_integer() else value
            yield Fact(name, whole, clause.words)


def _graduation(clause: _Clause, today: date) -> Iterator[Fact]:
    if _GRADUATED.search(clause.low):
        year = graduation_year(clause.low, today)
        if year is not None:
            yield Fact("graduation_year", year, clause.words)


def _listed(name: str, kept: tuple[str, ...], clauses: list[_Clause]) -> Fact | None:
    said: dict[str, str] = {}
    for value, patterns in _patterns(name).items():
        for clause in clauses:
            match = next((m for p in patterns["any"] if (m := p.search(clause.low))), None)
            # Within a question only a statement before the asking word counts: 我是退捕渔民能...
            if match is None or is_denied(clause.low[: match.start()]):
                continue
            if not asks_something(clause.low) or re.search(r"我|i a?m", clause.low[: match.end()]):
                said.setdefault(value, clause.words)
    fresh = {value: words for value, words in said.items() if value not in kept}
    if not fresh:
        return None
    values = tuple(PersonStatus(v) if name == "statuses" else v for v in fresh)
    return Fact(name, (*kept, *values), "；".join(dict.fromkeys(fresh.values())))


@cache
def _patterns(kind: str) -> dict[str, dict[str, list[re.Pattern[str]]]]:
    table = getattr(_words(), kind)
    found: dict[str, dict[str, list[re.Pattern[str]]]] = {}
    for name, patterns in table.items():
        by_answer = patterns if isinstance(patterns, dict) else {"any": patterns}
        compiled = {answer: [_compiled(one) for one in ones] for answer, ones in by_answer.items()}
        found[str(name)] = {"no": [], "yes": [], **compiled}
    return found


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{n}", f"(?P<n>{AMOUNT})"), re.IGNORECASE)


@cache
def _words() -> PersonWords:
    raw = yaml.load(_WORDS_FILE.read_text(encoding="utf-8"), Loader=YamlLoader)
    return PersonWords.model_validate(raw)
