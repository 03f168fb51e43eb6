"""What one turn adds to the figures of its day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.figures.measures import Measure, bucket_of
from knowledge.records.declined import topic_of

WITH_REPLY = ("matched", "eligibility", "calculation")
"""Statuses of turns whose reply holds something to count."""
_PROGRAMME = "programme:"
_FEW_PROGRAMMES = 3


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """What of a turn is counted."""

    status: str
    route: str
    lang: str
    surface: str
    took_ms: float
    masked_text: str
    action: str | None
    trace: Mapping[str, Any]
    reply: str
    """The reply as JSON where the status is one of WITH_REPLY, else empty."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the person of a turn said about themselves."""

    home_district: str = ""
    groups: tuple[str, ...] = ()


def tallies_of(
    turn: TurnFacts, person: PersonFacts, district_of: Callable[[str], str | None]
) -> Iterator[tuple[Measure, str, int]]:
    """Measure, key and how much to add."""
    yield Measure.TURNS, "", 1
    yield Measure.STATUS, turn.status, 1
    yield Measure.ROUTE, turn.route, 1
    yield Measure.LANG, turn.lang, 1
    yield Measure.SURFACE, turn.surface, 1
    yield Measure.MILLISECONDS, bucket_of(turn.took_ms), 1
    topic = topic_of(turn.trace)
    if topic:
        yield Measure.TOPIC, topic, 1
    district = district_of(turn.masked_text) or person.home_district
    if district:
        yield Measure.DISTRICT, district, 1
    for group in person.groups:
        yield Measure.GROUP, group, 1
    yield from _of_reply(turn)


def _of_reply(turn: TurnFacts) -> Iterator[tuple[Measure, str, int]]:
    reply = json.loads(turn.reply) if turn.reply else {}
    posts = len(reply.get("posts") or ())
    if posts:
        yield Measure.POSTS_SHOWN, "", posts
    programmes = [str(one.get("programme_id", "")) for one in reply.get("findings") or ()]
    if turn.action is not None and turn.action.startswith(_PROGRAMME):
        programmes = [turn.action.removeprefix(_PROGRAMME).partition(":")[0]]
    # The overview names every programme; somebody asks for one where few are named.
    if len(programmes) <= _FEW_PROGRAMMES:
        for programme in dict.fromkeys(programmes):
            if programme:
                yield Measure.SUBSIDY, programme, 1
