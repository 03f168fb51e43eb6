"""The people that somebody may ask for: how they are called, see relations.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.language import Lang
from knowledge.people.profile import Sex

OTHER = "other"
"""The label of somebody who is not named."""

_FILE = Path(__file__).with_name("relations.toml")


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody that one may ask for."""

    label: str
    zh: str
    en: str
    you_zh: str
    you_en: str
    sex: Sex | None = None

    def name(self, lang: Lang) -> str:
        """How the assistant names the person to the one who asks: 你妈妈, "your mother"."""
        return self.you_zh if lang is Lang.ZH else self.you_en


@cache
def relations() -> dict[str, Relation]:
    """The table of relations.toml by label."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        label: Relation(label, **{**row, "sex": Sex(row["sex"]) if "sex" in row else None})
        for label, row in table.items()
    }


def alternatives(lang: Lang) -> str:
    """A pattern of all words for people in that language."""
    # The longest first, so that 男朋友 is no friend and "mother-in-law" no mother.
    parts = [
        (part, one.label)
        for one in relations().values()
        for part in (one.zh if lang is Lang.ZH else one.en).split("|")
    ]
    return "|".join(part for part, _ in sorted(parts, key=lambda pair: -len(pair[0])))


def label_of(said: str) -> str:
    """The label of the person that the words name."""
    named = [
        (len(part), one.label)
        for one in relations().values()
        for pattern in (one.zh, one.en)
        for part in [_longest(pattern, said)]
        if part
    ]
    return max(named)[1] if named else OTHER


def _longest(pattern: str, said: str) -> str:
    match = re.match(rf"(?:{pattern})s?$", said)
    return match.group() if match else ""
