"""Posts and their feeds: what is open, what each import did, a new file taken in."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.responses import Response

from bot.console.access import needs
from bot.console.feeds_in import FeedFile, taken_in
from bot.console.jobs import Ending, JobKind, Progress
from bot.console.visit import Visit
from knowledge.following.reporting import reports_waiting
from knowledge.posts.overview import feeds, latest_imports, open_by_kind
from knowledge.posts.store import POSTS_FEED
from knowledge.vocabulary import PostKind

router = APIRouter(prefix="/posts")

Reader = Annotated[Visit, needs("posts.read")]
Administrator = Annotated[Visit, needs("posts.change")]

FILE_KINDS = (".csv", ".json", ".jsonl", ".xlsx", ".xls", ".html", ".htm")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class _ImportForm:
    feed: str
    defaults: dict[str, str]
    is_preview: bool


def _import_form(
    feed: Annotated[str, Form(max_length=40, pattern=r"^[\w.-]*$")] = "",
    kind: Annotated[str, Form(max_length=40)] = "",
    district: Annotated[str, Form(max_length=40)] = "",
    posted_on: Annotated[str, Form(max_length=20)] = "",
    act: Annotated[str, Form(max_length=10)] = "import",
) -> _ImportForm:
    """What stands beside the file in the form of an import."""
    defaults = {"kind": kind, "district": district, "posted_on": posted_on}
    return _ImportForm(feed, defaults, act == "preview")


@router.get("")
def posts_page(visit: Reader) -> Response:
    """The posts in figures, the feeds and their imports."""
    return _page(visit)


@router.get("/import")
def import_page(visit: Reader) -> Response:
    """How far the import is, or what the last one did."""
    job = visit.console.parts.workshop.jobs.latest(JobKind.IMPORT)
    return visit.page("posts_import.html", job=job)


@router.post("/import")
def on_import(
    visit: Administrator,
    file: Annotated[UploadFile, File()],
    given: Annotated[_ImportForm, Depends(_import_form)],
) -> Response:
    """Begins to take the file in, or to show what would come in; faults stand in the report."""
    name = _UNSAFE.sub("_", Path(file.filename or "").name)[-_LONGEST_NAME:]
    if Path(name).suffix.lower() not in FILE_KINDS:
        return _page(visit, status=422, problem="posts_file_kind")
    # The upload's own file is gone when the request ends, before the import has read it.
    folder = Path(tempfile.mkdtemp(prefix="feed-"))
    path = folder / name
    with path.open("wb") as copy:
        shutil.copyfileobj(file.file, copy)
    workshop = visit.console.parts.workshop
    feed_file = FeedFile(
        path, given.feed or POSTS_FEED, visit.who, given.defaults, given.is_preview
    )
    sessions = visit.sessions

    def work(progress: Progress) -> Ending:
        try:
            return taken_in(workshop, sessions, feed_file, progress)
        finally:
            shutil.rmtree(folder)

    started = workshop.jobs.start(JobKind.IMPORT, work, who=visit.who, about=name)
    if started is None:
        shutil.rmtree(folder)
        return _page(visit, status=409, problem="posts_import_busy")
    return visit.go_on("/posts/import")


def _page(visit: Visit, *, status: int = 200, problem: str | None = None) -> Response:
    today = visit.console.parts.workshop.today()
    with visit.sessions() as session:
        kinds = open_by_kind(session, today)
        known = feeds(session)
        imports = latest_imports(session)
    return visit.page(
        "posts.html",
        status=status,
        problem=problem,
        kinds=kinds,
        total=sum(kinds.values()),
        feeds=known,
        imports=imports,
        reported=len(reports_waiting(visit.sessions)),
        file_kinds=FILE_KINDS,
        post_kinds=list(PostKind),
        districts=sorted(visit.console.parts.workshop.glossary().places.districts),
    )
