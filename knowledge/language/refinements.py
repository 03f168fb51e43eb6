"""What a message asks of the posts on the table: nearer, better paid, day shift, another batch."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.terms import folded

_FILE = Path(__file__).with_name("refinements.toml")
_LONGEST = 60
"""Characters; who writes more starts a search of their own."""


class Refinement(StrEnum):
    """One thing that the next posts are to have, or another order of them."""

    NEXT = "next"
    NEARER = "nearer"
    BETTER_PAID = "better_paid"
    DAY_SHIFT = "day_shift"
    BOARDED = "boarded"
    INSURED = "insured"
    PART_TIME = "part_time"
    FULL_TIME = "full_time"
    WEEKENDS_OFF = "weekends_off"
    CENTRAL = "central"
    EASIER = "easier"
    NO_EXPERIENCE = "no_experience"
    NO_DEGREE = "no_degree"
    NO_WELFARE = "no_welfare"
    ONLY_WELFARE = "only_welfare"
    CHEAPER = "cheaper"
    """Said of flats and of goods; of posts it says nothing that can be looked up."""


def refinements_in(text: str) -> tuple[Refinement, ...]:
    """What the message asks of a list, in the order of the table; empty for a long message."""
    if len(text) > _LONGEST:
        return ()
    low = folded(text)
    return tuple(
        name for name, patterns in _table().items() if any(p.search(low) for p in patterns)
    )


@cache
def _table() -> dict[Refinement, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {Refinement(name): tuple(map(re.compile, lines)) for name, lines in data.items()}
