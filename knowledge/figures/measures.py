"""What is counted by day."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

_STEPS_A_DECADE = 20
_FASTEST_MS = 0.01


class Measure(StrEnum):
    """What a count is of; what its key says stands behind it."""

    TURNS = "turns"
    PEOPLE = "people"
    PEOPLE_WEEK = "people_week"
    """People of the week that begins on that day."""
    STATUS = "status"
    ROUTE = "route"
    LANG = "lang"
    SURFACE = "surface"
    TOPIC = "topic"
    """Turns by the document that the answer rests on or that came nearest."""
    DISTRICT = "district"
    """Turns by the district that the message names, else the one that the person lives in."""
    GROUP = "group"
    """Turns by the ledger's groups of the person."""
    SUBSIDY = "subsidy"
    """Turns about at most three programmes, by programme."""
    POSTS_SHOWN = "posts_shown"
    MILLISECONDS = "milliseconds"
    """Turns by how long they took, in steps of an eighth; see `bucket_of`."""
    INTERESTED = "interested"
    """People who kept a post or asked how to apply, by group."""
    APPLIED = "applied"
    PLACED = "placed"
    VERDICT = "verdict"
    """Reviews by what was found, on the day of the answers reviewed."""


RECOUNTED = (Measure.INTERESTED, Measure.APPLIED, Measure.PLACED, Measure.VERDICT)
"""What may change after its day, so that it is counted anew instead of added to."""


def bucket_of(took_ms: float) -> str:
    """The step of a duration: 12 % wide, so that a percentile from steps is 6 % off at most."""
    return str(round(_STEPS_A_DECADE * math.log10(max(took_ms, _FASTEST_MS))))


def percentile(counts: Mapping[str, int], share: float) -> float | None:
    """
    The milliseconds that this share of turns did not exceed; None where there was no turn.

    :param counts: by step, as `bucket_of` names them.
    """
    left = share * sum(counts.values())
    for step in sorted(counts, key=int):
        left -= counts[step]
        if left <= 0 and counts[step]:
            return round(10 ** (int(step) / _STEPS_A_DECADE), 1)
    return None


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
