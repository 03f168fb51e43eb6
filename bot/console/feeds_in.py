"""A feed's file taken in and indexed, with what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from bot.console.jobs import Ending, Progress
from bot.console.workshop import Workshop
from index.snapshot_folder import SnapshotBusy
from knowledge.database import SessionFactory
from knowledge.events.feed import is_offering_feed
from knowledge.events.store import import_offerings
from knowledge.posts.feed import FeedUnreadable, lines_of
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import import_feed
from knowledge.records.audit import Detail, append

_LINES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A file on its way in."""

    path: Path
    feed: str
    who: str


def taken_in(
    workshop: Workshop, sessions: SessionFactory, given: FeedFile, progress: Progress
) -> Ending:
    """Imports the file, of posts or of events and courses, and makes its posts findable."""
    try:
        ending = _imported(workshop, sessions, given, progress)
    except (FeedUnreadable, FeedEmpty) as fault:
        told = str(fault).replace(str(given.path), given.path.name)
        return Ending("posts_unreadable", lines=(told,), has_failed=True)
    with sessions() as session:
        detail: Detail = {
            "file": given.path.name,
            "feed": given.feed,
            "held": int(str(ending.values["held"])),
        }
        append(session, given.who, "feed.imported", f"feed:{given.feed}", detail)
        session.commit()
    if ending.key == "posts_events_imported":
        return ending
    return _indexed(workshop, ending, progress)


def _imported(
    workshop: Workshop, sessions: SessionFactory, given: FeedFile, progress: Progress
) -> Ending:
    if is_offering_feed(given.path):
        offered = import_offerings(
            sessions, given.path, today=workshop.today(), glossary=workshop.glossary()
        )
        lines = [
            f"{one.line}, {one.offering_id or '–'}: {' '.join(why.zh for why in one.reasons)}"
            f" {' '.join(why.en for why in one.reasons)}"
            for one in offered.held
        ]
        counts = (offered.rows, offered.added, offered.updated, offered.unchanged, offered.closed)
        return _ending("posts_events_imported", counts, lines, 0)
    rows = lines_of(given.path)
    report = import_feed(
        sessions,
        given.path,
        today=workshop.today(),
        feed=given.feed,
        glossary=workshop.glossary(),
        on_row=lambda row: progress(row, max(row, rows)),
    )
    lines = [f"{one.line}, {one.post_id or '–'}: {' '.join(one.reasons)}" for one in report.held]
    counts = (report.rows, report.added, report.updated, report.unchanged, report.closed)
    return _ending("posts_imported", counts, lines, report.rejected)


def _ending(
    key: str, counts: tuple[int, int, int, int, int], lines: list[str], rejected: int
) -> Ending:
    names = ("rows", "added", "updated", "unchanged", "closed")
    values = {**dict(zip(names, counts, strict=True)), "held": len(lines), "rejected": rejected}
    all_held = bool(lines) and len(lines) == counts[0]
    return Ending(key, values, tuple(lines[:_LINES_SHOWN]), has_failed=all_held)


def _indexed(workshop: Workshop, ending: Ending, progress: Progress) -> Ending:
    try:
        workshop.index_posts(progress)
    except SnapshotBusy:
        return replace(ending, key="posts_imported_not_indexed", has_failed=True)
    return ending
