"""What waits for staff, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from knowledge.posts.tables import QuarantinedRow
from knowledge.records.audit_tables import AuditEntryRow
from knowledge.records.tables import HandoffRow, TurnRow


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Counts of what is open now and of what happened since the day began."""

    turns_today: int
    declined_today: int
    waiting_handoffs: int
    held_rows: int
    audit_entries_today: int


def open_work(session: Session, since: datetime) -> OpenWork:
    """The counts; `since` is when the day began."""
    today = col(TurnRow.received_at) >= since
    return OpenWork(
        turns_today=_count(session, TurnRow, today),
        declined_today=_count(session, TurnRow, today, col(TurnRow.status).startswith("declined_")),
        waiting_handoffs=_count(session, HandoffRow, col(HandoffRow.state) == "waiting"),
        held_rows=_count(session, QuarantinedRow, col(QuarantinedRow.state) == "held"),
        audit_entries_today=_count(session, AuditEntryRow, col(AuditEntryRow.at) >= since),
    )


def _count(session: Session, table: type[Any], *conditions: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(*conditions)).one()
