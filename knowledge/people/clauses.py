"""A message cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A point or comma between digits belongs to a figure.
_BREAK = re.compile(
    r"[，。！!？?；;()（）\n\r…]+|(?<!\d),|,(?!\d)|(?<!\d)\.|\.(?!\d)|但是?|不过|而且|另外|然后"
    r"|(?<![a-z])(?:but|however|and (?=i\b|i'|my\b)|because)(?![a-z])"
)
_ASKING = re.compile(
    r"吗|么$|嘛$|呢$|什么|哪些|怎么|怎样|如何|能不能|可不可以|是不是|有没有|多少|好多|几多"
    r"|啥子?|是否|([\u4e00-\u9fff])不\1|不$"
    r"|^\s*(?:what|how|who|which|when|where|why|do|does|did|can|could|am|is|are|should"
    r"|may)(?![a-z]|n't|'t| not(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the message between two marks: `text[start:end]`."""

    start: int
    end: int
    low: str
    """Folded: lower case, half width, simplified."""
    is_question: bool


def clauses_of(low: str) -> Iterator[Clause]:
    """The clauses of a folded text that hold more than spaces, in reading order."""
    start = 0
    for mark in _BREAK.finditer(low):
        yield from _clause(low, start, mark.start(), mark.group())
        start = mark.end()
    yield from _clause(low, start, len(low), "")


def _clause(low: str, start: int, end: int, mark: str) -> Iterator[Clause]:
    words = low[start:end]
    if words.strip():
        asks = "?" in mark or "？" in mark or _ASKING.search(words) is not None
        yield Clause(start, end, words, asks)
