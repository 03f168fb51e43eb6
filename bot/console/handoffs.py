"""Hand-offs: who waits for a person, and the forms of whoever has one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.case_page import case_page, last_words
from bot.console.filters import Line, Number, Words
from bot.console.visit import Visit
from knowledge.handoffs import desk
from knowledge.handoffs.case import Case, CaseUnknown
from knowledge.handoffs.figures import first_answers, queues
from knowledge.handoffs.listing import done_cases, open_cases
from knowledge.handoffs.moving import CaseChanged
from knowledge.handoffs.states import IllegalStep, State

router = APIRouter(prefix="/handoffs")

Reader = Annotated[Visit, needs("handoffs.read")]
Caseworker = Annotated[Visit, needs("handoffs.work")]
Sender = Annotated[Visit, needs("handoffs.transfer")]

_ON_A_PAGE = 50
_Step = Callable[[Session, Case, datetime], object]


class Seen(BaseModel):
    """Which version of the case the page showed."""

    version: Number


class Written(Seen):
    """A reply or a note."""

    text: Words = Field(min_length=1)


class Sent(Seen):
    """Where a case is to go."""

    district: Line = Field(min_length=1)


@router.get("")
def list_page(
    visit: Reader, show: Literal["open", "done"] = "open", before: Number | None = None
) -> Response:
    """Who waits, danger first; or what is done, newest first."""
    moment = now_at(visit)
    with visit.sessions() as session:
        if show == "open":
            found = open_cases(session, visit.staff)
        else:
            found = done_cases(session, visit.staff, before=before, limit=_ON_A_PAGE + 1)
        waiting = [one for one in queues(session, moment) if visit.staff.works_for(one.district)]
        month = first_answers(session, moment.replace(day=1, hour=0, minute=0, second=0), moment)
    older = found[_ON_A_PAGE - 1].case_id if show == "done" and len(found) > _ON_A_PAGE else None
    return visit.page(
        "handoffs.html",
        show=show,
        groups=_groups(visit, found) if show == "open" else [("", found[:_ON_A_PAGE])],
        older=older,
        queues=waiting,
        month=month,
        moment=moment,
    )


@router.get("/{case_id}")
def one_page(visit: Reader, case_id: Number, use: Annotated[Line, Query()] = "") -> Response:
    """A case with its packet; `use` names the template, or the draft, that fills the form."""
    return case_page(visit, _case(visit, case_id), use=use)


@router.post("/{case_id}/claim")
def on_claim(visit: Caseworker, case_id: Number, form: Annotated[Seen, Form()]) -> Response:
    """Takes the case."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.claim(session, case, visit.who, moment)

    return _take(visit, case_id, form, step, notice="handoffs_claimed")


@router.post("/{case_id}/answer")
def on_answer(visit: Caseworker, case_id: Number, form: Annotated[Written, Form()]) -> Response:
    """Writes to the seeker."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.answer(session, case, visit.who, form.text, moment)

    return _take(visit, case_id, form, step, notice="handoffs_sent", draft=form.text)


@router.post("/{case_id}/note")
def on_note(visit: Caseworker, case_id: Number, form: Annotated[Written, Form()]) -> Response:
    """Keeps a note among staff."""

    def step(session: Session, case: Case, moment: datetime) -> None:
        desk.keep_note(session, case, visit.who, form.text, moment)

    return _take(visit, case_id, form, step, notice="handoffs_noted")


@router.post("/{case_id}/give-back")
def on_give_back(visit: Caseworker, case_id: Number, form: Annotated[Seen, Form()]) -> Response:
    """Hands the conversation back to the assistant."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.give_back(session, case, visit.who, moment)

    return _take(visit, case_id, form, step, notice="handoffs_given_back")


@router.post("/{case_id}/close")
def on_close(visit: Caseworker, case_id: Number, form: Annotated[Seen, Form()]) -> Response:
    """Settles the case."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.close(session, case, visit.who, moment)

    return _take(visit, case_id, form, step, notice="handoffs_was_closed")


@router.post("/{case_id}/put-back")
def on_put_back(visit: Sender, case_id: Number, form: Annotated[Seen, Form()]) -> Response:
    """Puts the case of somebody who is away back on the list."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.put_back(session, case, visit.who, moment)

    return _take(visit, case_id, form, step, notice="handoffs_put_back_done")


@router.post("/{case_id}/transfer")
def on_transfer(visit: Sender, case_id: Number, form: Annotated[Sent, Form()]) -> Response:
    """Gives the case to another district."""

    def step(session: Session, case: Case, moment: datetime) -> object:
        return desk.transfer(session, case, form.district, visit.who, moment)

    try:
        taken = _take(visit, case_id, form, step, notice="handoffs_transferred")
    except desk.DistrictUnknown as fault:
        raise HTTPException(400) from fault
    # Whoever sent it may not see it any more.
    return visit.go_on("/handoffs") if taken.status_code == 303 else taken


def now_at(visit: Visit) -> datetime:
    """The moment by the bureau's clock."""
    return visit.console.clock().astimezone(visit.console.parts.settings.zone)


def _groups(visit: Visit, cases: list[Case]) -> list[tuple[str, list[Case]]]:
    """The open cases by what this person has to do: danger, an answer, a claim, nothing now."""
    groups: dict[str, list[Case]] = {
        "danger": [], "answer": [], "waiting": [], "mine": [], "others": []
    }  # fmt: skip
    for case in cases:
        is_mine = case.claimed_by == visit.who
        if case.state is State.WAITING:
            groups["danger" if case.is_distress else "waiting"].append(case)
        elif is_mine:
            groups["answer" if case.waits_for_staff else "mine"].append(case)
        else:
            groups["others"].append(case)
    return list(groups.items())


def _case(visit: Visit, case_id: int) -> Case:
    """The case; one of another office is as unknown as one that does not exist."""
    with visit.sessions() as session:
        try:
            return desk.case_for(session, visit.staff, case_id)
        except CaseUnknown as fault:
            raise HTTPException(404) from fault


def _take(
    visit: Visit, case_id: int, seen: Seen, step: _Step, *, notice: str, draft: str = ""
) -> Response:
    """Takes the step from the version that the page showed, or says who was faster."""
    case = _case(visit, case_id)
    moment = now_at(visit)
    with visit.sessions() as session:
        try:
            if case.version != seen.version:
                raise CaseChanged(case, seen.version)
            step(session, case, moment)
            session.commit()
        except (CaseChanged, IllegalStep, desk.HeldByAnother):
            session.rollback()
            return _changed(visit, case_id, draft)
    return visit.go_on(f"/handoffs/{case_id}", notice)


def _changed(visit: Visit, case_id: int, draft: str) -> Response:
    """The case as it stands now, with the word that it changed and what was written kept."""
    case = _case(visit, case_id)
    problem = last_words(case, visit.who)
    return case_page(visit, case, status=409, problem=problem, written=draft)
