"""New documents: handed in, checked, kept; then published by a refresh that is watched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from bot.console.access import needs
from bot.console.jobs import Ending, JobKind, Progress
from bot.console.pages import BASE
from bot.console.visit import Visit
from bot.console.workshop import Workshop
from index.snapshot_folder import SnapshotBusy
from knowledge.database import SessionFactory
from knowledge.policies.checking import SkippedDocument
from knowledge.policies.refresh import NothingToPublish, RefreshRefused, RefreshReport
from knowledge.policies.uploading import (
    LARGEST_FILE,
    MOST_FILES,
    DocumentsExist,
    HandedIn,
    faults_of,
    keep_files,
)
from knowledge.records.audit import Detail, append

router = APIRouter(prefix="/knowledge")

LARGEST_BODIES = {
    f"{BASE}/posts/import": 200_000_000,
    f"{BASE}/knowledge/upload": MOST_FILES * LARGEST_FILE + 1_000_000,
}
"""Bytes that the forms with files may bring: feeds have many posts."""

Reader = Annotated[Visit, needs("knowledge.read")]
Administrator = Annotated[Visit, needs("knowledge.change")]


@router.get("/upload")
def upload_page(visit: Administrator) -> Response:
    """The form."""
    return _form(visit)


@router.post("/upload")
def on_upload(
    visit: Administrator,
    files: Annotated[list[UploadFile], File(max_length=MOST_FILES)],
    replace: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """Keeps the files if every one of them would be published; else says line and reason."""
    handed_in = [HandedIn(file.filename or "", file.file.read(LARGEST_FILE + 1)) for file in files]
    workshop = visit.console.parts.workshop
    try:
        faults = faults_of(workshop.documents, handed_in)
    except OSError as fault:
        return _form(visit, status=507, problem="upload_not_written", names=(str(fault.strerror),))
    if faults:
        return _form(visit, status=422, problem="upload_refused", faults=faults)
    names = [file.name for file in handed_in]
    try:
        keep_files(
            workshop.documents, handed_in, replacing=frozenset(names if replace == "true" else ())
        )
    except DocumentsExist as fault:
        return _form(visit, status=409, problem="upload_exists", names=fault.names)
    except OSError as fault:
        return _form(visit, status=507, problem="upload_not_written", names=(str(fault.strerror),))
    with visit.sessions() as session:
        append(session, visit.who, "document.uploaded", f"document:{names[0]}", {"files": names})
        session.commit()
    return visit.go_on("/knowledge/refresh", "upload_kept")


@router.get("/refresh")
def refresh_page(visit: Reader) -> Response:
    """How far the refresh is, or what the last one did."""
    return visit.page(
        "knowledge_refresh.html", job=visit.console.parts.workshop.jobs.latest(JobKind.REFRESH)
    )


@router.post("/refresh")
def on_refresh(visit: Administrator) -> Response:
    """Begins a refresh; a second one waits for nobody and is refused."""
    workshop, sessions, who = visit.console.parts.workshop, visit.sessions, visit.who

    def work(progress: Progress) -> Ending:
        return _refreshed(workshop, sessions, progress, who=who)

    started = workshop.jobs.start(JobKind.REFRESH, work, who=who, about="")
    return visit.go_on("/knowledge/refresh", None if started else "refresh_busy")


def _refreshed(
    workshop: Workshop, sessions: SessionFactory, progress: Progress, *, who: str
) -> Ending:
    try:
        report = workshop.refresh(progress)
    except NothingToPublish as fault:
        return Ending("refresh_nothing", lines=_lines(fault.skipped), has_failed=True)
    except RefreshRefused as fault:
        return Ending("refresh_refused", lines=tuple(fault.reasons), has_failed=True)
    except SnapshotBusy:
        return Ending("refresh_busy", has_failed=True)
    except OSError as fault:
        return Ending("refresh_no_room", lines=(str(fault.strerror or fault),), has_failed=True)
    with sessions() as session:
        detail: Detail = {
            "added": len(report.added),
            "changed": len(report.changed),
            "removed": len(report.removed),
            "skipped": [skip.file for skip in report.skipped],
        }
        append(session, who, "release.published", f"release:{report.release_id}", detail)
        session.commit()
    return _ending(report)


def _ending(report: RefreshReport) -> Ending:
    values = {
        "release": report.release_id,
        "documents": report.documents,
        "clauses": report.clauses,
        "added": len(report.added),
        "changed": len(report.changed),
        "removed": len(report.removed),
        "seconds": f"{report.seconds:.1f}",
    }
    lines = [*_lines(report.skipped), *report.warnings]
    lines += [f"+ {id_}" for id_ in report.added] + [f"± {id_}" for id_ in report.changed]
    lines += [f"− {id_}" for id_ in report.removed]
    key = "refresh_done" if report.changed_anything else "refresh_unchanged"
    return Ending(key, values, tuple(lines[:200]), has_failed=bool(report.skipped))


def _lines(skipped: Sequence[SkippedDocument]) -> tuple[str, ...]:
    return tuple(f"{skip.file}:{skip.line}: {skip.reason}" for skip in skipped)


def _form(
    visit: Visit,
    *,
    status: int = 200,
    problem: str | None = None,
    faults: Sequence[SkippedDocument] = (),
    names: Sequence[str] = (),
) -> Response:
    return visit.page(
        "knowledge_upload.html",
        status=status,
        problem=problem,
        faults=faults,
        names=names,
        most=MOST_FILES,
        largest=LARGEST_FILE,
        folder=visit.console.parts.workshop.documents.name,
    )
