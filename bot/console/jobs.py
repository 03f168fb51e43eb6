"""Work that takes longer than a page may: one at a time of each kind, watched from its page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from knowledge.database import now

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class JobKind(StrEnum):
    """What is done beside the pages."""

    REFRESH = "refresh"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended: a text of the wording with its values, and lines below it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    has_failed: bool = False


@dataclass(slots=True)
class Job:
    """One piece of work, as far as it is."""

    kind: JobKind
    who: str
    about: str
    started_at: datetime
    done: int = 0
    total: int = 0
    ending: Ending | None = None

    def is_at(self, done: int, total: int) -> None:
        """Notes how far the work is."""
        self.done, self.total = done, max(total, done)


class Jobs:
    """Starts jobs in threads of their own and remembers the last of each kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[JobKind, Job] = {}

    def latest(self, kind: JobKind) -> Job | None:
        """The job that runs or ran last, since this process began."""
        return self._latest.get(kind)

    def start(
        self, kind: JobKind, work: Callable[[Progress], Ending], *, who: str, about: str
    ) -> threading.Thread | None:
        """
        Begins the work; None if a job of this kind is still running.

        :param about: what is worked on, as its page shows it.
        """
        with self._lock:
            before = self._latest.get(kind)
            if before is not None and before.ending is None:
                return None
            job = self._latest[kind] = Job(kind, who, about, now())
        # What is published or imported is so whole or not at all, so a stop need not wait for it.
        thread = threading.Thread(target=_run, args=(job, work), daemon=True, name=f"job {kind}")
        thread.start()
        return thread


def _run(job: Job, work: Callable[[Progress], Ending]) -> None:
    try:
        job.ending = work(job.is_at)
    except Exception:
        # The border of the thread: without it the page would show a job that never ends.
        logger.exception("job %s failed", job.kind)
        job.ending = Ending("job_broke", has_failed=True)
