"""One place of a text where something else was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` becomes `meant`."""

    start: int
    end: int
    meant: str


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text with its changes, which do not overlap; the same object when there is none."""
    parts: list[str] = []
    done = 0
    for change in sorted(changes, key=lambda change: change.start):
        parts += [text[done : change.start], change.meant]
        done = change.end
    return "".join([*parts, text[done:]]) if parts else text
