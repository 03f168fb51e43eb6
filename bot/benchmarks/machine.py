"""What a figure of speed depends on besides the code."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine, and how busy it was when the measurement began."""

    cores: int
    """Cores that this process may use."""
    load: float
    """Processes that wanted a core, on average over the last minute; above `cores` is busy."""
    processor: str
    python: str
    encoder: str


def this_machine(encoder: str) -> Machine:
    """The machine now, with the fingerprint of the encoder in use."""
    return Machine(
        cores=_usable_cores(),
        load=round(os.getloadavg()[0], 2),
        processor=platform.machine(),
        python=platform.python_version(),
        encoder=encoder,
    )


def _usable_cores() -> int:
    # A container may hold the process to fewer cores than there are; not every system can tell.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
