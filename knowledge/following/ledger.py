"""The ledger of each group: who was interested, who answered, who found work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from knowledge.database import SessionFactory
from knowledge.following.groups import LedgerGroup
from knowledge.following.outcomes import Outcome
from knowledge.following.tables import OutcomeRow

LEAST_SHOWN = 5
"""A figure of fewer people could point at one of them, so the public does not see it."""

_ORDER = (Outcome.PLACED, Outcome.WAITING, Outcome.NOTHING)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """People of one group; each is counted once, with the best that came of any of their posts."""

    interested: int
    """Kept a post or asked how to apply."""
    applying: int
    """Asked how to apply."""
    asked: int
    answered: int
    placed: int
    waiting: int
    nothing: int
    placed_by_kind: Mapping[str, int]
    """Of the placed: by kind of work, as far as they said."""


@dataclass(frozen=True, slots=True)
class PublicLine:
    """The same for everybody to see; None stands for a figure from 1 to 4."""

    interested: int | None
    applying: int | None
    answered: int | None
    placed: int | None


def ledger(sessions: SessionFactory, since: date) -> dict[LedgerGroup, LedgerLine]:
    """The line of every group for interest that began on that day or later."""
    with sessions() as session:
        query = select(OutcomeRow).where(col(OutcomeRow.started_on) >= since)
        rows = list(session.exec(query))
    return {group: _line([row for row in rows if group in row.groups]) for group in LedgerGroup}


def for_the_public(line: LedgerLine) -> PublicLine:
    """The line without figures that could point at somebody."""
    return PublicLine(
        interested=_shown(line.interested),
        applying=_shown(line.applying),
        answered=_shown(line.answered),
        placed=_shown(line.placed),
    )


def _line(rows: list[OutcomeRow]) -> LedgerLine:
    best: dict[tuple[int, str], Outcome] = {}
    kinds: dict[tuple[int, str], str] = {}
    for row in rows:
        if row.answer is None:
            continue
        person, outcome = (row.seeker_id, row.label), Outcome(row.answer)
        if person not in best or _ORDER.index(outcome) < _ORDER.index(best[person]):
            best[person] = outcome
        if row.placed_kind:
            kinds[person] = row.placed_kind
    counts = Counter(best.values())
    return LedgerLine(
        interested=_people(rows),
        applying=_people([row for row in rows if row.applied_on is not None]),
        asked=_people([row for row in rows if row.asked_on is not None]),
        answered=len(best),
        placed=counts[Outcome.PLACED],
        waiting=counts[Outcome.WAITING],
        nothing=counts[Outcome.NOTHING],
        placed_by_kind=dict(
            Counter(kind for person, kind in kinds.items() if best.get(person) is Outcome.PLACED)
        ),
    )


def _people(rows: list[OutcomeRow]) -> int:
    return len({(row.seeker_id, row.label) for row in rows})


def _shown(count: int) -> int | None:
    return count if count == 0 or count >= LEAST_SHOWN else None
