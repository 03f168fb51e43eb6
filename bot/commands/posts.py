"""`chunfeng posts`: feeds of vacancies, and the rows that were held back."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import quarantine
from bot.commands.console import FAILED, fail, progress_bar, services, show, show_json
from bot.commands.offerings import import_events
from knowledge.events.feed import is_offering_feed
from knowledge.posts.feed import FeedUnreadable, lines_of
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import (
    POSTS_FEED,
    Held,
    ImportReport,
    import_feed,
    latest_import,
    open_posts,
)

app = typer.Typer(
    help="Import posts, events and courses; show what is open or held back.", no_args_is_help=True
)
app.add_typer(quarantine.app, name="quarantine")

_MOST_SHOWN = 50

Json = Annotated[bool, typer.Option("--json", help="The report as one JSON object.")]


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="CSV, JSON lines or XLSX; events and courses: CSV or JSON lines.")
    ],
    feed: Annotated[
        str, typer.Option(help="Whose feed it is; posts of other feeds are left alone.")
    ] = POSTS_FEED,
    json: Json = False,
) -> None:
    """Take in a feed: add, update, close what is gone; hold back what cannot be shown."""
    parts = services(context)
    if is_offering_feed(file):
        import_events(parts, file, as_json=json)
        return
    try:
        with progress_bar("Reading") as progress:
            rows = lines_of(file) if file.is_file() else 0
            report = import_feed(
                parts.sessions,
                file,
                today=parts.today(),
                feed=feed,
                glossary=parts.glossary,
                on_row=lambda row: progress(row, max(row, rows)),
            )
    except (FeedUnreadable, FeedEmpty) as fault:
        fail(str(fault))
    with progress_bar("Indexing") as progress:
        parts.post_shelf.rebuild(parts.today(), progress)
    if json:
        show_json(dataclasses.asdict(report))
        return
    show(
        f"{report.rows} rows: {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.closed} posts closed, {len(report.held)} held"
        + (f", {report.rejected} rejected before" if report.rejected else "")
    )
    _show_held(report)
    if report.held and len(report.held) == report.rows:
        raise typer.Exit(FAILED)


def _show_held(report: ImportReport) -> None:
    for held in report.held[:_MOST_SHOWN]:
        show(_as_line(held))
    more = len(report.held) - _MOST_SHOWN
    if more > 0:
        show(f"  ... and {more} more: chunfeng posts quarantine")


def _as_line(held: Held) -> str:
    return f"  line {held.line}, {held.post_id or 'no id'}: {'; '.join(held.reasons)}"


@app.command()
def status(context: typer.Context, json: Json = False) -> None:
    """Show how many posts are open, by kind, and the last import."""
    parts = services(context)
    with parts.sessions() as session:
        posts = open_posts(session, parts.today())
        newest = latest_import(session)
    kinds = {kind: sum(post.kind == kind for post in posts) for kind in {p.kind for p in posts}}
    facts = {
        "open": len(posts),
        **{str(kind): kinds[kind] for kind in sorted(kinds)},
        "last_import": None if newest is None else newest.model_dump(mode="json"),
    }
    if json:
        show_json(facts)
    else:
        show("\n".join(f"{name}: {value}" for name, value in facts.items()))
