"""The audit log, for auditors: filtered, page by page, and walked on request."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Day, Line, Number
from bot.console.visit import Visit
from knowledge.records.audit import Wanted, entries, verify

router = APIRouter(prefix="/audit")

_ON_A_PAGE = 50


class AuditQuery(BaseModel):
    """The filter as the form sends it."""

    who: Line = ""
    what: Line = ""
    about: Line = ""
    since: Day = None
    until: Day = None
    before: Number | None = None


@router.get("")
def audit_page(
    visit: Annotated[Visit, needs("audit.read")], query: Annotated[AuditQuery, Query()]
) -> Response:
    """The newest entries that the filter wants."""
    with visit.sessions() as session:
        found = entries(session, _wanted(visit, query), before=query.before, limit=_ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    older = _address(query, shown[-1].sequence) if len(found) > _ON_A_PAGE else None
    return visit.page("audit.html", query=query, entries=shown, older=older, verdict=None)


@router.post("/verify")
def on_verify(visit: Annotated[Visit, needs("audit.read")]) -> Response:
    """Walks the chain and says what it found."""
    with visit.sessions() as session:
        verdict = verify(session)
        found = entries(session, Wanted(), limit=_ON_A_PAGE)
    return visit.page("audit.html", query=AuditQuery(), entries=found, older=None, verdict=verdict)


def _wanted(visit: Visit, query: AuditQuery) -> Wanted:
    zone = visit.console.parts.settings.zone

    def midnight(day: date | None, days_later: int = 0) -> datetime | None:
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=days_later), time(), zone)

    return Wanted(
        who=query.who,
        what=query.what,
        about=query.about,
        since=midnight(query.since),
        until=midnight(query.until, days_later=1),
    )


def _address(query: AuditQuery, before: int) -> str:
    values = query.model_dump(mode="json", exclude_none=True) | {"before": before}
    return "/audit?" + urlencode({name: value for name, value in values.items() if value})
