"""Turns folded into the figures of their day, some thousands at a time, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import case, insert, literal, update
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.figures.people import facts_of, note_people
from knowledge.figures.tables import DailyFigureRow, FiguresMarkRow
from knowledge.figures.tallying import WITH_REPLY, PersonFacts, TurnFacts, tallies_of
from knowledge.records.tables import SeekerRow, TurnRow

AT_ONCE = 2_000
SETTLED_AFTER = timedelta(seconds=10)
"""A turn gets its time before it is committed: one that is older than this is there."""

Key = tuple[date, str, str]


@dataclass(slots=True)
class _Batch:
    """What some turns add."""

    upto: datetime
    turns: int = 0
    counts: Counter[Key] = field(default_factory=Counter)
    seen: set[tuple[date, int]] = field(default_factory=set)


def fold_turns(
    sessions: SessionFactory,
    *,
    zone: ZoneInfo,
    moment: datetime,
    district_of: Callable[[str], str | None],
) -> int:
    """
    Counts the next turns that have not been counted; 0 where all are.

    Turns are told apart by when they came, not by their number: SQLite gives the number of a
    deleted turn again. Counting reads without a lock; what is written is written at once, and only
    if nobody else has counted the same turns meanwhile.
    """
    with sessions() as session:
        since = session.exec(select(FiguresMarkRow.upto)).one()
        upto = _end_of_batch(session, since, moment - SETTLED_AFTER)
        if upto is None:
            return 0
        batch = _counted(session, since, upto, zone=zone, district_of=district_of)
    with sessions() as session:
        if not _taken(session, since, upto):
            session.rollback()
            return 0
        add_counts(session, batch.counts)
        people = note_people(session, batch.seen)
        set_counts(session, {(day, measure, ""): n for (day, measure), n in people.items()})
        session.commit()
    return batch.turns


def add_counts(session: Session, counts: Mapping[Key, int]) -> None:
    """Adds to the figures that are there, and writes those that are not."""
    known = _known(session, counts)
    for key, count in counts.items():
        row = known.get(key)
        if row is not None:
            row.count += count
    _insert(session, {key: count for key, count in counts.items() if key not in known})


def set_counts(session: Session, counts: Mapping[Key, int]) -> None:
    """Writes figures in the place of those that are there."""
    known = _known(session, counts)
    for key, row in known.items():
        row.count = counts[key]
    _insert(session, {key: count for key, count in counts.items() if key not in known})


def _known(session: Session, counts: Mapping[Key, int]) -> dict[Key, DailyFigureRow]:
    days, measures = {key[0] for key in counts}, {key[1] for key in counts}
    if not counts:
        return {}
    query = select(DailyFigureRow).where(
        col(DailyFigureRow.day).in_(days), col(DailyFigureRow.measure).in_(measures)
    )
    rows = {(row.day, row.measure, row.key): row for row in session.exec(query)}
    return {key: row for key, row in rows.items() if key in counts}


def _insert(session: Session, counts: Mapping[Key, int]) -> None:
    if counts:
        columns = ("day", "measure", "key", "count")
        values = [dict(zip(columns, (*key, n), strict=True)) for key, n in counts.items()]
        session.execute(insert(DailyFigureRow), values)


def _end_of_batch(session: Session, since: datetime | None, horizon: datetime) -> datetime | None:
    query = select(TurnRow.received_at).where(col(TurnRow.received_at) <= horizon)
    if since is not None:
        query = query.where(col(TurnRow.received_at) > since)
    # All turns of the last moment belong to the batch, so that none is left between two.
    times = session.exec(query.order_by(col(TurnRow.received_at)).limit(AT_ONCE)).all()
    return times[-1] if times else None


def _counted(
    session: Session,
    since: datetime | None,
    upto: datetime,
    *,
    zone: ZoneInfo,
    district_of: Callable[[str], str | None],
) -> _Batch:
    people, nobody, batch = facts_of(session, since, upto), PersonFacts(), _Batch(upto)
    for seeker_id, received_at, *values in session.execute(_turns(since, upto)):
        day = received_at.astimezone(zone).date()
        turn = TurnFacts(*values)
        batch.turns += 1
        batch.seen.add((day, seeker_id))
        for measure, key, count in tallies_of(turn, people.get(seeker_id, nobody), district_of):
            batch.counts[day, measure.value, key] += count
    return batch


def _turns(since: datetime | None, upto: datetime) -> Any:  # noqa: ANN401 - a select of eleven columns
    reply = case((col(TurnRow.status).in_(WITH_REPLY), col(TurnRow.reply)), else_=literal(""))
    query = (
        select(TurnRow.seeker_id, TurnRow.received_at, TurnRow.status, TurnRow.route)
        .add_columns(col(TurnRow.lang), col(SeekerRow.surface), col(TurnRow.took_ms))
        .add_columns(col(TurnRow.masked_text), col(TurnRow.action), col(TurnRow.trace), reply)
        .join(SeekerRow, col(SeekerRow.id) == col(TurnRow.seeker_id))
        .where(col(TurnRow.received_at) <= upto)
    )
    return query if since is None else query.where(col(TurnRow.received_at) > since)


def _taken(session: Session, since: datetime | None, upto: datetime) -> bool:
    mark = col(FiguresMarkRow.upto)
    unchanged = mark.is_(None) if since is None else mark == since
    changed = session.execute(update(FiguresMarkRow).where(unchanged).values(upto=upto))
    return bool(changed.rowcount)  # type: ignore[attr-defined]
