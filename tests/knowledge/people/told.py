"""Scoring of what was understood against what a sentence states."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.glossary import Glossary
from knowledge.language import Lang, detect
from knowledge.people.spoken_trades import official_trades
from knowledge.people.understanding import understand
from knowledge.terms import folded

TODAY = date(2026, 11, 22)
_CENTRAL = "主城"
_TRADES = {"wishes", "skills", "refused_work"}
# Said or implied by many sentences beside what they are about.
# On which day an age was told follows from the day of the test.
_NOT_SCORED = {"no_status", "age_told_on"}
_BESIDE = {"groups", "employed", "only_these_districts", "part_time", "sex", "statuses"}


@dataclass
class Score:
    """How many facts of the sentences were found, and how many found are wrong."""

    stated: int = 0
    found: int = 0
    understood: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def found_share(self) -> float:
        """Of the facts stated."""
        return self.found / self.stated

    @property
    def wrong_share(self) -> float:
        """Of the facts understood."""
        return self.wrong / self.understood


def score_of(path: Path, glossary: Glossary) -> Score:
    """
    The score over a file of sentences.

    A row's `facts` hold for each field its values that are right, lists joined by commas; `may`
    names fields that may be understood or not.
    """
    score = Score()
    for row in _rows(path):
        _add(score, row, glossary)
    return score


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _add(score: Score, row: dict[str, Any], glossary: Glossary) -> None:
    text, may = row["text"], set(row.get("may", ()))
    lang = detect(text, Lang.ZH)
    facts = understand(text, lang, today=TODAY, glossary=glossary)
    got = {fact.name: fact.value for fact in facts if fact.name not in _NOT_SCORED}
    for name, right in row["facts"].items():
        if name in may and name not in got:
            continue
        score.stated += 1
        is_right = name in got and any(_same(name, one, got[name], glossary) for one in right)
        score.found += is_right
        score.understood += name in got
        score.wrong += name in got and not is_right
        if not is_right:
            score.faults.append(f"{text}: {name} is {got.get(name)}, not {right}")
    extra = got.keys() - row["facts"].keys() - may - _BESIDE
    score.understood += len(extra)
    score.wrong += len(extra)
    score.faults += [f"{text}: {name} {got[name]} was not said" for name in sorted(extra)]


def _same(name: str, right: str, value: Any, glossary: Glossary) -> bool:
    if isinstance(value, bool):
        return bool(int(right)) is value
    if isinstance(value, int | float):
        return abs(float(right) - value) < 0.26
    if not isinstance(value, tuple):
        return right == str(value) or (name == "major" and _within(right, value))
    wanted = right.split(",")
    if name == "districts":
        central = set(glossary.places.central_districts)
        options = (
            [central] if right == _CENTRAL else [set(one.split(",")) for one in right.split("|")]
        )
        return set(value) in options
    if name not in _TRADES:
        return set(wanted) == {str(one) for one in value}
    return all(any(_like(one, other, glossary) for other in value) for one in wanted) and all(
        any(_like(one, other, glossary) for one in wanted) for other in value
    )


def _like(one: str, other: str, glossary: Glossary) -> bool:
    mine, theirs = official_trades(one, glossary), official_trades(other, glossary)
    return bool(set(mine) & set(theirs)) or _within(one, other)


def _within(one: str, other: str) -> bool:
    first, second = folded(one), folded(other)
    return first in second or second in first
