"""How much one person, one address and everybody together may send."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults let a quick typist through and leave a program nothing to gain."""

    chat_burst: int = 10
    chat_per_s: float = 1 / 3
    # Many people share an address: a dormitory, a mobile network, an employment office.
    address_burst: int = 200
    address_per_s: float = 10.0
    waiting_turns: int = 200
    """Turns that may wait or be under way; who comes then is asked to try again."""


class Allowance:
    """Messages that each sender may still send now; they come back with time."""

    def __init__(
        self, burst: int, per_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._per_s, self._clock = burst, per_s, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, sender: str) -> float:
        """Counts one message; 0 if it may be sent, else the seconds until one may be."""
        now = self._clock()
        left, counted_at = self._left.get(sender, (float(self._burst), now))
        left = min(self._burst, left + (now - counted_at) * self._per_s)
        wait_s = 0.0 if left >= 1 else (1 - left) / self._per_s
        self._left[sender] = (left if wait_s else left - 1, now)
        self._left.move_to_end(sender)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return wait_s
