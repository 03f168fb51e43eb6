"""`chunfeng posts`: feeds of vacancies, and the rows that were held back."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import FAILED, fail, progress_bar, services, show, show_json
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import import_feed, latest_import, open_posts, quarantined

app = typer.Typer(help="Posts: import a feed, see what is open or held.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="The report as one JSON object.")]


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines.")],
    json: Json = False,
) -> None:
    """Take in a feed: add, update, close what is gone; hold back what cannot be shown."""
    parts = services(context)
    try:
        with progress_bar("Reading") as progress:
            report = import_feed(
                parts.sessions,
                file,
                today=parts.today(),
                glossary=parts.glossary,
                on_row=lambda row: progress(row, row),
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
    )
    for held in report.held:
        show(f"  line {held.line}, {held.post_id or 'no id'}: {'; '.join(held.reasons)}")
    if report.held and len(report.held) == report.rows:
        raise typer.Exit(FAILED)


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


@app.command()
def quarantine(context: typer.Context, json: Json = False) -> None:
    """List the rows that the last import held back, each with its reasons."""
    parts = services(context)
    with parts.sessions() as session:
        rows = [row.model_dump(mode="json") for row in quarantined(session)]
    if json:
        show_json(rows)
        return
    for row in rows:
        show(f"line {row['line']}, {row['post_id'] or 'no id'}: {row['reasons']}")
    show(f"{len(rows)} rows held")
