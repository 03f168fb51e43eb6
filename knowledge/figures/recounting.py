"""Figures that change after their day, counted anew: what came of posts, what reviews found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import String, cast, delete
from sqlmodel import Session, col, func, select

from knowledge.database import SessionFactory
from knowledge.figures.folding import Key, set_counts
from knowledge.figures.measures import RECOUNTED, Measure
from knowledge.figures.tables import DailyFigureRow
from knowledge.following.outcomes import Outcome
from knowledge.following.tables import OutcomeRow
from knowledge.reviews.tables import ReviewItemRow
from knowledge.reviews.verdict import ItemKind

WINDOW = timedelta(days=60)
"""What is older is settled: people are asked after a fortnight, and reviewers work sooner."""


def recount(sessions: SessionFactory, *, today: date) -> None:
    """Writes the figures of the last sixty days in the place of those that are there."""
    since = today - WINDOW
    with sessions() as session:
        counts = {**_of_outcomes(session, since), **_of_reviews(session, since)}
        kept = delete(DailyFigureRow).where(
            col(DailyFigureRow.day) >= since, col(DailyFigureRow.measure).in_(RECOUNTED)
        )
        session.exec(kept)
        set_counts(session, counts)
        session.commit()


def _of_outcomes(session: Session, since: date) -> dict[Key, int]:
    placed = col(OutcomeRow.answer) == Outcome.PLACED
    counts: Counter[Key] = Counter()
    for measure, day, condition in (
        (Measure.INTERESTED, col(OutcomeRow.started_on), None),
        (Measure.APPLIED, col(OutcomeRow.applied_on), None),
        (Measure.PLACED, col(OutcomeRow.answered_on), placed),
    ):
        # A list is JSON, which PostgreSQL does not compare; as text it does.
        groups = cast(col(OutcomeRow.groups), String)
        people = func.count(func.distinct(OutcomeRow.seeker_id))
        query = select(day, groups, people).where(day >= since).group_by(day, groups)
        if condition is not None:
            query = query.where(condition)
        for on, listed, count in session.execute(query):
            for group in json.loads(listed) or ("none",):
                counts[on, measure.value, group] += count
    return dict(counts)


def _of_reviews(session: Session, since: date) -> dict[Key, int]:
    counts: Counter[Key] = Counter()
    for day, verdict in _settled(session, since):
        counts[day, Measure.VERDICT.value, verdict] += 1
    return dict(counts)


def _settled(session: Session, since: date) -> Iterator[tuple[date, str]]:
    """
    One verdict a turn of the samples: that of the third reviewer, else of the first.

    A turn that somebody picked says nothing about how many answers are wrong.
    """
    query = select(ReviewItemRow).where(
        col(ReviewItemRow.day) >= since,
        col(ReviewItemRow.verdict).is_not(None),
        ReviewItemRow.kind != ItemKind.PICKED,
    )
    chosen: dict[tuple[str, int | None], ReviewItemRow] = {}
    for row in session.exec(query.order_by(col(ReviewItemRow.id))):
        key = ("turn", row.turn_id) if row.turn_id is not None else ("item", row.id)
        if key not in chosen or row.kind == ItemKind.ADJUDICATION:
            chosen[key] = row
    for row in chosen.values():
        yield row.day, row.verdict or ""
