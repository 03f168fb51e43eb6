"""One round of bringing the figures up to date."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.database import SessionFactory
from knowledge.figures.folding import fold_turns
from knowledge.figures.recounting import recount

_PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class Counting:
    """What counting needs to know of the bureau."""

    zone: ZoneInfo
    district_of: Callable[[str], str | None]
    """The official Chinese name of the first district that a text names, or None."""


def keep_figures(
    sessions: SessionFactory,
    counting: Counting,
    moment: datetime,
    *,
    is_to_stop: Callable[[], bool] = lambda: False,
) -> int:
    """
    Counts every turn that has not been counted, and what may have changed since.

    Between two batches others come to the processor: the first round of an old database is long.

    :return: how many turns were counted.
    """
    counted = 0
    while not is_to_stop():
        batch = fold_turns(
            sessions, zone=counting.zone, moment=moment, district_of=counting.district_of
        )
        if not batch:
            break
        counted += batch
        time.sleep(_PAUSE_S)
    recount(sessions, today=moment.astimezone(counting.zone).date())
    return counted
