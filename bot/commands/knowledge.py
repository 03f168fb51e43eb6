"""`chunfeng knowledge`: what the assistant knows, and how it is brought up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import FAILED, fail, progress_bar, services, show, show_json
from index.manifest import SnapshotError
from index.snapshot_folder import SnapshotBusy
from knowledge.policies.ageing import Concern, DocumentToReview, documents_to_review
from knowledge.policies.refresh import NothingToPublish, RefreshRefused, RefreshReport

app = typer.Typer(help="Show the knowledge base in use, or refresh it.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="The report as one JSON object.")]


@app.command()
def refresh(
    context: typer.Context,
    documents: Annotated[
        Path | None, typer.Option(help="Folder of documents, if not the one of the settings.")
    ] = None,
    json: Json = False,
) -> None:
    """Read the documents, embed what changed and publish it, whole or not at all."""
    parts = services(context)
    folder = documents or parts.settings.documents_dir
    try:
        with progress_bar("Embedding") as progress:
            report = parts.refresher.refresh(folder, progress)
    except NothingToPublish as fault:
        lines = [f"  {skip.file}:{skip.line}: {skip.reason}" for skip in fault.skipped]
        fail("\n".join([str(fault), *lines]))
    except (FileNotFoundError, RefreshRefused, SnapshotBusy) as fault:
        fail(str(fault))
    except OSError as fault:
        fail(f"Nothing was published, the earlier release stays in use: {fault}")
    if json:
        show_json(dataclasses.asdict(report))
    else:
        show(_as_text(report))
    if report.skipped:
        raise typer.Exit(FAILED)


@app.command()
def status(context: typer.Context, json: Json = False) -> None:
    """Show the release in use, and the documents that somebody should look at again."""
    parts = services(context)
    try:
        release = parts.release_shelf.current()
    except SnapshotError as fault:
        fail(str(fault))
    facts = {
        "release": release.release_id,
        "documents": len({document_id for document_id, _ in release.documents}),
        "clauses": len({clause_id for clause_id, _ in release.clauses}),
        "encoder": parts.clause_encoder.fingerprint,
    }
    entries = documents_to_review(release, parts.today())
    if json:
        show_json(
            {
                **facts,
                "to_review": {concern.value: _listed(concern, entries) for concern in Concern},
            }
        )
        return
    lines = [f"{name}: {value}" for name, value in facts.items()]
    for concern in Concern:
        listed = _listed(concern, entries)
        lines.append(f"{_HEADINGS[concern]}: {len(listed)}")
        lines += [f"  {_as_line(entry)}" for entry in listed]
    show("\n".join(lines))


_HEADINGS = {
    Concern.OVERDUE: "overdue for review",
    Concern.CLOSED: "ended",
    Concern.SUPERSEDED: "superseded",
    Concern.UNOFFICIAL: "without an official source",
}


def _listed(concern: Concern, entries: Iterable[DocumentToReview]) -> list[dict[str, str | None]]:
    """The documents of one concern, the one to be checked first on top."""
    documents = [entry.document for entry in entries if concern in entry.concerns]
    return [
        {
            "document_id": document.document_id,
            "title": document.title,
            "checked_on": document.checked_on.isoformat(),
            "review_by": document.review_by.isoformat() if document.review_by else None,
            "effective_to": str(document.effective_to) if document.effective_to else None,
            "source_kind": document.source_kind,
        }
        for document in sorted(documents, key=lambda d: (d.review_by or date.max, d.document_id))
    ]


def _as_line(entry: Mapping[str, str | None]) -> str:
    about = [f"review by {entry['review_by']}", f"source {entry['source_kind']}"]
    if entry["effective_to"]:
        about.append(f"until {entry['effective_to']}")
    return f"{entry['document_id']} ({', '.join(about)})"


def _as_text(report: RefreshReport) -> str:
    lines = [
        f"Release {report.release_id}: {report.documents} documents, {report.clauses} clauses",
        f"clauses added {len(report.added)}, changed {len(report.changed)}, "
        f"removed {len(report.removed)}; texts embedded {report.embedded}; "
        f"{report.seconds:.1f} s",
    ]
    if not report.changed_anything:
        lines.append("Nothing has changed.")
    lines += [f"note: {warning}" for warning in report.warnings]
    if report.skipped:
        lines.append("Skipped:")
        lines += [f"  {skip.file}:{skip.line}: {skip.reason}" for skip in report.skipped]
    if report.kept:
        lines.append("Kept as they were published before: " + ", ".join(report.kept))
    return "\n".join(lines)
