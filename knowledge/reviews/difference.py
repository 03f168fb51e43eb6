"""Two answers beside each other: what fell away, what came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Chinese characters one by one; Latin words and figures with their commas and points whole.
_PIECE = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*%?|\s+|.", re.DOTALL)


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one of two texts."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class TurnAgain:
    """One turn, then and now; clauses by their ids."""

    turn_id: int
    asked: str
    status_then: str
    status_now: str
    clauses_then: tuple[str, ...]
    clauses_now: tuple[str, ...]
    text: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        """Whether a reader would see no difference."""
        return (
            self.status_then == self.status_now
            and self.clauses_then == self.clauses_now
            and all(stretch.change is Change.KEPT for stretch in self.text)
        )


def difference(then: str, now: str) -> tuple[Stretch, ...]:
    """The way from one text to the other."""
    return tuple(_stretches(_PIECE.findall(then), _PIECE.findall(now)))


def _stretches(then: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(a=then, b=now, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(Change.KEPT, "".join(then[i1:i2]))
            continue
        if i2 > i1:
            yield Stretch(Change.REMOVED, "".join(then[i1:i2]))
        if j2 > j1:
            yield Stretch(Change.ADDED, "".join(now[j1:j2]))
