"""Whether a message tells of somebody in danger, and of what. The words are in danger.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

AREAS_FILE = Path(__file__).with_name("danger.toml")


class Danger(StrEnum):
    """What somebody is in danger of; each has its own word to the person."""

    DESPAIR = "despair"
    """Of their own hand."""
    VIOLENCE = "violence"
    """Of somebody else's: at home, at work, by a creditor."""
    HELD = "held"
    """Held, forced to work, or without the papers to leave."""
    WEARY = "weary"
    """Of nothing yet: the strongest words, said of the search for work."""


@dataclass(frozen=True, slots=True)
class _Area:
    danger: Danger
    said: re.Pattern[str]
    unless: re.Pattern[str]


def danger_in(text: str) -> Danger | None:
    """The danger that the text tells of, of the person or of somebody near; None without one."""
    for area in _areas():
        if area.said.search(text) and not area.unless.search(text):
            return area.danger
    return None


@cache
def _areas() -> tuple[_Area, ...]:
    data = tomllib.loads(AREAS_FILE.read_text(encoding="utf-8"))
    return tuple(
        _Area(
            Danger(entry["danger"]),
            re.compile("|".join(entry["said"]), re.IGNORECASE),
            re.compile("|".join(entry["unless"]), re.IGNORECASE),
        )
        for entry in data["area"]
    )
