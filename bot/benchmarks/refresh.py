"""How long a refresh takes: from nothing, and after one clause was changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.policies.refresh import Refresher, RefreshReport

Progress = Callable[[int, int], None]

_HEADING = re.compile(r"^(## +.*?)( *\{#)", re.MULTILINE)


class NothingToChange(Exception):
    """No document in the folder has a clause whose heading could be changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no document in {folder} has a clause, at least 1 is needed")


@dataclass(frozen=True, slots=True)
class RefreshFigures:
    """Seconds of both refreshes, and what there was to do."""

    documents: int
    clauses: int
    from_nothing_s: float
    from_nothing_embedded: int
    one_changed_s: float
    one_changed_embedded: int


def measure_refresh(
    refresher: Refresher,
    documents: Path,
    work: Path,
    *,
    most: int | None = None,
    progress: Progress | None = None,
) -> RefreshFigures:
    """
    A refresh into an empty folder of releases, and one after a heading was changed.

    :param work: a new folder for the copy of the documents that is changed.
    :param most: how many documents at most, each in all its languages; None takes all.
    :raises NothingToChange: if there is no clause.
    :raises knowledge.policies.refresh.NothingToPublish: if no document can be taken.
    :raises FileNotFoundError: if there is no folder of documents.
    """
    _copy(documents, work, most)
    first = refresher.refresh(work, progress)
    _change_one_heading(work, first)
    second = refresher.refresh(work, progress)
    return RefreshFigures(
        documents=first.documents,
        clauses=first.clauses,
        from_nothing_s=round(first.seconds, 3),
        from_nothing_embedded=first.embedded,
        one_changed_s=round(second.seconds, 3),
        one_changed_embedded=second.embedded,
    )


def _copy(documents: Path, work: Path, most: int | None) -> None:
    if not documents.is_dir():
        raise FileNotFoundError(f"no folder of documents at {documents}")
    ids = sorted({path.name.split(".")[0] for path in documents.glob("*.md")})
    work.mkdir()
    for document_id in islice(ids, most):
        for path in documents.glob(f"{document_id}.*.md"):
            shutil.copy(path, work)


def _change_one_heading(work: Path, report: RefreshReport) -> None:
    skipped = {skip.file for skip in report.skipped}
    for path in sorted(work.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        changed = _HEADING.sub(r"\1 (2)\2", text, count=1)
        if path.name not in skipped and changed != text:
            path.write_text(changed, encoding="utf-8")
            return
    raise NothingToChange(work)
