"""Which turns of a day come before which reviewers: the same for the same day, rare kinds first."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

PER_REVIEWER = 20
DOUBLE_SHARE = 0.2
"""Of a reviewer's turns, the part that a second reviewer has as well."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """What kind of turn it is; a day's draw holds as many kinds as it can."""

    lang: str
    status: str
    route: str
    topic: str
    rated_badly: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A turn that can be drawn."""

    turn_id: int
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Assignment:
    """A drawn turn before a reviewer."""

    candidate: Candidate
    reviewer: str
    is_double: bool


def draw(
    candidates: Iterable[Candidate],
    reviewers: Iterable[str],
    day: date,
    *,
    per_reviewer: int = PER_REVIEWER,
) -> list[Assignment]:
    """
    The sample of a day; it hangs on nothing but the day, the turns and the reviewers' names.

    Every reviewer gets `per_reviewer` turns where there are enough. With two reviewers or more, a
    fifth of each one's turns is another's too.
    """
    names = sorted(reviewers)
    # The seed orders turns, it guards no secret.
    chance = random.Random(f"review sample of {day.isoformat()}")
    if not names:
        return []
    pairs = round(DOUBLE_SHARE * per_reviewer * len(names) / 2) if len(names) > 1 else 0
    ordered = _rare_kinds_first(list(candidates), chance)
    places = per_reviewer * len(names)
    taken = ordered[: places - pairs]
    # Of a small day a fifth is double as well.
    pairs = min(pairs, round(len(taken) * pairs / (places - pairs)))
    # Doubles are spread over all kinds, not taken from the rarest.
    doubles = set(chance.sample(range(len(taken)), pairs))
    chance.shuffle(names)
    return _assigned(taken, names, doubles)


def _rare_kinds_first(candidates: list[Candidate], chance: random.Random) -> list[Candidate]:
    """One turn of every stratum, then a second of every one, and so on; badly rated ones first."""
    strata: dict[Stratum, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda one: one.turn_id):
        strata[candidate.stratum].append(candidate)
    kinds = sorted(strata.values(), key=lambda turns: _sort_key(turns[0].stratum))
    chance.shuffle(kinds)
    kinds.sort(key=lambda turns: not turns[0].stratum.rated_badly)
    for turns in kinds:
        chance.shuffle(turns)
    rounds = zip_longest(*kinds)
    return [candidate for one in rounds for candidate in one if candidate is not None]


def _assigned(taken: Sequence[Candidate], names: list[str], doubles: set[int]) -> list[Assignment]:
    load = dict.fromkeys(names, 0)
    assignments = []
    # Doubles first, while everybody still has room for a second's turn.
    for position in sorted(range(len(taken)), key=lambda one: one not in doubles):
        is_double = position in doubles
        least = sorted(names, key=lambda name: load[name])[: 2 if is_double else 1]
        for name in least:
            load[name] += 1
            assignments.append(Assignment(taken[position], name, is_double))
    return assignments


def _sort_key(stratum: Stratum) -> tuple[str, str, str, str, bool]:
    return (stratum.lang, stratum.status, stratum.route, stratum.topic, stratum.rated_badly)
