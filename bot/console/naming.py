"""Words for what records hold: buttons, waits, releases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Otherwise = Callable[[str, str], str]
"""The text of a key, or what is given where the wording has none."""

_RELEASE_TIME = "%Y%m%dT%H%M%S"


def pressed(action: str, text_or: Otherwise) -> str:
    """What a button did, by the longest beginning of its action that the wording knows."""
    parts = action.split(":")
    for length in range(len(parts), 0, -1):
        found = text_or("pressed_" + "_".join(parts[:length]), "")
        if found:
            return found
    return text_or("pressed_button", action)


def waited(wait: timedelta, text: Callable[..., str]) -> str:
    """A wait in minutes, from an hour on in hours, from two days on in days."""
    minutes = max(0, round(wait.total_seconds() / 60))
    days, hours = minutes // (24 * 60), minutes // 60
    if days > 1:
        return text("waited_days", days=days)
    if hours:
        return text("waited_hours", hours=hours, minutes=minutes % 60)
    return text("waited_minutes", minutes=minutes)


def published_at(release_id: str) -> datetime | None:
    """When a release was published, as its id says; None for an id of another form."""
    try:
        return datetime.strptime(release_id[:15], _RELEASE_TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
