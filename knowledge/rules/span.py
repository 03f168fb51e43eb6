"""A figure of which only the bounds are known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """At least `low`, at most `high`."""

    low: int
    high: int
