"""Of how many people, months, days or hours a question speaks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from knowledge.language.numerals import AMOUNT, amount
from knowledge.policies.rates import Per

COUNTS_FILE = Path(__file__).with_name("counts.toml")

_MOST = 1_000_000
_MOST_YEARS = 10
_Patterns = tuple[re.Pattern[str], ...]


def counts(question: str) -> dict[Per, int]:
    """
    The one count of each kind that the question gives: 45 people, 三个月.

    A kind of which it gives two different counts is left out, since either may be meant; a count
    of one is left out too, since nothing is to be calculated.
    """
    folded = unicodedata.normalize("NFKC", question).lower()
    numbers = {name: _numbers(ranks, folded) for name, ranks in _table().items()}
    # A year is no count of years; and who counts months means those.
    years = {12 * number for number in numbers.pop("years") if number <= _MOST_YEARS}
    numbers["month"] = {n for n in numbers["month"] if n > 1} or years
    return {Per(name): min(found) for name, found in numbers.items() if _is_one_count(found)}


def _is_one_count(numbers: set[int]) -> bool:
    return len(numbers) == 1 and 1 < min(numbers) <= _MOST


def _numbers(ranks: Iterable[_Patterns], folded: str) -> set[int]:
    """The whole numbers that the first patterns to find any find, those of one left out."""
    for patterns in ranks:
        read = [amount(match["n"]) for pattern in patterns for match in pattern.finditer(folded)]
        if read:
            whole = {int(number) for number in read if number and number % 1 == 0}
            return whole - {1} or whole
    return set()


@cache
def _table() -> dict[str, tuple[_Patterns, _Patterns]]:
    data = tomllib.loads(COUNTS_FILE.read_text(encoding="utf-8"))
    return {
        name: (_compiled(entry["counted"]), _compiled(entry["named"]))
        for name, entry in data.items()
    }


def _compiled(patterns: Iterable[str]) -> _Patterns:
    # A number that goes on to the left is another number: 45 is no count in 2045.
    number = rf"(?<!\d)(?<!\d[.,])(?P<n>{AMOUNT})"
    return tuple(re.compile(one.replace("{n}", number)) for one in patterns)
