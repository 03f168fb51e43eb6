"""Whether a message asks for events or courses that are still to come; see asking.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.terms import folded

_FILE = Path(__file__).with_name("asking.toml")
ROUTE = "events"

NOT_HELD = frozenset({"not-held.job-fair-schedule", "not-held.training-schools"})
"""Clauses that say that no document tells of dates; the feeds may."""


@dataclass(frozen=True, slots=True)
class _Rule:
    names: re.Pattern[str]
    asks: re.Pattern[str]
    unless: re.Pattern[str]

    def takes(self, low: str) -> bool:
        """Whether the message asks for what the rule is about."""
        return all((self.names.search(low), self.asks.search(low))) and not self.unless.search(low)


def asks_for_offerings(text: str) -> bool:
    """Whether the message asks for events or courses to go to."""
    low = folded(text)
    return any(rule.takes(low) for rule in _rules())


@cache
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        _Rule(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in rule.items()})
        for rule in data["rule"]
    )
