"""What kind of thing a question expects to be told: a sum, a count, a date, an age."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.answering.reading.aspects import TEXTS_REMEMBERED

EXPECTATIONS_FILE = Path(__file__).with_name("expectations.toml")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A kind of answer: how a question asks for it, and how a text that gives it looks."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    is_strict: bool
    """Whether a text that gives nothing of the kind cannot be the answer."""
    passed_over: re.Pattern[str] | None = None
    """What looks like it and is not: the year in a date is no count."""

    def is_given(self, text: str) -> bool:
        """Whether the text holds something of the kind."""
        if self.passed_over is not None:
            text = self.passed_over.sub(" ", text)
        return self.given.search(text) is not None


@lru_cache(maxsize=TEXTS_REMEMBERED)
def expectations(question: str) -> tuple[Expectation, ...]:
    """What the question's words expect; empty where any text could answer."""
    return tuple(one for one in _table() if one.asked.search(question))


def gives(text: str, expected: tuple[Expectation, ...]) -> bool:
    """Whether the text holds something of every kind that is expected."""
    return all(one.is_given(text) for one in expected)


@cache
def _table() -> tuple[Expectation, ...]:
    data = tomllib.loads(EXPECTATIONS_FILE.read_text(encoding="utf-8"))
    return tuple(
        Expectation(
            name,
            asked=re.compile(entry["asked"], re.IGNORECASE),
            given=re.compile(entry["given"], re.IGNORECASE),
            is_strict=entry.get("strict", False),
            passed_over=_pattern(entry.get("passed_over")),
        )
        for name, entry in data.items()
    )


def _pattern(said: str | None) -> re.Pattern[str] | None:
    return re.compile(said, re.IGNORECASE) if said else None
