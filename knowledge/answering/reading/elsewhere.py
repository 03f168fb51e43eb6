"""Places outside Chongqing whose rules a question asks about. The words are in elsewhere.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES_FILE = Path(__file__).with_name("elsewhere.toml")


@dataclass(frozen=True, slots=True)
class _Words:
    """What names a place, and what around it says whether its rules are asked about."""

    place: re.Pattern[str]
    rules_before: re.Pattern[str]
    rules_after: re.Pattern[str]
    origin_before: re.Pattern[str]
    origin_after: re.Pattern[str]
    about_here: re.Pattern[str]


def places_elsewhere(question: str) -> frozenset[str]:
    """
    The places whose rules are asked about; empty where one only tells where somebody is from.

    "I am from Sichuan, may I ..." asks about Chongqing; so does "went to Guangdong to work". "In
    Guangdong's rules, may I ..." does not.
    """
    words = _words()
    is_about_here = words.about_here.search(question) is not None
    return frozenset(
        match.group(0)
        for match in words.place.finditer(question)
        if _asks_its_rules(question, match, words, is_about_here=is_about_here)
    )


def names_rules_elsewhere(question: str) -> bool:
    """Whether the rules or the posts of another place are named outright: "成都的岗位"."""
    return bool(_ruled(question))


def rules_asked_of(question: str) -> frozenset[str]:
    """The places whose rules are named outright; none where Chongqing is asked about too."""
    is_about_here = _words().about_here.search(question) is not None
    return frozenset() if is_about_here else _ruled(question)


def _ruled(question: str) -> frozenset[str]:
    words = _words()
    return frozenset(
        match.group(0)
        for match in words.place.finditer(question)
        if words.rules_after.match(question, match.end())
        or words.rules_before.search(question[: match.start()])
    )


def names_elsewhere(text: str) -> bool:
    """Whether a place outside Chongqing is named at all, for whatever reason."""
    return _words().place.search(text) is not None


def _asks_its_rules(
    question: str, match: re.Match[str], words: _Words, *, is_about_here: bool
) -> bool:
    before, after = question[: match.start()], question[match.end() :]
    if words.rules_after.match(after) or words.rules_before.search(before):
        return True
    is_origin = words.origin_after.match(after) or words.origin_before.search(before)
    return not is_origin and not is_about_here


@cache
def _words() -> _Words:
    data = tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))
    english = "|".join(re.escape(name) for name in data["en"])
    return _Words(
        place=re.compile("|".join([*data["zh"], rf"\b(?:{english})\b"]), re.IGNORECASE),
        **{
            name: re.compile(data["around"][name], re.IGNORECASE)
            for name in ("rules_before", "rules_after", "origin_before", "origin_after")
        },
        about_here=re.compile(data["around"]["about_here"], re.IGNORECASE),
    )
