"""The filter of the list of conversations, as an address or a form sends it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, Field

from bot.console.filters import Day, Line, Number
from bot.console.visit import Visit
from knowledge.answering.answer import Status
from knowledge.answering.draft import Route
from knowledge.language import Lang
from knowledge.records.searching import Rating, TurnsWanted
from knowledge.vocabulary import PersonStatus

_OrNothing = BeforeValidator(lambda typed: None if typed == "" else typed)

StatusWanted = StrEnum(  # type: ignore[misc]
    "StatusWanted", {"DECLINED": "declined", **{one.name: one.value for one in Status}}
)
"""One status, or every decline."""
RouteWanted = StrEnum(  # type: ignore[misc]
    "RouteWanted",
    {
        **{one.name: one.value for one in Route},
        **{"ACTION": "action", "EVENTS": "events", "WITH_PERSON": "with_person"},
    },
)
"""What the message was for; the last three are no routes of the answering."""
GroupWanted = StrEnum(  # type: ignore[misc]
    "GroupWanted",
    {
        **{one.name: one.value for one in PersonStatus},
        **{"MIGRANT_WORKER": "migrant_worker", "ENTREPRENEUR": "entrepreneur"},
        **{"RURAL_ENTREPRENEUR": "rural_entrepreneur", "ONLINE_MERCHANT": "online_merchant"},
        **{"MONITORED_HOUSEHOLD": "monitored_household", "RURAL_WORKER": "rural_worker"},
        **{"DELIVERY_RIDER": "delivery_rider"},
        **{"SELF_EMPLOYED_VETERAN": "self_employed_veteran"},
        **{"OWN_PENSION_FULL_YEAR": "own_pension_full_year"},
    },
)
"""A status or a group of the profile."""
SURFACES = ("telegram", "web", "terminal", "jsonl")
"""Those that a list offers; another one may be typed into the address."""

_Name = Annotated[Line, Field(pattern=r"^[\w.-]*$")]
_Milliseconds = Annotated[int, Field(ge=1, le=600_000)]


class ConversationsQuery(BaseModel):
    """What is empty does not narrow; what is not among the choices is refused at the door."""

    text: Line = ""
    since: Day = None
    until: Day = None
    lang: Annotated[Lang | None, _OrNothing] = None
    surface: _Name = ""
    status: Annotated[StatusWanted | None, _OrNothing] = None
    route: Annotated[RouteWanted | None, _OrNothing] = None
    topic: _Name = ""
    district: _Name = ""
    group: Annotated[GroupWanted | None, _OrNothing] = None
    rating: Annotated[Rating | None, _OrNothing] = None
    slow: Annotated[_Milliseconds | None, _OrNothing] = None
    handoff: Literal["", "yes"] = ""
    before: Annotated[Number | None, _OrNothing] = None

    def is_turned_round(self) -> bool:
        """Whether the last day lies before the first."""
        return self.since is not None and self.until is not None and self.until < self.since

    def given(self) -> dict[str, str]:
        """The values that narrow, as a form or an address carries them."""
        values = self.model_dump(mode="json", exclude={"before"})
        return {name: str(value) for name, value in values.items() if value not in (None, "")}

    def address(self, before: int | None = None) -> str:
        """The page of the list with this filter."""
        values = self.given() | ({} if before is None else {"before": str(before)})
        return "/conversations" + (f"?{urlencode(values)}" if values else "")

    def logged(self) -> str:
        """The filter as the log keeps it: never the words that were looked for."""
        values = self.given()
        if "text" in values:
            values["text"] = "***"
        return urlencode(values, safe="*")[:300]


def wanted_turns(visit: Visit, query: ConversationsQuery) -> TurnsWanted:
    """What the filter wants, as far as this person's districts let them see it."""
    zone = visit.console.parts.settings.zone

    def midnight(day: date | None, days_later: int = 0) -> datetime | None:
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=days_later), time(), zone)

    return TurnsWanted(
        text=query.text,
        since=midnight(query.since),
        until=midnight(query.until, days_later=1),
        lang=query.lang or "",
        surface=query.surface,
        status=query.status or "",
        route=query.route or "",
        topic=query.topic,
        district=query.district,
        group=query.group or "",
        rating=query.rating,
        slower_than_ms=query.slow,
        with_handoff=query.handoff == "yes",
        offices=visit.staff.districts,
    )
