"""The assistant as a process of its own over very many posts: its start and its memory."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.benchmarks.post_queries import PostQuery
from bot.benchmarks.start import StartFailed
from knowledge.answering.answer import Status

Progress = Callable[[int, int], None]

_PATIENCE_S = 900.0


@dataclass(frozen=True, slots=True)
class ServedFigures:
    """Seconds from start to the first posts shown; megabytes resident after all the turns."""

    restart_s: float
    turns: int
    matched: int
    resident_mb: int
    most_resident_mb: int


def measure_served(
    command: Sequence[str],
    queries: Sequence[PostQuery],
    *,
    today: date,
    progress: Progress | None = None,
) -> ServedFigures:
    """
    The machine interface started once and asked every wish, each in a chat of its own.

    :raises StartFailed: if the process ends before it has answered.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, encoding="utf-8"
        ) as process:
            alarm = threading.Timer(_PATIENCE_S, process.kill)
            alarm.start()
            try:
                figures = _served(process, queries, today, started=started, progress=progress)
            except (BrokenPipeError, ValueError) as fault:
                words.seek(0)
                raise StartFailed("", words.read()) from fault
            finally:
                alarm.cancel()
    return figures


def _served(
    process: subprocess.Popen[str],
    queries: Sequence[PostQuery],
    today: date,
    *,
    started: float,
    progress: Progress | None,
) -> ServedFigures:
    restart, matched = 0.0, 0
    for number, query in enumerate(queries, start=1):
        reply = _turn(process, f"benchmark-{number}", query, today)
        if not restart and reply["status"] == Status.MATCHED:
            restart = time.perf_counter() - started
        matched += reply["status"] == Status.MATCHED
        if progress is not None:
            progress(number, len(queries))
    return ServedFigures(
        round(restart, 2),
        len(queries),
        matched,
        _megabytes(process.pid, "VmRSS"),
        _megabytes(process.pid, "VmHWM"),
    )


def _turn(
    process: subprocess.Popen[str], chat: str, query: PostQuery, today: date
) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    line = {"chat_id": chat, "text": query.wish, "lang": query.lang, "today": today.isoformat()}
    process.stdin.write(json.dumps(line) + "\n")
    process.stdin.flush()
    reply: dict[str, Any] = json.loads(process.stdout.readline())
    return reply


def _megabytes(pid: int, name: str) -> int:
    """A figure of the kernel's about the process; 0 on systems without /proc."""
    path = Path(f"/proc/{pid}/status")
    if not path.exists():
        return 0
    found = re.search(rf"{name}:\s+([0-9]+) kB", path.read_text(encoding="utf-8"))
    return int(found[1]) // 1024 if found else 0
