"""What a message says exactly, for the classifier to weigh beside the message's vector."""

from __future__ import annotations

import re
import tomllib
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.numerals import AMOUNT, amount
from knowledge.safety.ages import ADULT, WORKING_AGE, AgesFound, ages_in
from knowledge.terms import folded

WORDS_FILE = Path(__file__).with_name("features.toml")

GRAM_BUCKETS = 1 << 13
_LONGEST_GRAM = 3
_LONGEST = 2_000
"""Characters that are read of a message."""

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AMOUNTS = re.compile(AMOUNT)
_TOKENS = re.compile(r"\d+(?:\.\d+)?|[a-z']+|[\u4e00-\u9fff]|[?!]")

_WORD_NAMES = (
    "money_asked", "abroad", "employer", "worker", "trait", "exclude", "unpaid", "now", "past",
    "self", "own_wish", "negated", "question", "unconscious", "injury", "illness", "disaster",
    "rescue", "hit", "sexual", "weapon", "kill", "intend", "die", "confined", "fee", "scheme",
    "offered", "law_question", "wish", "ban",
)  # fmt: skip
EXACT_NAMES = (
    *_WORD_NAMES,
    "below_16",
    "at_school",
    "child_labour",
    "is_16_or_17",
    "adult",
    "low_pay",
    "high_pay",
    "employer_with_low_pay",
    "worker_with_low_pay",
    "employer_with_unpaid",
    "excludes_trait",
    "worker_and_excluded_trait",
    "abroad_with_high_pay",
    "child_beside_own_wish",
)


@dataclass(frozen=True, slots=True)
class _Pay:
    """How pay by one unit of time is written, in yuan."""

    pattern: re.Pattern[str]
    least: float
    low_below: float
    high_from: float


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(f"{_data()[name]['zh']}|{_data()[name]['en']}") for name in _WORD_NAMES
    }


@cache
def _pays() -> tuple[_Pay, ...]:
    return tuple(
        _Pay(
            re.compile(entry["pattern"].replace("{amount}", AMOUNT)),
            entry["least"],
            entry["low_below"],
            entry["high_from"],
        )
        for entry in _data()["pay"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def read_ages(text: str, today: date) -> AgesFound:
    """The ages that a message names; several parts of one turn ask."""
    return ages_in(_plain(text), today)


def names_fair_pay(text: str) -> bool:
    """Whether a figure stands there that a month's pay at or over the least one can be."""
    month = _pays()[0]
    found = (amount(match[0]) for match in _AMOUNTS.finditer(_plain(text)))
    return any(value is not None and month.low_below <= value < month.high_from for value in found)


def says(text: str, name: str) -> bool:
    """Whether words of one table of features.toml stand in the text."""
    return _words()[name].search(_plain(text)) is not None


def exact_features(text: str, today: date) -> NDArray[np.float32]:
    """What stands in the text in so many words: zeros and ones, shape (len(EXACT_NAMES),)."""
    low = _plain(text)
    said = {name: pattern.search(low) is not None for name, pattern in _words().items()}
    ages = read_ages(text, today)
    low_pay, high_pay = _pay(low)
    youngest = ages.youngest
    is_employer = said["employer"] and not said["worker"]
    excludes = said["trait"] and said["exclude"]
    said |= {
        "below_16": ages.is_below_working_age,
        "at_school": ages.is_at_school,
        "child_labour": ages.is_child_labour,
        "is_16_or_17": youngest is not None and WORKING_AGE <= youngest < ADULT,
        "adult": youngest is not None and youngest >= ADULT,
        "low_pay": low_pay,
        "high_pay": high_pay,
        "employer_with_low_pay": low_pay and is_employer,
        "worker_with_low_pay": low_pay and said["worker"],
        "employer_with_unpaid": said["unpaid"] and is_employer,
        "excludes_trait": excludes,
        "worker_and_excluded_trait": excludes and said["worker"],
        "abroad_with_high_pay": said["abroad"] and high_pay,
        "child_beside_own_wish": (ages.may_be_minor and not ages.is_of_writer and said["own_wish"]),
    }
    return np.array([said[name] for name in EXACT_NAMES], dtype=np.float32)


def word_grams(text: str) -> NDArray[np.uint16]:
    """
    The buckets of the text's runs of one to three words or Chinese characters, each once.

    Figures count by their number of digits.

    :return: ascending, each below GRAM_BUCKETS; never empty.
    """
    tokens = ["^", *map(_figure, _TOKENS.findall(_plain(text))), "$"]
    grams = {
        " ".join(tokens[start : start + size])
        for size in range(1, _LONGEST_GRAM + 1)
        for start in range(len(tokens) - size + 1)
    }
    # crc32 rather than hash(), which differs from process to process.
    buckets = [zlib.crc32(gram.encode()) % GRAM_BUCKETS for gram in grams]
    return np.unique(np.array(buckets, dtype=np.uint16))


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    return _THOUSANDS.sub("", folded(text[:_LONGEST]))


def _figure(token: str) -> str:
    return "0" * min(len(token.split(".")[0]), 6) if token[0].isdigit() else token


def _pay(low: str) -> tuple[bool, bool]:
    """Whether a low pay and whether a high one is named."""
    low_pay = high_pay = False
    for pay in _pays():
        for match in pay.pattern.finditer(low):
            value = amount(match["a"] or match["b"])
            if value is not None:
                low_pay |= pay.least <= value < pay.low_below
                high_pay |= value >= pay.high_from
    return low_pay, high_pay
