"""Corrections: written beside a turn, sent to whom they concern, made into golden questions."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Form, Query
from pydantic import AfterValidator, BaseModel, Field
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import needs
from bot.console.filters import Line
from bot.console.reviews import LARGEST_NUMBER, turn_or_404, turn_shown
from bot.console.titles import titles
from bot.console.visit import Visit
from knowledge.language import Lang
from knowledge.records.searching import is_of_office
from knowledge.records.tables import TurnRow
from knowledge.reviews.correcting import (
    LONGEST_TEXT,
    CorrectionRefused,
    NewCorrection,
    correction_in,
    correction_row,
    write_correction,
)
from knowledge.reviews.golden import FigureNotInText, golden_path, make_golden, write_golden
from knowledge.reviews.recipients import (
    LONGEST_BACK_DAYS,
    Recipient,
    cited_versions,
    counted_by_lang,
    others_who_got,
    send_to_others,
    send_to_person,
    since_days,
)
from knowledge.reviews.tables import CorrectionRow
from knowledge.reviews.verdict import Verdict

router = APIRouter(prefix="/reviews")


def _clean(typed: str) -> str:
    # PostgreSQL takes no NUL in a text.
    return typed.replace("\x00", "").replace("\r\n", "\n")


_DAYS = 30
_SHOWN = 50

Sender = Annotated[Visit, needs("corrections.send")]
Text = Annotated[str, AfterValidator(_clean), Field(max_length=LONGEST_TEXT * 2)]
Days = Annotated[int, Form(ge=1, le=LONGEST_BACK_DAYS)]


class CorrectionForm(BaseModel):
    """What the form for a correction sends."""

    verdict: Verdict
    text_zh: Text = ""
    text_en: Text = ""
    clauses: list[Line] = Field(default_factory=list, max_length=50)
    others: Line = ""

    def correction(self) -> NewCorrection:
        """The values of the form; further ids are parted by commas or blanks."""
        others = self.others.replace("，", " ").replace(",", " ").split()
        return NewCorrection(
            self.verdict,
            {Lang.ZH: self.text_zh, Lang.EN: self.text_en},
            tuple(dict.fromkeys([*self.clauses, *others])),
        )


@router.post("/turns/{turn_id}/corrections")
def on_write(visit: Sender, turn_id: int, form: Annotated[CorrectionForm, Form()]) -> Response:
    """Keeps a correction, or shows the form again with what is wrong."""
    new = form.correction()
    with visit.sessions() as session:
        turn = turn_or_404(visit, session, turn_id)
        try:
            number = write_correction(session, turn, new, visit.console.parts.release(), visit.who)
        except CorrectionRefused as fault:
            return turn_shown(
                visit,
                turn_id,
                status=422,
                problem=f"correction_{fault.fault}",
                detail=fault.detail,
                texts=new.texts,
                clauses=form.clauses,
                others=form.others,
                verdict=form.verdict,
            )
        session.commit()
    return visit.go_on(f"/reviews/corrections/{number}", "correction_kept")


@router.get("/corrections/{correction_id}")
def correction_page(
    visit: Sender,
    correction_id: int,
    days: Annotated[int, Query(ge=1, le=LONGEST_BACK_DAYS)] = _DAYS,
) -> Response:
    """A correction with everybody whom it concerns, before anything is sent."""
    return _shown(visit, correction_id, days)


@router.post("/corrections/{correction_id}/person")
def on_send_to_person(visit: Sender, correction_id: int) -> Response:
    """Sends it to the person whose turn it corrects."""
    with visit.sessions() as session:
        told = send_to_person(session, _row(visit, session, correction_id), visit.who)
        session.commit()
    notice = "correction_sent" if told else "correction_nobody"
    return visit.go_on(f"/reviews/corrections/{correction_id}", notice)


@router.post("/corrections/{correction_id}/others")
def on_send_to_others(
    visit: Sender,
    correction_id: int,
    digest: Annotated[str, Form(pattern="^[0-9a-f]{64}$")],
    days: Days,
    *,
    sure: Annotated[bool, Form()] = False,
) -> Response:
    """Sends it to everybody else who got that version of a clause in those days, once confirmed."""
    if not sure:
        return _shown(visit, correction_id, days, status=422, problem="correction_not_sure")
    with visit.sessions() as session:
        row = _row(visit, session, correction_id)
        turn = session.get_one(TurnRow, row.turn_id)
        recipients = _others(visit, session, turn, days).get(digest, [])
        told = send_to_others(session, row, recipients, visit.who)
        session.commit()
    notice = "correction_sent" if told else "correction_nobody"
    return visit.go_on(f"/reviews/corrections/{correction_id}?days={days}", notice)


@router.post("/corrections/{correction_id}/golden")
def on_make_golden(
    visit: Sender,
    correction_id: int,
    question: Annotated[str, Form(min_length=1, max_length=1000)],
    figure: Annotated[Line, Form()] = "",
) -> Response:
    """Asks it at every measure from now on."""
    with visit.sessions() as session:
        row = _row(visit, session, correction_id)
        try:
            make_golden(session, row, question=question, figure=figure, by=visit.who)
        except FigureNotInText:
            session.rollback()
            return _shown(visit, correction_id, _DAYS, status=422, problem="golden_figure")
        session.commit()
        write_golden(session, golden_path(visit.console.parts.settings.data_dir))
    return visit.go_on(f"/reviews/corrections/{correction_id}", "golden_kept")


def _shown(
    visit: Visit, correction_id: int, days: int, *, status: int = 200, problem: str = ""
) -> Response:
    with visit.sessions() as session:
        row = _row(visit, session, correction_id)
        turn = session.get_one(TurnRow, row.turn_id)
        correction = correction_in(row)
        others = _others(visit, session, turn, days)
        concerned = [
            (version, _shown_of(visit, session, people), len(people), counted_by_lang(people))
            for version in cited_versions(turn)
            for people in [others[version.digest]]
        ]
        return visit.page(
            "reviews_correction.html",
            status=status,
            problem=problem,
            correction=correction,
            question=turn.masked_text,
            lang=Lang(turn.lang),
            concerned=concerned,
            title=titles(visit),
            days=days,
        )


def _shown_of(visit: Visit, session: Session, people: list[Recipient]) -> list[Recipient]:
    """Those whom the page names; who is another district's business is counted only."""
    seen = (one for one in people if is_of_office(session, one.seeker_id, visit.staff.districts))
    return list(islice(seen, _SHOWN))


def _others(visit: Visit, session: Session, turn: TurnRow, days: int) -> dict[str, list[Recipient]]:
    since = since_days(visit.console.clock(), days)
    return {
        version.digest: others_who_got(session, version, since, but_not=turn.seeker_id)
        for version in cited_versions(turn)
    }


def _row(visit: Visit, session: Session, correction_id: int) -> CorrectionRow:
    known = 0 < correction_id < LARGEST_NUMBER
    row = correction_row(session, correction_id) if known else None
    if row is None:
        raise HTTPException(404)
    turn_or_404(visit, session, row.turn_id)
    return row
