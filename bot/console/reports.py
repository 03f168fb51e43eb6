"""Posts that seekers reported: staff decide whether they stay away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from bot.console.access import needs
from bot.console.visit import Visit
from knowledge.following.reporting import (
    Decision,
    NothingReported,
    decide_report,
    reports_waiting,
)
from knowledge.records.audit import append

router = APIRouter(prefix="/posts/reports")


@router.get("")
def reports_page(visit: Annotated[Visit, needs("posts.read")]) -> Response:
    """What waits for a decision, the suspended posts first."""
    return _page(visit)


@router.post("")
def on_decide(
    visit: Annotated[Visit, needs("posts.change")],
    post_id: Annotated[str, Form(min_length=1, max_length=200)],
    decision: Annotated[Decision, Form()],
    because: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Settles every open report on the post."""
    post_id, because = post_id.replace("\x00", ""), because.replace("\x00", "").strip()
    if not because:
        return _page(visit, status=422, problem="reports_no_reason")
    try:
        decide_report(visit.sessions, post_id, decision, by=visit.who, because=because)
    except NothingReported:
        return _page(visit, status=409, problem="reports_nothing")
    with visit.sessions() as session:
        detail = {"decision": decision.value, "because": because}
        append(session, visit.who, "report.decided", f"post:{post_id}", detail)
        session.commit()
    return visit.go_on("/posts/reports", f"reports_{decision}")


def _page(visit: Visit, *, status: int = 200, problem: str | None = None) -> Response:
    waiting = reports_waiting(visit.sessions)
    return visit.page("posts_reports.html", status=status, problem=problem, waiting=waiting)
