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
from knowledge.places import Places
from knowledge.posts.defaults import BadDefault, FeedDefaults
from knowledge.posts.feed import FeedUnreadable, lines_of
from knowledge.posts.importing import FeedImport
from knowledge.posts.post import Post
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import (
    POSTS_FEED,
    Held,
    ImportPreview,
    ImportReport,
    latest_import,
    open_posts,
    run_import,
    run_preview,
)
from knowledge.posts.wording import wage_words

app = typer.Typer(
    help="Import posts, events and courses; show what is open or held back.", no_args_is_help=True
)
app.add_typer(quarantine.app, name="quarantine")

_MOST_SHOWN = 50
_LINES_NAMED = 10

Json = Annotated[bool, typer.Option("--json", help="The report as one JSON object.")]


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV, JSON, XLSX, XLS or a saved web page; events and courses: CSV or JSON lines."
        ),
    ],
    feed: Annotated[
        str, typer.Option(help="Whose feed it is; posts of other feeds are left alone.")
    ] = POSTS_FEED,
    default: Annotated[
        list[str] | None,
        typer.Option(
            help="What every row has that says nothing else: kind=enterprise, district=南岸区, "
            "posted_on=2026-11-20. May be given several times."
        ),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would come in and be held; write nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Take in a feed: add, update, close what is gone; hold back what cannot be shown."""
    parts = services(context)
    if is_offering_feed(file):
        if default or preview:
            raise typer.BadParameter(
                "--default and --preview are for posts, this is no feed of posts"
            )
        import_events(parts, file, as_json=json)
        return
    importing = FeedImport.of(
        parts.sessions,
        feed,
        today=parts.today(),
        glossary=parts.glossary,
        defaults=_defaults(default or [], parts.glossary.places),
    )
    try:
        with progress_bar("Reading") as progress:
            rows = lines_of(file) if file.is_file() else 0
            run = run_preview if preview else run_import
            done = run(importing, file, lambda row: progress(row, max(row, rows)))
    except (FeedUnreadable, FeedEmpty) as fault:
        fail(str(fault))
    if isinstance(done, ImportPreview):
        _show_preview(done, as_json=json)
        return
    with progress_bar("Indexing") as progress:
        parts.post_shelf.rebuild(parts.today(), progress)
    if json:
        show_json(dataclasses.asdict(done))
        return
    _show_report(done)
    if done.held and len(done.held) == done.rows:
        raise typer.Exit(FAILED)


def _defaults(given: list[str], places: Places) -> FeedDefaults:
    try:
        pairs = dict(pair.split("=", 1) for pair in given)
    except ValueError:
        raise typer.BadParameter("--default is written column=value") from None
    try:
        return FeedDefaults.of(pairs, places)
    except BadDefault as fault:
        raise typer.BadParameter(str(fault)) from fault


def _show_report(report: ImportReport) -> None:
    show(
        f"{report.rows} rows: {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.closed} posts closed, {len(report.held)} held"
        + (f", {report.rejected} rejected before" if report.rejected else "")
    )
    for left_out in report.left_out:
        first = ", ".join(map(str, left_out.lines[:_LINES_NAMED]))
        more = ", ..." if len(left_out.lines) > _LINES_NAMED else ""
        count, why = len(left_out.lines), left_out.why
        show(f"  left out, {count} (line {first}{more}): {why.en} ({why.zh})")
    if report.other_columns:
        show(f"  columns kept and not used: {', '.join(report.other_columns)}")
    _show_held(report)


def _show_preview(preview: ImportPreview, *, as_json: bool) -> None:
    if as_json:
        show_json(dataclasses.asdict(preview))
        return
    show("Preview: nothing was written. An import would do this:")
    _show_report(preview.report)
    for post in preview.posts:
        show(f"  {_post_line(post)}")
    more = preview.report.added + preview.report.updated + preview.report.unchanged
    if more > len(preview.posts):
        show(f"  ... and {more - len(preview.posts)} more")


def _post_line(post: Post) -> str:
    return " · ".join((post.post_id, post.title, post.employer, post.district, wage_words(post).zh))


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
