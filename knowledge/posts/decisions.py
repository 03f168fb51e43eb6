"""What staff decided about rows of a feed, so that the next import of the same row keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from knowledge.posts.feed import COLUMNS, Row
from knowledge.posts.tables import QuarantinedRow


class RowState(StrEnum):
    """What became of a row that was held back."""

    HELD = "held"
    RELEASED = "released"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff made of the row of that digest."""

    row_id: int
    state: RowState
    corrected: Mapping[str, str]

    def applied_to(self, row: Row) -> Row:
        """The row with the corrected cells in place of its own."""
        return corrected_row(row, self.corrected)


def corrected_row(row: Row, corrected: Mapping[str, str]) -> Row:
    """The row with these cells in place of its own; a corrected row is one that can be read."""
    known = {name: cell for name, cell in corrected.items() if name in COLUMNS}
    other = {name: cell for name, cell in corrected.items() if name not in COLUMNS}
    problem = None if corrected else row.problem
    return Row(row.line, {**row.values, **known}, {**row.extra, **other}, problem)


def decisions_on(session: Session, feed: str) -> dict[str, Decision]:
    """Decisions on rows of this feed, and corrections that did not yet pass, by digest of row."""
    touched = or_(QuarantinedRow.state != RowState.HELD, col(QuarantinedRow.decided_by) != "")
    rows = session.exec(select(QuarantinedRow).where(QuarantinedRow.feed == feed).where(touched))
    return {
        row.digest: Decision(row.id or 0, RowState(row.state), dict(row.corrected))
        for row in rows
        if row.digest
    }
