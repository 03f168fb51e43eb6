"""Reviews: what is to be judged, one turn with its verdicts, what reviewers disagree about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session, col, select
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line
from bot.console.titles import titles
from bot.console.turns_shown import choices_for, shown_for_review
from bot.console.visit import Visit
from bot.rehearsal import MOST_TURNS, taken_again
from knowledge.records.audit import append
from knowledge.records.searching import is_of_office
from knowledge.records.tables import TurnRow
from knowledge.reviews.agreement import agreement, found
from knowledge.reviews.correcting import corrections_of
from knowledge.reviews.drawing import draw_day
from knowledge.reviews.judging import (
    NotForThisOne,
    disagreements,
    findings_on,
    is_blind,
    item_before,
    judge,
    queue_of,
    settle,
)
from knowledge.reviews.verdict import Verdict

router = APIRouter(prefix="/reviews")

_LOOKED_BACK_DAYS = 30
LARGEST_NUMBER = 2**31

Reader = Annotated[Visit, needs("reviews.read")]
Note = Annotated[Line, Form()]


@router.get("")
def reviews_page(visit: Reader) -> Response:
    """What waits for this reviewer, what reviewers disagree about, and how far they agree."""
    today = bureau_day(visit)
    with visit.sessions() as session:
        draw_day(session, today - timedelta(days=1), visit.console.parts.settings.zone)
        queue = queue_of(session, visit.who) if visit.may("reviews.work") else []
        since = today - timedelta(days=_LOOKED_BACK_DAYS)
        return visit.page(
            "reviews.html",
            queue=queue,
            agreed=agreement(session, since, today),
            found=found(session, since, today),
            open_ones=disagreements(session, visit.staff.districts)
            if visit.may("reviews.adjudicate")
            else [],
            verdicts=list(Verdict),
            days=_LOOKED_BACK_DAYS,
            title=titles(visit),
        )


@router.get("/turns/{turn_id}")
def turn_page(visit: Reader, turn_id: int) -> Response:
    """A turn with the form for a verdict, and the corrections that were written."""
    return turn_shown(visit, turn_id)


@router.post("/turns/{turn_id}/verdict")
def on_verdict(
    visit: Annotated[Visit, needs("reviews.work")],
    turn_id: int,
    verdict: Annotated[Verdict, Form()],
    note: Note = "",
) -> Response:
    """Keeps what the reviewer found."""
    zone = visit.console.parts.settings.zone
    with visit.sessions() as session:
        turn = turn_or_404(visit, session, turn_id)
        judge(session, turn, visit.who, verdict=verdict, note=note, zone=zone)
        session.commit()
    return visit.go_on(f"/reviews/turns/{turn_id}", "reviews_judged")


@router.post("/turns/{turn_id}/settle")
def on_settle(
    visit: Annotated[Visit, needs("reviews.adjudicate")],
    turn_id: int,
    verdict: Annotated[Verdict, Form()],
    note: Note = "",
) -> Response:
    """Keeps the verdict that holds where two disagree."""
    zone = visit.console.parts.settings.zone
    with visit.sessions() as session:
        turn = turn_or_404(visit, session, turn_id)
        try:
            settle(session, turn, visit.who, verdict=verdict, note=note, zone=zone)
        except NotForThisOne:
            return turn_shown(visit, turn_id, status=422, problem="reviews_not_for_you")
        session.commit()
    return visit.go_on("/reviews", "reviews_settled")


@router.post("/turns/{turn_id}/replay")
def on_replay(
    visit: Annotated[Visit, needs("conversations.replay")],
    turn_id: int,
    *,
    as_then: Annotated[bool, Form()] = False,
) -> Response:
    """The conversation up to this turn once more, on today's knowledge base."""
    with visit.sessions() as session:
        turn = turn_or_404(visit, session, turn_id)
        query = (
            select(TurnRow)
            .where(TurnRow.seeker_id == turn.seeker_id, col(TurnRow.id) <= turn_id)
            .order_by(col(TurnRow.id).desc())
            .limit(MOST_TURNS)
        )
        turns = list(reversed(session.exec(query).all()))
        detail = {"turns": len(turns), "as_then": as_then}
        append(session, visit.who, "conversation.replayed", f"turn:{turn_id}", detail)
        session.commit()
    day = None if as_then else bureau_day(visit)
    again = taken_again(visit.console.parts.rehearse, turns, day)
    return visit.page("reviews_replay.html", again=again, turn_id=turn_id, day=day)


def turn_shown(
    visit: Visit, turn_id: int, *, status: int = 200, problem: str = "", **values: object
) -> Response:
    """The page of a turn, with what is wrong with the form that was sent."""
    with visit.sessions() as session:
        turn = turn_or_404(visit, session, turn_id)
        own = item_before(session, visit.who, turn_id)
        corrections = corrections_of(session, turn_id)
        if is_blind(session, turn_id, visit.who):
            # A colleague's correction would tell what the colleague found.
            corrections = [one for one in corrections if one.written_by == visit.who]
        return visit.page(
            "reviews_turn.html",
            status=status,
            problem=problem,
            shown=shown_for_review(session, turn),
            own=own,
            findings=findings_on(session, turn_id, visit.who),
            corrections=corrections,
            choices=choices_for(turn, visit.console.parts.release()),
            verdicts=list(Verdict),
            sent={"texts": {}, "clauses": None, "others": "", "verdict": None, "detail": ""}
            | values,
        )


def turn_or_404(visit: Visit, session: Session, turn_id: int) -> TurnRow:
    """
    The turn.

    :raises HTTPException: where there is none, its person has deleted everything, or it is the
        business of another district.
    """
    turn = session.get(TurnRow, turn_id) if 0 < turn_id < LARGEST_NUMBER else None
    if turn is None or not is_of_office(session, turn.seeker_id, visit.staff.districts):
        raise HTTPException(404)
    return turn


def bureau_day(visit: Visit) -> date:
    """Today by the bureau's calendar."""
    return visit.console.clock().astimezone(visit.console.parts.settings.zone).date()
