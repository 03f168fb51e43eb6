"""Ages below adulthood, and years of school below them, as a message writes them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.language.numerals import amount

AGES_FILE = Path(__file__).with_name("ages.toml")

# Source: Labour Law of the PRC, article 15 (nobody under 16) and 58 (16 to 18 protected).
WORKING_AGE = 16
ADULT = 18

_PLAUSIBLE = range(3, 80)
_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())


@dataclass(frozen=True, slots=True)
class AgesFound:
    """What a message says of ages."""

    youngest: int | None
    """None where it names none."""
    is_below_working_age: bool
    """Somebody spoken of is not yet 16, by a figure or in words."""
    is_at_school: bool
    """A stage of school before the working age is named."""
    is_child_labour: bool
    """Child workers or minors are spoken of as such."""
    is_of_writer: bool
    """Nobody but the writer can be meant."""

    @property
    def may_be_minor(self) -> bool:
        """Whether somebody under 16 can be meant at all."""
        return self.is_below_working_age or self.is_at_school or self.is_child_labour


def ages_in(low: str, today: date) -> AgesFound:
    """
    The ages that a text names, from figures, words and years of birth.

    :param low: folded (`knowledge.terms.folded`), without separators of thousands.
    """
    youngest = min(_ages(low, today), default=None)
    return AgesFound(
        youngest,
        _stands("not_yet_16", low) or (youngest is not None and youngest < WORKING_AGE),
        _stands("at_school", low),
        _stands("child_labour", low),
        not _stands("others", low),
    )


def _stands(name: str, low: str) -> bool:
    return any(pattern.search(low) for pattern in _patterns()[name])


def _ages(low: str, today: date) -> Iterator[int]:
    for pattern in _patterns()["age"]:
        for match in pattern.finditer(low):
            value = amount(match["a"])
            if value is not None and value in _PLAUSIBLE:
                yield int(value)
    for pattern in _patterns()["born"]:
        for match in pattern.finditer(low):
            years = _age_of_birth(match.groupdict(), today)
            if years in _PLAUSIBLE:
                yield years


def _age_of_birth(born: dict[str, str | None], today: date) -> int:
    """The age at most; a month that is still to come this year makes it one less."""
    year = born.get("a") or born.get("b") or born.get("c") or "0"
    name = (born.get("name") or "")[:3]
    month = int(born.get("m") or born.get("n") or 0)
    if name in _MONTHS:
        month = 1 + _MONTHS.index(name)
    years = today.year - int(year)
    return years - 1 if month > today.month else years


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(AGES_FILE.read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, pattern in data.pop("parts").items():
        parts[name] = _filled(pattern, parts)
    return {
        name: tuple(re.compile(_filled(pattern, parts)) for pattern in table["patterns"])
        for name, table in data.items()
    }


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
