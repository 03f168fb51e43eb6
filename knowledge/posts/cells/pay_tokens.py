"""The words of a pay cell: figures, what they are paid for, what part of the pay they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path

from knowledge.posts.cells.unread import Span
from knowledge.terms import folded


class Kind(Enum):
    """What a stretch of a pay cell is."""

    AMOUNT = auto()
    BAD_NUMBER = auto()
    PER = auto()
    """What is paid for; the token's name says which: month, day, hour, week, year, piece."""
    HOURS = auto()
    """A number of hours worked, no amount."""
    DURATION = auto()
    """A number of days, months or years, no amount."""
    ROLE = auto()
    """Which part of the pay a figure is: base, allowance, ..."""
    FLAG = auto()
    """Said of the whole: net, negotiable, months of pay a year."""
    FROM = auto()
    UP_TO = auto()
    AND_MORE = auto()
    TO = auto()
    PLUS = auto()
    INCLUDING = auto()
    STOP = auto()
    """The end of a clause."""
    SLASH = auto()
    WORD = auto()
    """Anything that says nothing of pay, with the figures that belong to it (8:30, 26天, 五险)."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the cell: `name` says more than its kind, `match` holds its parts."""

    kind: Kind
    name: str
    text: str
    span: Span
    parts: tuple[str | None, ...] = ()


_TABLE = Path(__file__).parent / "pay_words.toml"


@cache
def _lexicon() -> tuple[tuple[Kind, str, int], ...]:
    """Kind, name and number of groups of each word of the table."""
    return tuple((kind, name, re.compile(pattern).groups) for kind, name, pattern in _words())


@cache
def _pattern() -> re.Pattern[str]:
    """All words as one pattern; the group t0, t1, ... that fits says which."""
    parts = (f"(?P<t{number}>{pattern})" for number, (_, _, pattern) in enumerate(_words()))
    return re.compile("|".join(parts))


@cache
def _words() -> tuple[tuple[Kind, str, str], ...]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    parts = dict(table["parts"])
    parts["count"] = f"(?:{parts['n']}|[{parts['han']}]{{1,3}})"
    parts["range"] = rf"{parts['count']}(?:\s?[-~至到]\s?{parts['count']})?"
    return tuple(
        (Kind[word["kind"]], word.get("name", ""), _filled(word["pattern"], parts))
        for word in table["word"]
    )


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


_FOREIGN = re.compile(
    r"[£€$฿₩₽₫]|(?:us|hk|nt|sg|au|ca)\$|美[元金刀]|港[币元]|日[元币]|欧元|英镑|韩元|台币"
    r"|新币|泰铢|卢布"
    r"|越南盾|(?<![a-z])(?:usdt?|gbp|eur(?:os?)?|hkd|jpy|krw|sgd|thb|dollars?|pounds?)(?![a-z])"
)
# A comma of full width parts clauses, one of half width may part thousands.
_CLAUSE_COMMA = str.maketrans({"，": ";", "﹐": ";"})


def foreign_currency(text: str) -> str | None:
    """The sign or name of a currency other than the yuan, or None."""
    found = _FOREIGN.search(folded(text))
    return found.group() if found else None


def tokens_of(cell: str) -> list[Token]:
    """The words of the cell that the lexicon knows, in their order; the rest is left away."""
    return list(_tokens(folded(cell.translate(_CLAUSE_COMMA))))


def _tokens(text: str) -> Iterator[Token]:
    pattern = _pattern()
    for match in pattern.finditer(text):
        group = match.lastgroup or "t0"
        kind, name, groups = _lexicon()[int(group[1:])]
        first = pattern.groupindex[group]
        yield Token(kind, name, match.group(), match.span(), match.groups()[first : first + groups])
