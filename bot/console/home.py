"""The first page: what waits for this person, then what happened today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from bot.console.access import needs
from bot.console.figures import labels, written
from bot.console.visit import Visit
from knowledge.figures.warning import early_warnings
from knowledge.following.reporting import reports_waiting
from knowledge.handoffs.listing import open_cases
from knowledge.handoffs.states import State
from knowledge.records.open_work import OpenWork, open_work
from knowledge.reviews.drawing import draw_day
from knowledge.reviews.judging import disagreements, queue_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with the page that deals with it; `path` is None where there is none yet."""

    key: str
    count: int
    path: str | None


# Count, the permission that makes it one's business, the entry whose pages deal with it, the page.
_TODAY = (
    ("turns_today", "conversations.read", "conversations", "/conversations?since={day}"),
    ("declined_today", "knowledge.read", "knowledge", "/knowledge/declined?days=1"),
    ("audit_entries_today", "audit.read", "audit", "/audit?since={day}"),
)


@router.get("/")
def home_page(visit: Annotated[Visit, needs("home.see")]) -> Response:
    """Open work and today's counts."""
    zone = visit.console.parts.settings.zone
    today = visit.console.clock().astimezone(zone).date()
    with visit.sessions() as session:
        work = open_work(session, since=datetime.combine(today, time(), zone))
        waiting = list(_waiting(visit, session, work, today))
        warnings = early_warnings(session, today) if visit.may("figures.read") else []
    return visit.page(
        "home.html",
        waiting=waiting,
        tiles=_today(visit, work, today),
        today=today,
        warnings=warnings,
        label=labels(visit),
        written=written,
    )


def _waiting(visit: Visit, session: Session, work: OpenWork, today: date) -> Iterable[Tile]:
    """What is open and may be done by this person, the most pressing first."""
    if visit.may("handoffs.read"):
        cases = open_cases(session, visit.staff)
        mine = [one for one in cases if one.claimed_by == visit.who and one.waits_for_staff]
        if visit.may("handoffs.work"):
            yield Tile("my_cases", len(mine), "/handoffs")
        unclaimed = [one for one in cases if one.state is State.WAITING]
        yield Tile("waiting_handoffs", len(unclaimed), "/handoffs")
    if visit.may("reviews.work"):
        draw_day(session, today - timedelta(days=1), visit.console.parts.settings.zone)
        yield Tile("reviews", len(queue_of(session, visit.who)), "/reviews")
    if visit.may("reviews.adjudicate"):
        differing = disagreements(session, visit.staff.districts)
        yield Tile("disagreements", len(differing), "/reviews")
    if visit.may("posts.change"):
        yield Tile("held_rows", work.held_rows, "/posts/quarantine")
        yield Tile("reports", len(reports_waiting(visit.sessions)), "/posts/reports")


def _today(visit: Visit, work: OpenWork, today: date) -> list[Tile]:
    existing = {entry.key for entry in visit.console.entries}
    return [
        Tile(key, getattr(work, key), path.format(day=today) if entry in existing else None)
        for key, permission, entry, path in _TODAY
        if visit.may(permission)
    ]
