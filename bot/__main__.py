"""The command `chunfeng`, also `python -m bot`."""

from __future__ import annotations

import errno
import logging
import os
import sys

import typer
from sqlalchemy.exc import OperationalError

from bot.commands import (
    audit,
    benchmark,
    chat,
    evaluate,
    keeping,
    knowledge,
    posts,
    run,
    staff,
)
from bot.settings import SettingInvalid, read_settings
from index.encoder import EncoderUnavailable
from index.encoder_parts import EncoderFileError
from knowledge.backup import BackupRefused
from knowledge.database import DatabaseNewer, DatabaseUnusable, SchemaBroken, is_passing_fault
from knowledge.glossary import GlossaryInvalid
from knowledge.installation_key import KeyUnreadable
from knowledge.policies.refresh import NothingToPublish, RefreshRefused

app = typer.Typer(
    name="chunfeng",
    help="Chunfeng 春风: answers that quote their clause, eligibility, and posts one can take.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(name="run")(run.run)
app.command(name="chat")(chat.chat)
app.command(name="ask")(chat.ask)
app.command(name="backup")(keeping.backup)
app.command(name="restore")(keeping.restore)
app.command(name="check")(keeping.check)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(posts.app, name="posts")
app.add_typer(staff.app, name="staff")
app.add_typer(audit.app, name="audit")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(benchmark.app, name="benchmark")


@app.callback()
def settle(context: typer.Context) -> None:
    """Reads the settings once, before any command."""
    # Whatever a command writes may be about people: files and exports are their owner's only.
    os.umask(0o077)
    try:
        settings = read_settings()
    except SettingInvalid as fault:
        typer.echo(f"A setting is not usable:\n{fault}", err=True)
        raise typer.Exit(2) from fault
    # Standard output belongs to the command's result; a program reads it line by line.
    logging.basicConfig(
        level=settings.log_level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    # Their INFO lines carry the bot's token in the address, and their DEBUG lines what was sent.
    for name in ("httpx", "httpcore", "httpx2", "httpcore2", "openai"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    context.obj = settings


_WHAT_STAFF_CAN_MEND = (
    BackupRefused,
    DatabaseNewer,
    DatabaseUnusable,
    EncoderFileError,
    EncoderUnavailable,
    GlossaryInvalid,
    KeyUnreadable,
    NothingToPublish,
    RefreshRefused,
    SchemaBroken,
)
"""Faults of what the start needs; their messages say what to do."""


def main() -> None:
    """Entry point of the installed command."""
    try:
        app()
    except _WHAT_STAFF_CAN_MEND as fault:
        typer.echo(str(fault), err=True)
        sys.exit(1)
    except (OperationalError, OSError) as fault:
        said = _out_of_room_or_locked(fault)
        if said is None:
            raise
        typer.echo(said, err=True)
        sys.exit(1)


def _out_of_room_or_locked(fault: OperationalError | OSError) -> str | None:
    """What an operator does about a full disk or a database that another process holds."""
    if isinstance(fault, OSError):
        where = f" ({fault.filename})" if fault.filename else ""
        is_full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
        return f"the disk is full{where}: nothing was changed; make room" if is_full else None
    if not is_passing_fault(fault):
        return None
    return f"the database took nothing ({fault.orig}): nothing was changed; try again later"


if __name__ == "__main__":
    main()
