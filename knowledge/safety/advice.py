"""What is said to each kind of alarm, in both languages, and the clauses behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.language import Lang
from knowledge.safety.alarm import Alarm

ADVICE_FILE = Path(__file__).with_name("advice.toml")
ANY_DANGER = "danger"
"""Danger to life, of whichever kind."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do now."""

    texts: Mapping[Lang, str]
    clause_ids: tuple[str, ...]
    """Clauses that back it, best first; a release may hold none of them."""
    quotes: bool
    """Whether these clauses stand in the reply: the text leaves a figure to them."""
    cautions: Mapping[Lang, str]
    """The short word beside the usual reply where the alarm is in doubt; may be empty."""
    answers_too: bool
    """Whether a question of the same message is answered after it."""


def advice_for(alarm: Alarm) -> Advice:
    """The advice for an alarm; where it is not sure which danger it is, that for all of them."""
    return advice_of(alarm.kind if alarm.is_sure_of_kind else ANY_DANGER)


def advice_of(key: str) -> Advice:
    """The advice for a kind, or for ANY_DANGER."""
    return _all_advice()[key]


@cache
def _all_advice() -> dict[str, Advice]:
    data = tomllib.loads(ADVICE_FILE.read_text(encoding="utf-8"))
    return {
        key: Advice(
            {lang: entry[lang.value] for lang in Lang},
            tuple(entry.get("clauses", ())),
            bool(entry.get("quotes", False)),
            {lang: entry["caution"][lang.value] for lang in Lang if "caution" in entry},
            bool(entry.get("answers_too", False)),
        )
        for key, entry in data.items()
    }
