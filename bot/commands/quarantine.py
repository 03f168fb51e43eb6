"""`chunfeng posts quarantine`: what staff do with rows of a feed that were held back."""

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.console import FAILED, USAGE, fail, progress_bar, services, show, show_json
from knowledge.posts.decisions import RowState
from knowledge.posts.hold import HoldReason
from knowledge.posts.quarantine import Decided, Quarantine, Wanted
from knowledge.posts.quarantine_export import export_rows
from knowledge.posts.quarantine_faults import (
    AlreadyDecided,
    NoPostYet,
    NoReasonGiven,
    NoSuchRow,
    UnknownColumn,
)
from knowledge.posts.tables import QuarantinedRow

app = typer.Typer(
    help="List and decide on rows of a feed that were held back.", invoke_without_command=True
)

Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]
RowId = Annotated[int, typer.Argument(metavar="ID", help="The number that the list shows.")]
Reason = Annotated[HoldReason | None, typer.Option(metavar="REASON", help="Only rows held for it.")]
Feed = Annotated[str, typer.Option(help="Only rows of this feed.")]
State = Annotated[RowState, typer.Option(help="Rows nobody decided on, or rows decided on.")]
Because = Annotated[str, typer.Option(help="Why; it is kept with the decision.")]
By = Annotated[
    str, typer.Option(help="Who decides; the name you are logged in under if not given.")
]


@app.callback()
def quarantine(
    context: typer.Context, reason: Reason = None, feed: Feed = "", json: Json = False
) -> None:
    """List the rows held back (as `list`), or correct, release or reject one."""
    if context.invoked_subcommand is None:
        _list(context, Wanted(reason=reason, feed=feed), json=json)


@app.command(name="list")
def list_(
    context: typer.Context,
    reason: Reason = None,
    feed: Feed = "",
    state: State = RowState.HELD,
    json: Json = False,
) -> None:
    """List rows, each with its reasons."""
    _list(context, Wanted(state=state, reason=reason, feed=feed), json=json)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A CSV that Excel opens; written over.")],
    reason: Reason = None,
    feed: Feed = "",
) -> None:
    """Write the rows held back to a table with a column for the reasons."""
    rows = _quarantine(context).rows(Wanted(reason=reason, feed=feed))
    try:
        export_rows(rows, file)
    except OSError as fault:
        fail(f"{file} cannot be written: {fault.strerror}")
    show(f"{len(rows)} rows written to {file}")


@app.command(name="show")
def show_(context: typer.Context, row_id: RowId, json: Json = False) -> None:
    """Show one row whole, with its reasons in both languages and what was decided."""
    row = _found(lambda: _quarantine(context).row(row_id))
    if json:
        show_json(row.model_dump(mode="json"))
        return
    show("\n".join([_headline(row), *_decision(row)]))
    for told in row.reasons:
        show(f"  {told['reason']}: {told['zh']} {told['en']}")
    for name, cell in row.cells.items():
        corrected = f" -> {row.corrected[name]}" if name in row.corrected else ""
        show(f"  {name}: {cell}{corrected}" if cell or corrected else f"  {name}:")


@app.command()
def correct(
    context: typer.Context,
    row_id: RowId,
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE...")],
    by: By = "",
    json: Json = False,
) -> None:
    """Write cells anew; the row runs through the gate again and is released if it passes."""
    pairs = dict(_pair(cell) for cell in cells)
    quarantine_ = _quarantine(context)
    _show_decided(_found(lambda: quarantine_.correct(row_id, pairs, by=by or _name())), json=json)


@app.command()
def release(
    context: typer.Context, row_id: RowId, because: Because, by: By = "", json: Json = False
) -> None:
    """Show the post although the gate holds it."""
    quarantine_ = _quarantine(context)
    decided = _found(lambda: quarantine_.release(row_id, because=because, by=by or _name()))
    _show_decided(decided, json=json)


@app.command()
def reject(
    context: typer.Context, row_id: RowId, because: Because, by: By = "", json: Json = False
) -> None:
    """Refuse the row: it is not listed again until it changes."""
    quarantine_ = _quarantine(context)
    decided = _found(lambda: quarantine_.reject(row_id, because=because, by=by or _name()))
    _show_decided(decided, json=json)


def _quarantine(context: typer.Context) -> Quarantine:
    parts = services(context)

    def index() -> None:
        with progress_bar("Indexing") as progress:
            parts.post_shelf.rebuild(parts.today(), progress)

    return Quarantine(parts.sessions, lambda: parts.glossary, parts.today(), index)


def _found(act: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the act gives
    try:
        return act()
    except UnknownColumn as fault:
        fail(str(fault), USAGE)
    except (NoSuchRow, AlreadyDecided, NoReasonGiven, NoPostYet) as fault:
        fail(str(fault))


def _list(context: typer.Context, wanted: Wanted, *, json: bool) -> None:
    rows = _quarantine(context).rows(wanted)
    if json:
        show_json([row.model_dump(mode="json") for row in rows])
        return
    for row in rows:
        show("\n".join([_headline(row), *_decision(row)]))
        for told in row.reasons:
            show(f"    {told['reason']}: {told['zh']} {told['en']}")
    show(f"{len(rows)} rows {wanted.state or ''}".rstrip())


def _headline(row: QuarantinedRow) -> str:
    title, employer = row.cells.get("title", ""), row.cells.get("employer", "")
    return f"{row.id}  {row.feed} line {row.line}, {row.post_id or 'no id'}: {title} · {employer}"


def _decision(row: QuarantinedRow) -> list[str]:
    if not row.decided_by:
        return []
    said = f" ({row.because})" if row.because else ""
    verb = row.state if row.state != RowState.HELD else "corrected, still held,"
    return [f"    {verb} by {row.decided_by} on {row.decided_at:%Y-%m-%d}{said}"]


def _show_decided(decided: Decided, *, json: bool) -> None:
    if json:
        show_json(dataclasses.asdict(decided))
    else:
        show(f"row {decided.row_id}, post {decided.post_id or 'no id'}: {decided.state}")
        for reason in decided.reasons:
            show(f"  {reason}")
    if decided.state is RowState.HELD:
        raise typer.Exit(FAILED)


def _pair(cell: str) -> tuple[str, str]:
    name, equals, value = cell.partition("=")
    if not equals:
        fail(f"{cell!r} is no COLUMN=VALUE", USAGE)
    return name.strip(), value


def _name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return "unknown"
