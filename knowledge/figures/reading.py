"""The daily figures as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from knowledge.figures.measures import Measure
from knowledge.figures.tables import DailyFigureRow


def daily_counts(
    session: Session, measures: Collection[Measure], first: date, last: date
) -> Iterator[tuple[date, Measure, str, int]]:
    """Day, measure, key and count of every figure of these measures and days."""
    if not measures:
        return
    # Columns and not rows of the table: making an object of each would take most of the time.
    columns = (
        col(DailyFigureRow.day),
        col(DailyFigureRow.measure),
        col(DailyFigureRow.key),
        col(DailyFigureRow.count),
    )
    query = select(*columns).where(columns[0] >= first, columns[0] <= last)
    for day, measure, key, count in session.execute(query.where(columns[1].in_(measures))):
        yield day, Measure(measure), key, count
