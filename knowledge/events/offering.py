"""An event or a course, as a feed describes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.language import Lang


class OfferingKind(StrEnum):
    """What is offered."""

    EVENT = "event"
    COURSE = "course"


class Campaign(StrEnum):
    """The campaigns and forms of recruitment that events belong to."""

    SPRING_BREEZE = "spring_breeze"
    ASSISTANCE_MONTH = "assistance_month"
    PRIVATE_ENTERPRISE_MONTH = "private_enterprise_month"
    JOB_FAIR = "job_fair"
    LIVE_STREAM = "live_stream"


@dataclass(frozen=True, slots=True)
class Offering:
    """One event or course; empty or None where the feed does not say."""

    offering_id: str
    kind: OfferingKind
    title: str
    organiser: str
    district: str
    """Official Chinese name; empty for the whole city or the net."""
    starts: date
    ends: date
    title_en: str = ""
    campaign: Campaign | None = None
    venue: str = ""
    occupation: str = ""
    hours: int | None = None
    certificate: str = ""
    """Official Chinese name of what the course leads to."""
    cost: float | None = None
    """Yuan that one pays; 0 is free."""
    subsidy: tuple[str, ...] = ()
    """Ids of the clauses on the subsidy that pays for the course."""
    description: str = ""
    description_en: str = ""
    contact: str = ""
    source_url: str = ""
    is_sample: bool = False

    def name(self, lang: Lang) -> str:
        """The title in that language where the feed has it."""
        return (self.title_en or self.title) if lang is Lang.EN else self.title
