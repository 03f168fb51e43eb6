"""When somebody is at the office, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from knowledge.answering.wording import Wording
from knowledge.handoffs.hours import office_hours
from knowledge.language import Lang


class OfficeMoments:
    """Moments by the bureau's clock, on the day that the turn takes as today."""

    def __init__(self, wording: Wording, clock: Callable[[], datetime]) -> None:
        self._wording, self._clock = wording, clock

    def next_opening(self, today: date) -> datetime:
        """When somebody is there: now, or next."""
        return office_hours().next_opening(self._on(today))

    def told(self, today: date, lang: Lang) -> str | None:
        """The next opening in words; None where somebody is there now."""
        moment = self._on(today)
        if office_hours().is_open(moment):
            return None
        opening = office_hours().next_opening(moment)
        return self._wording.text(
            "when",
            lang,
            month=self._listed("months", lang)[opening.month - 1],
            day=opening.day,
            weekday=self._listed("weekdays", lang)[opening.weekday()],
            time=f"{opening:%H:%M}",
        )

    def _on(self, today: date) -> datetime:
        moment = self._clock()
        return datetime.combine(today, moment.time(), moment.tzinfo)

    def _listed(self, key: str, lang: Lang) -> list[str]:
        return self._wording.text(key, lang).split()
