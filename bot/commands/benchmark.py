"""`chunfeng benchmark`: how fast turns, starts, refreshes and searches for posts are here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from bot.benchmarks.machine import Machine, this_machine
from bot.benchmarks.posts import (
    ImportFigures,
    Plan,
    PostsFigures,
    measure_import,
    measure_posts,
    search_on_disk,
)
from bot.benchmarks.refresh import NothingToChange, RefreshFigures, measure_refresh
from bot.benchmarks.spread import Spread
from bot.benchmarks.start import StartFailed, StartFigures, chat_command, measure_start
from bot.benchmarks.turns import TurnsFigures, golden_messages, measure_turns
from bot.commands.benchmark_records import records
from bot.commands.console import fail, progress_bar, services, show_json
from bot.commands.measured import show_figures
from bot.trial import lend_encoder, prepare_trial, trial
from bot.wiring import Services
from knowledge.policies.refresh import NothingToPublish

app = typer.Typer(
    help="Measure speed; without a command: turns, start and refresh, small.",
    invoke_without_command=True,
)

app.command()(records)

Json = Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")]
Turns = Annotated[int, typer.Option(min=1, help="Messages, each taken alone and among others.")]
Threads = Annotated[int, typer.Option(min=1, help="Turns taken at the same time.")]
Chats = Annotated[int, typer.Option(min=1, help="Chats that the messages are spread over.")]
Runs = Annotated[int, typer.Option(min=1, help="Processes started one after the other.")]
Documents = Annotated[
    int | None, typer.Option(min=1, help="Documents to refresh, if not all of them.")
]

Count = Annotated[int, typer.Option(min=1, help="Posts to search among, made up.")]
Texts = Annotated[
    int | None, typer.Option(min=1, help="Different texts among them; a fifth of the posts.")
]
Queries = Annotated[int, typer.Option(min=1, help="Searches under filters narrow and wide.")]
Compared = Annotated[
    int, typer.Option(min=0, help="Of these, how many to match against every single post too.")
]
Rows = Annotated[int, typer.Option(min=0, help="Rows of a feed to import through the gate.")]

Figures = TurnsFigures | StartFigures | RefreshFigures | PostsFigures | ImportFigures

_DRAWN_FROM = 1.1
"""Texts for each row of the feed to import: drawn from these, two rows of three differ."""

_FEW_TURNS, _FEW_DOCUMENTS = 120, 10


@app.callback()
def everything(context: typer.Context, json: Json = False) -> None:
    """Measure the speed of turns, start and refresh; alone, all three in small sizes."""
    if context.invoked_subcommand is not None:
        return
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    figures: dict[str, Figures] = {
        "refresh": _refresh(parts, _FEW_DOCUMENTS),
        "turns": _turns(parts, _FEW_TURNS),
        "start": _start(parts),
    }
    _show(machine, figures, json=json)


@app.command()
def turns(
    context: typer.Context,
    turns: Turns = 400,
    threads: Threads = 4,
    chats: Chats = 50,
    json: Json = False,
) -> None:
    """Take questions and wishes of both languages, one by one and from many chats at once."""
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    _show(machine, {"turns": _turns(parts, turns, threads, chats)}, json=json)


@app.command()
def start(context: typer.Context, runs: Runs = 3, json: Json = False) -> None:
    """Start the machine interface on a prepared data folder and wait for its first answer."""
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    _show(machine, {"start": _start(parts, runs)}, json=json)


@app.command()
def refresh(context: typer.Context, documents: Documents = None, json: Json = False) -> None:
    """Build the knowledge base from nothing, then change one clause and refresh again."""
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    _show(machine, {"refresh": _refresh(parts, documents)}, json=json)


@app.command()
def posts(
    context: typer.Context,
    count: Count = 100_000,
    texts: Texts = None,
    queries: Queries = 500,
    compared: Compared = 40,
    import_rows: Rows = 0,
    json: Json = False,
) -> None:
    """Fill a folder with made-up posts; search, match, restart and change them; import a feed."""
    parts = services(context)
    machine = this_machine(parts.encoder.fingerprint)
    plan = Plan(count, texts or max(1, count // 5), queries, compared)
    figures: dict[str, Figures] = {"posts": _posts(parts, plan)}
    if import_rows:
        with trial(parts) as own:
            search_on_disk(own)
            drawn_from = round(import_rows * _DRAWN_FROM)
            figures["import"] = measure_import(own, import_rows, drawn_from, progress_bar)
    _show(machine, figures, json=json)


def _posts(parts: Services, plan: Plan) -> PostsFigures:
    with trial(parts) as own:
        search_on_disk(own)
        _prepare(parts, own)
        lend_encoder(parts, own)
        try:
            return measure_posts(own, plan, progress_bar, chat_command(own.settings))
        except StartFailed as fault:
            fail(str(fault))


def _turns(parts: Services, count: int, threads: int = 4, chats: int = 50) -> TurnsFigures:
    with trial(parts) as own:
        _prepare(parts, own)
        with progress_bar("Turns") as progress:
            return measure_turns(
                own.conversation,
                own.sessions,
                golden_messages(count),
                threads=threads,
                chats=chats,
                progress=progress,
            )


def _start(parts: Services, runs: int = 3) -> StartFigures:
    with trial(parts) as own:
        _prepare(parts, own)
        lend_encoder(parts, own)
        try:
            with progress_bar("Starts") as progress:
                return measure_start(chat_command(own.settings), runs=runs, progress=progress)
        except StartFailed as fault:
            fail(str(fault))


def _refresh(parts: Services, documents: int | None) -> RefreshFigures:
    with trial(parts) as own:
        try:
            with progress_bar("Refresh") as progress:
                return measure_refresh(
                    own.refresher,
                    own.settings.documents_dir,
                    own.settings.data_dir / "documents",
                    most=documents,
                    progress=progress,
                )
        except (NothingToPublish, NothingToChange, FileNotFoundError) as fault:
            fail(str(fault))


def _prepare(parts: Services, own: Services) -> None:
    try:
        with progress_bar("Preparing") as progress:
            prepare_trial(parts, own, progress)
    except (NothingToPublish, FileNotFoundError) as fault:
        fail(str(fault))


def _show(machine: Machine, figures: Mapping[str, Figures], *, json: bool) -> None:
    facts = dataclasses.asdict(machine)
    measured = {name: dataclasses.asdict(found) for name, found in figures.items()}
    if json:
        show_json({"machine": facts, **measured})
        return
    show_figures({f"machine {name}": value for name, value in facts.items()})
    for name, found in figures.items():
        show_figures({f"{name} {label}": value for label, value in _lines(found).items()})


def _lines(found: Figures) -> dict[str, Any]:
    """The figures as a person reads them: spreads as rows of one table."""
    values = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    if isinstance(found, PostsFigures):
        return _flat(dataclasses.asdict(found))
    if not isinstance(found, TurnsFigures):
        return values
    spreads: dict[str, Spread] = {"all": values.pop("all"), **values.pop("routes")}
    rows = [{"route": name, **dataclasses.asdict(spread)} for name, spread in spreads.items()]
    return {**values, "routes": rows}


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Figures within figures under names that tell both."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        label = f"{before}{name}"
        flat |= _flat(value, f"{label} ") if isinstance(value, Mapping) else {label: value}
    return flat
