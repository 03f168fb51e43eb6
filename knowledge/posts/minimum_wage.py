"""The minimum wage of a district on a day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_RATES = Path(__file__).parent / "minimum_wage.toml"


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """Yuan a month for full-time and yuan an hour for part-time work, and the day it began."""

    month: float
    hour: float
    since: date


@dataclass(frozen=True, slots=True)
class MinimumWages:
    """All rates known, oldest first, for both tiers of districts."""

    first: tuple[MinimumWage, ...]
    second: tuple[MinimumWage, ...]
    second_tier: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> MinimumWages:
        """The rates in minimum_wage.toml."""
        data = tomllib.loads(_RATES.read_text(encoding="utf-8"))
        rates = sorted(data["rate"], key=lambda rate: rate["since"])
        first, second = (
            tuple(MinimumWage(r[tier]["month"], r[tier]["hour"], r["since"]) for r in rates)
            for tier in ("first", "second")
        )
        return cls(first, second, frozenset(data["second_tier"]))

    def on(self, district: str, day: date) -> MinimumWage | None:
        """The newest rate that holds in the district on that day; None before the first known."""
        rates = self.second if district in self.second_tier else self.first
        return next((rate for rate in reversed(rates) if rate.since <= day), None)
