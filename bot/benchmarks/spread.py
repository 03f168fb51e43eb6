"""Many timings in two figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds."""

    times: int
    median_ms: float
    p95_ms: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Spread:
        """
        The spread of at least one timing.

        The 95th percentile is by nearest rank: the smallest timing that 95 % do not exceed.
        """
        ordered = sorted(milliseconds)
        rank = math.ceil(0.95 * len(ordered))
        return cls(len(ordered), round(median(ordered), 3), round(ordered[rank - 1], 3))
