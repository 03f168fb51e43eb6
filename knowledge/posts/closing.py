"""Which posts an import closes, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, update
from sqlmodel import Session, col, select

from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow

# SQLite takes 32,766 parameters at most, older ones 999.
_IDS_AT_ONCE = 900


class ClosedReason(StrEnum):
    """Why a post is no longer shown."""

    PAST_CLOSING_DAY = "past_closing_day"
    GONE_FROM_FEED = "gone_from_feed"
    SAMPLE_REPLACED = "sample_replaced"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


def close_what_is_gone(session: Session, record: PostImportRow, *, today: date) -> None:
    """
    Closes posts that this feed brought and no longer holds, and every sample once another comes.

    A row that is held back is still in the feed: its post is not gone.
    """
    if not record.is_sample:
        samples = col(PostRow.is_sample).is_(True)
        _close(session, record, ClosedReason.SAMPLE_REPLACED, samples, today=today)
    of_feed = select(PostImportRow.id).where(PostImportRow.feed == record.feed)
    held = select(QuarantinedRow.post_id).where(
        QuarantinedRow.import_id == record.id, QuarantinedRow.state == "held"
    )
    gone = and_(
        col(PostRow.last_import) != record.id,
        col(PostRow.last_import).in_(of_feed),
        col(PostRow.post_id).not_in(held),
    )
    _close(session, record, ClosedReason.GONE_FROM_FEED, gone, today=today)


def close_what_is_past(session: Session, record: PostImportRow, today: date) -> None:
    """Closes posts whose closing day has passed."""
    past = col(PostRow.closes_on) < today
    _close(session, record, ClosedReason.PAST_CLOSING_DAY, past, today=today)


def close_posts(
    session: Session,
    record: PostImportRow,
    post_ids: Sequence[str],
    reason: ClosedReason,
    *,
    today: date,
) -> None:
    """Closes those of the posts that are open."""
    for ids in _batches(post_ids):
        _close(session, record, reason, col(PostRow.post_id).in_(ids), today=today)


def _close(
    session: Session,
    record: PostImportRow,
    reason: ClosedReason,
    which: ColumnElement[bool],
    *,
    today: date,
) -> None:
    statement = (
        update(PostRow)
        .where(col(PostRow.closed_on).is_(None), which)
        .values(closed_on=today, closed_reason=reason.value)
        .execution_options(synchronize_session=False)
    )
    record.closed += cast("CursorResult[Any]", session.execute(statement)).rowcount


def _batches(post_ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(post_ids)
    while batch := list(islice(left, _IDS_AT_ONCE)):
        yield batch
