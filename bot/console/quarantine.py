"""Rows of a feed that were held back: listed, corrected, released, rejected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from pydantic import BaseModel, BeforeValidator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line, Number
from bot.console.visit import Visit
from index.snapshot_folder import SnapshotBusy
from knowledge.posts.decisions import RowState
from knowledge.posts.feed import COLUMNS
from knowledge.posts.hold import HoldReason
from knowledge.posts.quarantine import Decided, Quarantine, Wanted
from knowledge.posts.quarantine_faults import (
    AlreadyDecided,
    NoPostYet,
    NoReasonGiven,
    NoSuchRow,
    UnknownColumn,
)
from knowledge.records.audit import append

router = APIRouter(prefix="/posts/quarantine")

Reader = Annotated[Visit, needs("posts.read")]
Administrator = Annotated[Visit, needs("posts.change")]
Because = Annotated[str, Form(max_length=300)]

_SHOWN = 100
_LONGEST_CELL = 5_000
_CELL = "cell."


def _nothing(typed: object) -> object:
    return None if typed == "" else typed


class RowsQuery(BaseModel):
    """Which rows to list."""

    state: RowState = RowState.HELD
    reason: Annotated[HoldReason | None, BeforeValidator(_nothing)] = None
    feed: Line = ""


async def sent_cells(request: Request) -> dict[str, str]:
    """The cells of the form, whose names are those of the row's columns."""
    form = await request.form()
    return {
        name.removeprefix(_CELL): value.replace("\x00", "").replace("\r\n", "\n")[:_LONGEST_CELL]
        for name, value in form.items()
        if name.startswith(_CELL) and isinstance(value, str)
    }


@router.get("")
def quarantine_page(visit: Reader, query: Annotated[RowsQuery, Query()]) -> Response:
    """The rows wanted, feed by feed."""
    wanted = Wanted(query.state, query.reason, query.feed, limit=_SHOWN + 1)
    rows = _quarantine(visit).rows(wanted)
    return visit.page(
        "posts_quarantine.html",
        query=query,
        rows=rows[:_SHOWN],
        has_more=len(rows) > _SHOWN,
        shown=_SHOWN,
        states=tuple(RowState),
        reasons=tuple(HoldReason),
    )


@router.get("/{row_id}")
def row_page(visit: Reader, row_id: Number) -> Response:
    """One row whole, with its reasons and what was decided."""
    return _row(visit, row_id)


@router.post("/{row_id}/correct")
def on_correct(
    visit: Administrator, row_id: Number, cells: Annotated[dict[str, str], Depends(sent_cells)]
) -> Response:
    """Writes the changed cells; the row goes through the gate again."""
    held = _quarantine(visit)
    now = _shown_cells(visit, row_id)
    changed = {name: cell for name, cell in cells.items() if cell != now.get(name, "")}
    if not changed:
        return _row(visit, row_id, status=422, problem="row_unchanged")
    return _decided(
        visit, row_id, "row.corrected", lambda: held.correct(row_id, changed, by=visit.who)
    )


@router.post("/{row_id}/release")
def on_release(visit: Administrator, row_id: Number, because: Because = "") -> Response:
    """Shows the post although the gate holds it."""
    held = _quarantine(visit)
    return _decided(
        visit,
        row_id,
        "row.released",
        lambda: held.release(row_id, because=because.replace("\x00", ""), by=visit.who),
    )


@router.post("/{row_id}/reject")
def on_reject(visit: Administrator, row_id: Number, because: Because = "") -> Response:
    """Refuses the row until it changes."""
    held = _quarantine(visit)
    return _decided(
        visit,
        row_id,
        "row.rejected",
        lambda: held.reject(row_id, because=because.replace("\x00", ""), by=visit.who),
    )


def _decided(visit: Visit, row_id: int, what: str, act: Callable[[], Decided]) -> Response:
    try:
        decided = act()
    except NoSuchRow as fault:
        raise HTTPException(404) from fault
    except AlreadyDecided:
        return _row(visit, row_id, status=409, problem="row_decided_before")
    except NoReasonGiven:
        return _row(visit, row_id, status=422, problem="row_no_reason")
    except NoPostYet:
        return _row(visit, row_id, status=422, problem="row_no_post")
    except UnknownColumn:
        return _row(visit, row_id, status=422, problem="row_unknown_column")
    _logged(visit, what, decided)
    if decided.state is RowState.HELD:
        return visit.go_on(f"/posts/quarantine/{row_id}", "row_still_held")
    return visit.go_on(f"/posts/quarantine/{row_id}", _index(visit, decided))


def _index(visit: Visit, decided: Decided) -> str:
    """Makes the decision felt in searches; the notice to show."""
    try:
        visit.console.parts.workshop.index_posts(None)
    except SnapshotBusy:
        return "row_decided_not_indexed"
    return f"row_{decided.state}"


def _logged(visit: Visit, what: str, decided: Decided) -> None:
    with visit.sessions() as session:
        detail = {"post": decided.post_id[:100], "state": decided.state.value}
        append(session, visit.who, what, f"row:{decided.row_id}", detail)
        session.commit()


def _quarantine(visit: Visit) -> Quarantine:
    workshop = visit.console.parts.workshop
    return Quarantine(visit.sessions, workshop.glossary, workshop.today())


def _shown_cells(visit: Visit, row_id: int) -> Mapping[str, str]:
    try:
        row = _quarantine(visit).row(row_id)
    except NoSuchRow as fault:
        raise HTTPException(404) from fault
    return {name: str(cell) for name, cell in {**row.cells, **row.corrected}.items()}


def _row(visit: Visit, row_id: int, *, status: int = 200, problem: str | None = None) -> Response:
    cells = _shown_cells(visit, row_id)
    row = _quarantine(visit).row(row_id)
    return visit.page(
        "posts_row.html",
        status=status,
        problem=problem,
        row=row,
        cells=cells,
        faulty={str(told.get("column", "")) for told in row.reasons},
        columns=[*COLUMNS, *(name for name in cells if name not in COLUMNS)],
        may_decide=row.state == RowState.HELD and visit.may("posts.change"),
    )
