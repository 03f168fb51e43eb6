"""From the start of the process to its first answer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bot.settings import Settings
from knowledge.answering.answer import Status

Progress = Callable[[int, int], None]

_QUESTION = {"chat_id": "benchmark", "text": "公益性岗位补贴多少钱一个月？"}
_PATIENCE_S = 180.0


class StartFailed(Exception):
    """The process ended or stayed silent without a usable answer; its last words are told."""

    def __init__(self, answer: str, last_words: str) -> None:
        super().__init__(f"expected an answer, got {answer[:200]!r}; {last_words[-800:].strip()}")


@dataclass(frozen=True, slots=True)
class StartFigures:
    """Seconds from start to first answer."""

    runs: int
    median_s: float
    each_s: tuple[float, ...]


def chat_command(settings: Settings) -> list[str]:
    """The machine interface as a process of its own, on the data folder of these settings."""
    # Only bot.settings reads the environment, so that env hands the child a changed copy of it.
    return [
        "env",
        f"CHUNFENG_DATA_DIR={settings.data_dir}",
        f"CHUNFENG_DATABASE_URL={settings.database}",
        *(sys.executable, "-m", "bot", "chat", "--jsonl"),
    ]


def measure_start(
    command: Sequence[str], *, runs: int = 3, progress: Progress | None = None
) -> StartFigures:
    """
    The command started `runs` times, each asked one question as soon as it can be written.

    :raises StartFailed: if a process ends, or says nothing for minutes, or answers with an error.
    """
    each = []
    for done in range(1, runs + 1):
        each.append(round(_seconds_to_answer(command), 3))
        if progress is not None:
            progress(done, runs)
    return StartFigures(runs, median(each), tuple(each))


def _seconds_to_answer(command: Sequence[str]) -> float:
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
        started = time.perf_counter()
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, encoding="utf-8"
        ) as process:
            answer = _first_line(process)
            took = time.perf_counter() - started
        if not _is_answer(answer):
            words.seek(0)
            raise StartFailed(answer, words.read())
    return took


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    # A process that hangs ends the wait by its end.
    alarm = threading.Timer(_PATIENCE_S, process.kill)
    alarm.start()
    try:
        process.stdin.write(json.dumps(_QUESTION) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        return ""
    finally:
        line = process.stdout.readline()
        alarm.cancel()
    return line


def _is_answer(line: str) -> bool:
    try:
        reply = json.loads(line)
    except ValueError:
        return False
    return isinstance(reply, dict) and reply.get("status") not in (None, Status.ERROR)
