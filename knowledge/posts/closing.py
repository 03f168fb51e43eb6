"""Which posts an import closes, and why."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from knowledge.posts.screening import Screened
from knowledge.posts.tables import PostImportRow, PostRow


class ClosedReason(StrEnum):
    """Why a post is no longer shown."""

    PAST_CLOSING_DAY = "past_closing_day"
    GONE_FROM_FEED = "gone_from_feed"
    SAMPLE_REPLACED = "sample_replaced"


def close_what_is_gone(
    session: Session, screened: Screened, record: PostImportRow, *, today: date
) -> None:
    """
    Closes posts that this feed no longer holds, and every sample once a real feed comes.

    A row that is held back is still in the feed: its post is not gone.
    """
    in_feed = {post.post_id for _, post in screened.posts} | {
        held.post_id for held in screened.held
    }
    for row in session.exec(select(PostRow).where(col(PostRow.closed_on).is_(None))):
        if row.is_sample and not record.is_sample:
            _close(row, record, ClosedReason.SAMPLE_REPLACED, today=today)
        elif row.post_id not in in_feed:
            _close(row, record, ClosedReason.GONE_FROM_FEED, today=today)


def close_what_is_past(session: Session, record: PostImportRow, today: date) -> None:
    """Closes posts whose closing day has passed."""
    past = (
        select(PostRow)
        .where(col(PostRow.closed_on).is_(None))
        .where(col(PostRow.closes_on) < today)
    )
    for row in session.exec(past).all():
        _close(row, record, ClosedReason.PAST_CLOSING_DAY, today=today)


def _close(row: PostRow, record: PostImportRow, reason: ClosedReason, *, today: date) -> None:
    row.closed_on = today
    row.closed_reason = reason.value
    record.closed += 1
