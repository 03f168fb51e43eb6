"""The rows of a feed after the gate, written into the tables of posts and held rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from knowledge.posts.closing import ClosedReason, close_posts
from knowledge.posts.decisions import Decision, RowState
from knowledge.posts.hold import SAME_AS_ANOTHER, Hold, HoldReason
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow

# A row that comes again as it was leaves the post as it is: open, or past its own closing day.
_STILL_TRUE = (None, ClosedReason.PAST_CLOSING_DAY.value)


# Without slots: a dataclass with them is put on disk and taken back at a third of the speed.
@dataclass(frozen=True)
class Taken:
    """A row after the gate, and after what staff decided about it, ready to be written."""

    line: int
    post_id: str
    digest: str
    """Of the cells as they were read."""
    decision: Decision | None
    holds: tuple[Hold, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    """Of a row that is held."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the table of posts is to hold; empty for a row that is held or rejected."""

    @property
    def is_rejected(self) -> bool:
        """Whether staff refused this very row."""
        return self.decision is not None and self.decision.state is RowState.REJECTED


def forget_undecided(session: Session, record: PostImportRow) -> None:
    """Rows that an earlier import held: this one says anew which are held."""
    undecided = (
        delete(QuarantinedRow)
        .where(col(QuarantinedRow.feed) == record.feed)
        .where(col(QuarantinedRow.state) == RowState.HELD, col(QuarantinedRow.decided_by) == "")
        .execution_options(synchronize_session=False)
    )
    session.execute(undecided)


def write_block(session: Session, block: list[Taken], record: PostImportRow, today: date) -> int:
    """The rows in the tables; how many of them are posts that may be shown."""
    held = [taken for taken in block if taken.holds]
    _write_held(session, held, record)
    _close_held(session, held, record, today)
    rejected = [taken.post_id for taken in block if taken.is_rejected]
    close_posts(session, record, rejected, ClosedReason.REJECTED, today=today)
    accepted = [{**taken.values, "last_import": record.id} for taken in block if taken.values]
    _follow_decisions(session, [taken for taken in block if taken.decision is not None], record)
    _write_posts(session, accepted, record)
    return len(accepted)


def _write_held(session: Session, held: list[Taken], record: PostImportRow) -> None:
    record.held += len(held)
    new = [
        {
            "import_id": record.id,
            "feed": record.feed,
            "line": taken.line,
            "post_id": taken.post_id,
            "digest": taken.digest,
            "cells": taken.cells,
            "reasons": reasons_of(taken.holds),
            "corrected": {},
        }
        for taken in held
        if taken.decision is None
    ]
    if new:
        session.execute(insert(QuarantinedRow), new)


def reasons_of(holds: tuple[Hold, ...]) -> list[dict[str, str]]:
    """The holds as the table of held rows has them."""
    return [
        {
            "reason": hold.reason.value,
            "column": hold.column,
            "value": hold.value,
            "zh": hold.detail.zh,
            "en": hold.detail.en,
        }
        for hold in holds
    ]


def _close_held(session: Session, held: list[Taken], record: PostImportRow, today: date) -> None:
    """A held row leaves its post as it was, unless it says that the post is over or another's."""
    over = [taken.post_id for taken in held if HoldReason.EXPIRED in _reasons(taken)]
    again = [taken.post_id for taken in held if _reasons(taken) & SAME_AS_ANOTHER]
    close_posts(session, record, over, ClosedReason.PAST_CLOSING_DAY, today=today)
    close_posts(session, record, again, ClosedReason.DUPLICATE, today=today)


def _reasons(taken: Taken) -> set[HoldReason]:
    return {hold.reason for hold in taken.holds}


def _follow_decisions(session: Session, decided: list[Taken], record: PostImportRow) -> None:
    """The decided rows where they now stand; one that was corrected may pass today."""
    for taken in decided:
        assert taken.decision is not None
        row = session.get_one(QuarantinedRow, taken.decision.row_id)
        assert record.id is not None
        row.import_id, row.line = record.id, taken.line
        if taken.is_rejected:
            continue
        row.reasons = list(reasons_of(taken.holds)) or row.reasons
        row.state = RowState.HELD if taken.holds else RowState.RELEASED


def _write_posts(session: Session, accepted: list[dict[str, Any]], record: PostImportRow) -> None:
    stored = _stored(session, [values["post_id"] for values in accepted])
    new = [
        {**values, "first_import": record.id}
        for values in accepted
        if values["post_id"] not in stored
    ]
    known = [values for values in accepted if values["post_id"] in stored]
    unchanged = [
        values["post_id"] for values in known if _is_as_it_was(values, stored[values["post_id"]])
    ]
    changed = [values for values in known if not _is_as_it_was(values, stored[values["post_id"]])]
    if new:
        session.execute(insert(SQLModel.metadata.tables["posts"]), new)
    if changed:
        session.execute(update(PostRow), changed)
    seen = update(PostRow).where(col(PostRow.post_id).in_(unchanged))
    session.execute(seen.values(last_import=record.id).execution_options(synchronize_session=False))
    record.added += len(new)
    record.updated += len(changed)
    record.unchanged += len(unchanged)


def _is_as_it_was(values: Mapping[str, Any], stored: tuple[str, str | None]) -> bool:
    digest, closed_reason = stored
    return digest == values["digest"] and closed_reason in _STILL_TRUE


def _stored(session: Session, post_ids: list[str]) -> dict[str, tuple[str, str | None]]:
    """Digest and reason of closing of those of the posts that are stored."""
    found = session.exec(
        select(PostRow.post_id, PostRow.digest, PostRow.closed_reason).where(
            col(PostRow.post_id).in_(post_ids)
        )
    )
    return {post_id: (digest, reason) for post_id, digest, reason in found}
