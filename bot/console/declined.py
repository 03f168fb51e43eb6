"""Questions that the knowledge base could not answer, alike ones together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line
from bot.console.titles import titles
from bot.console.visit import Visit
from knowledge.records.declined import MOST_READ, alike, declined_questions

router = APIRouter(prefix="/knowledge/declined")

_GROUPS_SHOWN = 60


@router.get("")
def declined_page(
    visit: Annotated[Visit, needs("knowledge.read")],
    days: Annotated[int, Query(ge=1, le=366)] = 28,
    topic: Annotated[Line, Query()] = "",
    district: Annotated[Line, Query()] = "",
) -> Response:
    """The groups of the last days, with counts by subject and district."""
    console = visit.console
    zone = console.parts.settings.zone
    first = console.clock().astimezone(zone).date() - timedelta(days=days - 1)
    places = console.parts.workshop.glossary()
    with visit.sessions() as session:
        asked = declined_questions(
            session,
            since=datetime.combine(first, time(), zone),
            district_of=places.district_of,
            offices=visit.staff.districts,
        )
    wanted = [one for one in asked if topic in ("", one.topic) and district in ("", one.district)]
    return visit.page(
        "knowledge_declined.html",
        days=days,
        title=titles(visit),
        topic=topic,
        district=district,
        groups=alike(wanted)[:_GROUPS_SHOWN],
        total=len(wanted),
        most=MOST_READ if len(asked) == MOST_READ else None,
        topics=Counter(one.topic for one in asked if one.topic).most_common(12),
        districts=Counter(one.district for one in asked if one.district).most_common(12),
    )
