"""Feeds of events and courses, taken in by `chunfeng posts import`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import typer

from bot.commands.console import FAILED, fail, show, show_json
from bot.wiring import Services
from knowledge.events.store import import_offerings
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.screening import FeedEmpty


def import_events(parts: Services, file: Path, *, as_json: bool) -> None:
    """Takes the feed in and tells what came of it."""
    try:
        report = import_offerings(
            parts.sessions, file, today=parts.today(), glossary=parts.glossary
        )
    except (FeedUnreadable, FeedEmpty) as fault:
        fail(str(fault))
    if as_json:
        show_json(dataclasses.asdict(report))
        return
    show(
        f"{report.rows} events and courses: {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.closed} closed, {len(report.held)} held"
    )
    for held in report.held:
        reasons = " ".join(reason.en for reason in held.reasons)
        show(f"  line {held.line}, {held.offering_id or 'no id'}: {reasons}")
    if report.held and len(report.held) == report.rows:
        raise typer.Exit(FAILED)
