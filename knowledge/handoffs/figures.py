"""How long people wait for a person, and how many wait now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from sqlalchemy import func
from sqlmodel import Session, col, select

from knowledge.handoffs.states import OPEN, State
from knowledge.records.tables import HandoffRow


@dataclass(frozen=True, slots=True)
class Queue:
    """What is open in one district now; `district` is None where it is not known."""

    district: str | None
    waiting: int
    with_person: int
    longest_wait: timedelta
    """Of those who wait; zero where nobody does."""


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """How long people waited for the first word of a person, as the clock on the wall counts."""

    opened: int
    answered: int
    median: timedelta | None
    ninth_tenth: timedelta | None
    """So long or less in nine of ten cases; None below two answers."""


def queues(session: Session, moment: datetime) -> list[Queue]:
    """The open cases by district, most waiting first."""
    district, state = col(HandoffRow.district), col(HandoffRow.state)
    query = (
        select(district, state, func.count(), func.min(HandoffRow.opened_at))
        .where(state.in_([one.value for one in OPEN]))
        .group_by(district, state)
    )
    found: dict[str | None, dict[str, tuple[int, datetime]]] = {}
    for name, open_state, count, oldest in session.exec(query):
        found.setdefault(name, {})[open_state] = (count, oldest)
    nobody = (0, moment)
    made = []
    for name, counts in found.items():
        waiting, oldest = counts.get(State.WAITING.value, nobody)
        there, _ = counts.get(State.WITH_PERSON.value, nobody)
        made.append(Queue(name, waiting, there, max(moment - oldest, timedelta())))
    return sorted(
        made, key=lambda queue: (-queue.waiting, -queue.with_person, queue.district or "")
    )


def first_answers(session: Session, since: datetime, until: datetime) -> FirstAnswers:
    """The cases opened from `since` until before `until`."""
    query = select(HandoffRow.opened_at, HandoffRow.first_answer_at).where(
        col(HandoffRow.opened_at) >= since, col(HandoffRow.opened_at) < until
    )
    rows = session.exec(query).all()
    waits_s = [(answered - opened).total_seconds() for opened, answered in rows if answered]
    middle = timedelta(seconds=median(waits_s)) if waits_s else None
    ninth = None
    if len(waits_s) > 1:
        ninth = timedelta(seconds=quantiles(waits_s, n=10, method="inclusive")[-1])
    return FirstAnswers(len(rows), len(waits_s), middle, ninth)
