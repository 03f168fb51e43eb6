"""What the commands share: services, results as text or JSON, progress bars, exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.settings import Settings
from bot.wiring import Services

FAILED = 1
USAGE = 2

Report = Callable[[int, int], None]


def services(context: typer.Context) -> Services:
    """The services of the settings that the command was started with."""
    settings = context.obj
    assert isinstance(settings, Settings)
    return Services(settings)


def show(text: str) -> None:
    """A result for people, on standard output."""
    typer.echo(text)


def show_json(value: Any) -> None:  # noqa: ANN401 - whatever json can write
    """A result for programs, on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Ends the command with a word on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


@contextmanager
def progress_bar(label: str) -> Iterator[Report]:
    """A bar on standard error while the work goes on; nothing where that is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
