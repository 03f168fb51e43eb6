"""Answers that people type: what they say to a question, and that they would rather not say."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from knowledge.dates import PartialDate
from knowledge.eligibility.condition import SENSITIVE
from knowledge.eligibility.facts import FactEntry, FactKind, catalogue
from knowledge.eligibility.graduated import graduation_year
from knowledge.eligibility.questions import NONE
from knowledge.language.numerals import AMOUNT, amount
from knowledge.people.birth import BirthSaid
from knowledge.people.births import bare_date, counts_otherwise, dates_of_birth, month_and_day
from knowledge.rules.bilingual import YamlLoader
from knowledge.terms import folded

_WORDS_FILE = Path(__file__).parent / "answer_words.yaml"
_AMOUNT = re.compile(AMOUNT)
_EDGES = " 。，,！!.~～、啊呀哦吧嘛哈的"
_LONGEST_YES_NO = {True: 60, False: 24}
"""Characters of a yes or no with its reason, by whether the message is in Latin letters only."""
_BARE_FIGURE = re.compile(rf"(?:我|i am|i'm|age)?\s*({AMOUNT})\s*(?:岁|周岁|years? old)?了?")


def is_refusal(text: str) -> bool:
    """Whether the whole message says that the person will not, or cannot, tell."""
    return _word("refusal").fullmatch(_plain(text)) is not None


def is_enough(text: str) -> bool:
    """Whether the whole message says that the person wants no more questions."""
    return _word("enough").fullmatch(_plain(text)) is not None


def asks_something(text: str) -> bool:
    """Whether the message asks, so that it is no answer."""
    return _word("question").search(text.lower()) is not None


def correction_in(text: str) -> str | None:
    """What follows 不是，… or "no, ..."; None if the message takes nothing back."""
    match = _word("correction").match(text.lower().lstrip())
    rest = text.lstrip()[match.end() :].strip() if match else ""
    return rest or None


def bare_figure(text: str) -> float | None:
    """The figure of a message that is nothing else: 52, 五十二岁, fifty-two."""
    match = _BARE_FIGURE.fullmatch(_plain(text))
    return None if match is None else amount(match[1])


def bare_answer(text: str, fact: str, today: date) -> str | None:
    """The answer of a message that is nothing but one: yes, 没有, 52; None for any other."""
    entry = catalogue()[fact]
    plain = _plain(text)
    if fact == "age":
        date_said = bare_date(folded(plain), today)
        if date_said is not None:
            return None if date_said.birth is None else _iso(date_said.birth)
    if entry.kind is FactKind.FLAG:
        said = [value for value in ("no", "yes") if _word(f"bare_{value}").fullmatch(plain)]
        return said[0] if said else None
    if entry.closing is not None:
        return NONE if _word("none_of_them").fullmatch(plain) else None
    if entry.kind is FactKind.NUMBER and fact != "years_since_graduation":
        if _word("nought").fullmatch(plain):
            return "0"
        figure = bare_figure(text)
        return None if figure is None else str(figure)
    return None


def answer_in(text: str, fact: str, today: date) -> str | None:
    """
    The answer to a pending question that a typed reply gives, for `learn`; None if it gives none.

    Places are not read here: the understanding of profiles does that.
    """
    if asks_something(text):
        return None
    entry = catalogue()[fact]
    plain = _plain(text)
    if entry.kind is FactKind.NUMBER:
        return _number_in(plain, fact, entry, today)
    if entry.kind is FactKind.FLAG:
        return _yes_or_no(plain)
    if entry.closing is not None and _word("none_of_them").fullmatch(plain):
        return NONE
    return _choice_in(plain, entry) or (_sensitive_in(plain) if fact == "statuses" else None)


def _number_in(plain: str, fact: str, entry: FactEntry, today: date) -> str | None:
    if fact == "years_since_graduation":
        year = graduation_year(plain, today)
        return None if year is None else str(year)
    if fact == "age":
        return _birth_or_age(folded(plain), today)
    if _word("nought").fullmatch(plain):
        return "0"
    months = entry.unit is not None and entry.unit.en == "months"
    if months and _word("half_year").fullmatch(plain):
        return "6"
    match = _AMOUNT.search(plain)
    value = None if match is None else amount(match[0])
    if match is None or value is None:
        return None
    if months and _word("years").match(plain, match.end()):
        value = value * 12 + (6 if "半" in plain[match.end() :] else 0)
    return str(value)


def _birth_or_age(low: str, today: date) -> str | None:
    """1976-08 or 52; None where another count, or no possible day, was said."""
    said = bare_date(low, today) or next(iter(dates_of_birth(low, today, of_child=True)), None)
    if said is not None:
        return None if said.birth is None else _iso(said.birth)
    is_other = counts_otherwise(low) or month_and_day(low)
    match = None if is_other else _AMOUNT.search(low)
    years = None if match is None else amount(match[0])
    return None if years is None else str(int(years))


def _iso(birth: BirthSaid) -> str:
    return str(PartialDate(birth.year, birth.month, birth.day))


def _yes_or_no(plain: str) -> str | None:
    if len(plain) > _LONGEST_YES_NO[plain.isascii()] or _BARE_FIGURE.fullmatch(plain):
        return None
    if _word("no").search(plain):
        return "no"
    return "yes" if _word("yes").search(plain) else None


def _choice_in(plain: str, entry: FactEntry) -> str | None:
    """The one choice that the words name; None where they name several, or deny one."""
    if plain in {choice.value for choice in entry.answers}:
        return plain
    if _word("no").search(plain):
        plain_no = {c.value for c in entry.answers if plain in (c.text.zh, c.text.en.lower())}
        return next(iter(plain_no), None)
    named = {choice.value for choice in entry.answers if _names(plain, choice.words)}
    return named.pop() if len(named) == 1 else None


def _sensitive_in(plain: str) -> str | None:
    if _word("no").search(plain):
        return None
    named = {one for one in SENSITIVE if _word(f"status_{one}").search(plain)}
    return named.pop() if len(named) == 1 else None


def _names(plain: str, words: tuple[str, ...]) -> bool:
    # A Latin word counts only whole, "man" is in "woman"; Chinese has no boundaries to look for.
    return any(
        re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", plain) is not None for word in words
    )


def _plain(text: str) -> str:
    return text.strip().lower().replace("’", "'").strip(_EDGES)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    raw = yaml.load(_WORDS_FILE.read_text(encoding="utf-8"), Loader=YamlLoader)
    table = TypeAdapter(dict[str, str]).validate_python(raw)
    # A folded line joins with a space, which is no part of a pattern beside its bar.
    return {
        name: re.compile(re.sub(r"\|\s+", "|", words.strip()), re.IGNORECASE)
        for name, words in table.items()
    }


def _word(name: str) -> re.Pattern[str]:
    return _words()[name]
