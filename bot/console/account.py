"""One's own account: password, second factor, the browsers that are signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Number
from bot.console.visit import Visit, knows_password
from knowledge.records.audit import append
from knowledge.staff.accounts import change_own_password
from knowledge.staff.passwords import SHORTEST, password_fault
from knowledge.staff.sessions import end_other_sessions, end_session, sessions_of

router = APIRouter(prefix="/account")

Mine = Annotated[Visit, needs("account.own")]
Password = Annotated[str, Form(max_length=1000)]


@router.get("")
def account_page(visit: Mine) -> Response:
    """What the account may, and where it is signed in."""
    return _page(visit)


@router.post("/password")
def on_password(visit: Mine, present: Password, new: Password, again: Password) -> Response:
    """Changes the password and signs the other browsers out."""
    if not knows_password(visit, present):
        return _page(visit, status=422, problem="password_wrong")
    if new != again:
        return _page(visit, status=422, problem="password_differs")
    fault = password_fault(new, visit.staff.name)
    if fault is not None:
        return _page(visit, status=422, problem=f"password_{fault}")
    with visit.sessions() as session:
        change_own_password(session, visit.staff.staff_id, new)
        end_other_sessions(session, visit.staff.staff_id, visit.session.session_id)
        session.commit()
    return visit.go_on("/account", "password_changed")


@router.post("/sessions/{session_id}/end")
def on_end_session(visit: Mine, session_id: Number) -> Response:
    """Signs one of one's own browsers out."""
    with visit.sessions() as session:
        if not end_session(session, visit.staff.staff_id, session_id):
            raise HTTPException(404)
        append(session, visit.who, "session.ended", f"staff:{visit.who}")
        session.commit()
    return visit.go_on("/account", "session_ended")


@router.post("/sessions/end-others")
def on_end_others(visit: Mine) -> Response:
    """Signs every other browser out."""
    with visit.sessions() as session:
        end_other_sessions(session, visit.staff.staff_id, visit.session.session_id)
        append(session, visit.who, "session.others_ended", f"staff:{visit.who}")
        session.commit()
    return visit.go_on("/account", "sessions_ended")


def _page(visit: Visit, *, status: int = 200, problem: str | None = None) -> Response:
    with visit.sessions() as session:
        mine = sessions_of(session, visit.staff.staff_id, visit.console.clock())
    return visit.page("account.html", status=status, problem=problem, mine=mine, shortest=SHORTEST)
