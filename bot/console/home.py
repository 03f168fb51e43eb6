"""The first page: what waits today, as far as one's role deals with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from bot.console.access import needs
from bot.console.figures import labels, written
from bot.console.visit import Visit
from knowledge.figures.warning import early_warnings
from knowledge.records.open_work import OpenWork, open_work

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that exists, with the page that deals with it once there is one."""

    key: str
    count: int
    path: str | None


# The permission that makes a count one's business, and the entry that deals with it.
_TILES = (
    ("waiting_handoffs", "handoffs.read", "handoffs"),
    ("declined_today", "conversations.read", "conversations"),
    ("turns_today", "conversations.read", "conversations"),
    ("held_rows", "posts.read", "posts"),
    ("audit_entries_today", "audit.read", "audit"),
)


@router.get("/")
def home_page(visit: Annotated[Visit, needs("home.see")]) -> Response:
    """Today's open work."""
    zone = visit.console.parts.settings.zone
    today = visit.console.clock().astimezone(zone).date()
    with visit.sessions() as session:
        work = open_work(session, since=datetime.combine(today, time(), zone))
        warnings = early_warnings(session, today) if visit.may("figures.read") else []
    return visit.page(
        "home.html",
        tiles=_tiles(visit, work),
        today=today,
        warnings=warnings,
        label=labels(visit),
        written=written,
    )


def _tiles(visit: Visit, work: OpenWork) -> list[Tile]:
    paths = {entry.key: entry.path for entry in visit.console.entries}
    return [
        Tile(key, getattr(work, key), paths.get(entry))
        for key, permission, entry in _TILES
        if visit.may(permission)
    ]
