"""`chunfeng audit`: the log of changes and of looks at personal data."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from bot.commands.console import FAILED, services, show, show_json
from knowledge.records.audit import Fault
from knowledge.records.audit import verify as walk

app = typer.Typer(help="Check that the audit log is whole.", no_args_is_help=True)

_WHAT = {
    Fault.MISSING: "is missing",
    Fault.NOT_CHAINED: "is not chained to the one before it",
    Fault.ALTERED: "was altered",
    Fault.CUT_OFF: "and what came after it is gone",
}


@app.callback()
def group() -> None:
    """The audit log."""


@app.command()
def verify(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="The verdict as one JSON object.")] = False,
) -> None:
    """Walk the whole chain; exit code 1 and the first broken entry if it does not hold."""
    with services(context).sessions() as session:
        verdict = walk(session)
    if json:
        show_json(dataclasses.asdict(verdict))
    elif verdict.fault is None:
        show(f"{verdict.entries} entries, the chain is whole.")
    else:
        broken = f"Entry {verdict.sequence} {_WHAT[verdict.fault]}"
        show(f"{broken}; the {verdict.entries} before it hold.")
    if verdict.fault is not None:
        raise typer.Exit(FAILED)
