"""A chat model that fails again and again is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """
    Lets calls through until several have failed in a row, then one try after each pause.

    Without it every turn would wait out the limit on a model that is dead. Safe to use from
    several threads.
    """

    def __init__(
        self,
        failures_allowed: int = 3,
        pause_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allowed, self._pause_s, self._clock = failures_allowed, pause_s, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def lets_through(self) -> bool:
        """Whether to call; after a pause the first who asks makes the try for all others."""
        with self._lock:
            if self._failures < self._allowed:
                return True
            now = self._clock()
            if now < self._closed_until:
                return False
            self._closed_until = now + self._pause_s
            return True

    def succeeded(self) -> None:
        """The model answers again."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """One more failure in a row."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._allowed:
                self._closed_until = self._clock() + self._pause_s
