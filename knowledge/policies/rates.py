"""What a clause pays for each person or month, as data from which code may do a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Per(StrEnum):
    """A thing that is counted."""

    PERSON = "person"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate; all figures in yuan."""

    yuan: int
    per: tuple[Per, ...]
    cap: int | None = None
    """The most that is paid in all."""
    case: str = ""
    """In the clause's own words, for whom the rate is, where a clause gives several."""

    @property
    def terms(self) -> tuple[int, tuple[Per, ...], int | None]:
        """The rate without its words: the same in both languages."""
        return self.yuan, self.per, self.cap


_RATE = re.compile(
    r"(?P<yuan>\d+)(?P<per>(?:/[a-z]+)+)(?: max (?P<cap>\d+))?(?: *: *(?P<case>\S.*))?"
)


def parse_rates(text: str) -> tuple[Rate, ...]:
    """
    The rates that a clause attribute names: `300/person max 300000`, or several with their cases,
    `1000/month: 本科; 2000/month: 硕士`.

    :raises ValueError: if a part is no rate.
    """
    return tuple(_rate(part.strip()) for part in text.split(";")) if text else ()


def _rate(part: str) -> Rate:
    match = _RATE.fullmatch(part)
    if match is None:
        raise ValueError(f"rate {part!r} is not of the form 300/person max 300000: case")
    return Rate(
        yuan=int(match["yuan"]),
        per=tuple(Per(name) for name in match["per"].strip("/").split("/")),
        cap=int(match["cap"]) if match["cap"] else None,
        case=match["case"] or "",
    )


def rate_problem(rates: tuple[Rate, ...], text: str) -> str | None:
    """Why the rates are not those of the clause's text, or None if all of them stand in it."""
    for part in _parts(rates):
        if not _stands_in(part, text):
            return f"rate: {part!r} does not stand in the clause's text"
    if len(rates) > 1 and not all(rate.case for rate in rates):
        return "several rates need a case each"
    return None


def _parts(rates: tuple[Rate, ...]) -> Iterator[str]:
    for rate in rates:
        yield f"{rate.yuan:,}"
        if rate.cap is not None:
            yield f"{rate.cap:,}"
        if rate.case:
            yield rate.case


def _stands_in(part: str, text: str) -> bool:
    if not part[0].isdigit():
        return part in text
    # 300 does not stand in 1,300, 300,000 or 300万.
    pattern = rf"(?<![\d,.]){part}(?!\d|[,.]\d|\s*[百千万亿]|\s+(?:hundred|thousand|[mb]illion))"
    return re.search(pattern, text) is not None
