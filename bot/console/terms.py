"""The glossary: every term looked up, the staff's own file edited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line
from bot.console.visit import Visit
from knowledge.glossary import GlossaryInvalid
from knowledge.glossary_file import (
    LARGEST_FILE,
    GlossaryChanged,
    glossary_text,
    keep_glossary,
    version_of,
)
from knowledge.records.audit import append
from knowledge.terms import Entry, TermKind

router = APIRouter(prefix="/knowledge/glossary")

_SHOWN = 60


@router.get("")
def glossary_page(
    visit: Annotated[Visit, needs("knowledge.read")], q: Annotated[Line, Query()] = ""
) -> Response:
    """The terms that contain the words, and the staff's own file."""
    return _page(visit, q=q)


@router.post("")
def on_glossary(
    visit: Annotated[Visit, needs("knowledge.change")],
    text: Annotated[str, Form(max_length=LARGEST_FILE)],
    version: Annotated[str, Form(max_length=64)],
) -> Response:
    """Keeps the file if every row can be taken; else shows it again with line and reason."""
    path = visit.console.parts.workshop.staff_glossary
    try:
        terms = keep_glossary(path, text.replace("\x00", ""), opened_version=version)
    except GlossaryInvalid as fault:
        return _page(
            visit, status=422, text=text, problem="glossary_invalid", line=fault.line,
            reason=fault.reason,
        )  # fmt: skip
    except GlossaryChanged:
        return _page(visit, status=409, text=text, problem="glossary_changed")
    except OSError as fault:
        reason = str(fault.strerror)
        return _page(visit, status=507, text=text, problem="glossary_not_written", reason=reason)
    with visit.sessions() as session:
        append(session, visit.who, "glossary.changed", f"glossary:{path.name}", {"terms": terms})
        session.commit()
    return visit.go_on("/knowledge/glossary", "glossary_kept")


def _page(
    visit: Visit, *, status: int = 200, q: str = "", text: str | None = None, **values: object
) -> Response:
    workshop = visit.console.parts.workshop
    found = [one for one in workshop.glossary().entries if _has(one, q)]
    kept = glossary_text(workshop.staff_glossary)
    return visit.page(
        "knowledge_glossary.html",
        status=status,
        q=q,
        entries=found[:_SHOWN],
        total=len(found),
        text=kept if text is None else text,
        version=version_of(kept),
        kinds=tuple(TermKind),
        file=workshop.staff_glossary.name,
        **{"problem": None, "line": 0, "reason": "", **values},
    )


def _has(entry: Entry, words: str) -> bool:
    return any(words.casefold() in form.casefold() for form in entry.forms())
