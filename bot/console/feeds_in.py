"""A feed's file taken in and indexed, with what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.console.jobs import Ending, Progress
from bot.console.workshop import Workshop
from index.snapshot_folder import SnapshotBusy
from knowledge.database import SessionFactory
from knowledge.events.feed import is_offering_feed
from knowledge.events.store import import_offerings
from knowledge.posts.defaults import BadDefault, FeedDefaults
from knowledge.posts.feed import FeedUnreadable, lines_of
from knowledge.posts.importing import FeedImport
from knowledge.posts.post import Post
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import ImportPreview, ImportReport, run_import, run_preview
from knowledge.posts.wording import wage_words
from knowledge.records.audit import Detail, append

_LINES_SHOWN = 100
_LINES_NAMED = 10
_MOST_LINES = 140


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A file on its way in."""

    path: Path
    feed: str
    who: str
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What every row has that says nothing else, as it was typed into the form."""
    is_preview: bool = False


def taken_in(
    workshop: Workshop, sessions: SessionFactory, given: FeedFile, progress: Progress
) -> Ending:
    """Imports the file, of posts or of events and courses, and makes its posts findable."""
    try:
        ending = _imported(workshop, sessions, given, progress)
    except (FeedUnreadable, FeedEmpty, BadDefault) as fault:
        told = str(fault).replace(str(given.path), given.path.name)
        return Ending("posts_unreadable", lines=(told,), has_failed=True)
    if given.is_preview:
        return ending
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
    if not given.is_preview and is_offering_feed(given.path):
        offered = import_offerings(
            sessions, given.path, today=workshop.today(), glossary=workshop.glossary()
        )
        lines = [
            f"{one.line}, {one.offering_id or '–'}: {' '.join(why.zh for why in one.reasons)}"
            f" {' '.join(why.en for why in one.reasons)}"
            for one in offered.held
        ]
        counts = (offered.rows, offered.added, offered.updated, offered.unchanged, offered.closed)
        return _ending("posts_events_imported", counts, lines, 0, held=len(lines))
    rows = lines_of(given.path)
    glossary = workshop.glossary()
    importing = FeedImport.of(
        sessions,
        given.feed,
        today=workshop.today(),
        glossary=glossary,
        defaults=FeedDefaults.of(given.defaults, glossary.places),
    )
    run = run_preview if given.is_preview else run_import
    done = run(importing, given.path, lambda row: progress(row, max(row, rows)))
    if isinstance(done, ImportPreview):
        lines = [*_held_lines(done.report), *map(_post_line, done.posts)]
        return _of_report("posts_previewed", done.report, lines)
    return _of_report("posts_imported", done, _held_lines(done))


def _held_lines(report: ImportReport) -> list[str]:
    left_out = [
        f"{', '.join(map(str, one.lines[:_LINES_NAMED]))}: {one.why.zh} {one.why.en}"
        for one in report.left_out
    ]
    held = [f"{one.line}, {one.post_id or '–'}: {' '.join(one.reasons)}" for one in report.held]
    return [*left_out, *held[:_LINES_SHOWN]]


def _post_line(post: Post) -> str:
    pay = wage_words(post).zh
    return f"✓ {post.post_id} · {post.title} · {post.employer} · {post.district} · {pay}"


def _of_report(key: str, report: ImportReport, lines: list[str]) -> Ending:
    counts = (report.rows, report.added, report.updated, report.unchanged, report.closed)
    return _ending(key, counts, lines, report.rejected, held=len(report.held))


def _ending(
    key: str,
    counts: tuple[int, int, int, int, int],
    lines: list[str],
    rejected: int,
    *,
    held: int,
) -> Ending:
    names = ("rows", "added", "updated", "unchanged", "closed")
    values = {**dict(zip(names, counts, strict=True)), "held": held, "rejected": rejected}
    return Ending(
        key, values, tuple(lines[:_MOST_LINES]), has_failed=held > 0 and held == counts[0]
    )


def _indexed(workshop: Workshop, ending: Ending, progress: Progress) -> Ending:
    try:
        workshop.index_posts(progress)
    except SnapshotBusy:
        return replace(ending, key="posts_imported_not_indexed", has_failed=True)
    return ending
