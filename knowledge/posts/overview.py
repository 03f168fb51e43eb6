"""The posts and their feeds in figures, for a page that must not read a million posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, or_, select

from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow

_IMPORTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed: its newest import, and what of it still waits for a decision."""

    newest: PostImportRow
    held: int


def open_by_kind(session: Session, today: date) -> Mapping[str, int]:
    """How many posts of each kind can be applied for on that day."""
    query = (
        select(PostRow.kind, func.count())
        .where(col(PostRow.closed_on).is_(None))
        .where(or_(col(PostRow.closes_on).is_(None), col(PostRow.closes_on) >= today))
        .group_by(PostRow.kind)
        .order_by(PostRow.kind)
    )
    return dict(session.exec(query).all())


def feeds(session: Session) -> list[FeedState]:
    """Every feed, by name."""
    newest = select(func.max(PostImportRow.id)).group_by(PostImportRow.feed)
    rows = session.exec(select(PostImportRow).where(col(PostImportRow.id).in_(newest)))
    held = dict(
        session.exec(
            select(QuarantinedRow.feed, func.count())
            .where(QuarantinedRow.state == "held")
            .group_by(QuarantinedRow.feed)
        ).all()
    )
    found = [FeedState(row, held.get(row.feed, 0)) for row in rows]
    return sorted(found, key=lambda feed: feed.newest.feed)


def latest_imports(session: Session) -> list[PostImportRow]:
    """The last imports of all feeds, the newest first."""
    query = select(PostImportRow).order_by(col(PostImportRow.id).desc())
    return list(session.exec(query.limit(_IMPORTS_SHOWN)))
