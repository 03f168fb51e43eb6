"""Messages that ask for a side of something and name nothing that it is a side of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.answering.reading.aspects import aspects
from knowledge.terms import folded

BARE_FILE = Path(__file__).with_name("bare.toml")


_ASKS = re.compile(
    r"[?？]|多少|好多|几多|什么|啥|哪|谁|怎|啷个|吗|没|不$|\b(?:how|wh[a-z]+)\b", re.I
)


def is_bare(text: str) -> bool:
    """Whether the message asks for a side (how much, where) and names no subject."""
    return asks(text) and not has_words(without_bare_words(text))


def asks(text: str) -> bool:
    """Whether the words ask for something."""
    return bool(aspects(text)) or _ASKS.search(text) is not None


def without_bare_words(text: str) -> str:
    """The message, folded, without the words that name nothing."""
    return _words_of("zh", "en").sub(" ", folded(text))


def names_only_parts(text: str) -> bool:
    """Whether nothing is named but what belongs to something: insurance, wages, meals."""
    left = _words_of("part_zh", "part_en").sub(" ", folded(text))
    return sum(character.isalpha() for character in without_bare_words(left)) <= 1


def without_asking(text: str) -> str:
    """The message without the words that ask, so that its subject is left."""
    left = _words_of("asking_zh", "asking_en").sub(" ", text)
    return " ".join(left.split())


def has_words(text: str) -> bool:
    """Whether a letter of any script is left."""
    return any(character.isalpha() for character in text)


def alternatives(chinese: Sequence[str], english: Sequence[str]) -> re.Pattern[str]:
    """
    A pattern that finds any of these words; the English ones are patterns, found as whole words.

    The longest come first, so that 哪些 is not cut into 哪 and a rest that looks like a subject.
    """
    han = [re.escape(word) for word in sorted(chinese, key=len, reverse=True)]
    latin = "|".join(sorted(english, key=len, reverse=True))
    # A Chinese character is a word character for \b, so the borders are said in letters.
    whole = [rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])"] if latin else []
    return re.compile("|".join([*han, *whole]), re.IGNORECASE)


@cache
def _words_of(chinese: str, english: str) -> re.Pattern[str]:
    data = tomllib.loads(BARE_FILE.read_text(encoding="utf-8"))
    return alternatives(data[chinese], data[english])
