"""What staff do with a case: each step with the word to the seeker and the entry in the log."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from knowledge.handoffs.case import Case, CaseUnknown, find_case
from knowledge.handoffs.hours import office_hours
from knowledge.handoffs.moving import log, move
from knowledge.handoffs.offices import named, offices
from knowledge.handoffs.states import Step
from knowledge.handoffs.tables import HandoffNoteRow
from knowledge.handoffs.telling import send, tell
from knowledge.staff.account import Staff


class HeldByAnother(Exception):
    """Somebody else has the case, or nobody has."""

    def __init__(self, case: Case, name: str) -> None:
        super().__init__(f"case {case.case_id} is with {case.claimed_by}, not with {name}")
        self.case = case


class DistrictUnknown(Exception):
    """There is no such district, or the case is there already."""


def case_for(session: Session, staff: Staff, case_id: int) -> Case:
    """
    The case, if it is one of this person's office.

    :raises CaseUnknown: if there is none, or it is another office's.
    """
    case = find_case(session, case_id)
    if not staff.works_for(case.district):
        raise CaseUnknown(case_id)
    return case


def claim(session: Session, case: Case, by: str, moment: datetime) -> Case:
    """Takes the case; from now on the assistant is silent. The caller commits, as everywhere here.

    :raises IllegalStep: if it is not waiting.
    :raises CaseChanged: if somebody was faster.
    """
    moved, before = move(session, case, Step.CLAIM, moment, claimed_by=by)
    tell(session, moved, Step.CLAIM)
    log(session, by, Step.CLAIM, moved, {"before": before.value})
    return moved


def answer(session: Session, case: Case, by: str, text: str, moment: datetime) -> Case:
    """
    Writes to the seeker, once: the same form sent again finds another version.

    :raises HeldByAnother: if the case is not with this person.
    :raises CaseChanged: if it changed since the page was opened.
    """
    _held(case, by)
    moved, _ = move(
        session,
        case,
        Step.ANSWER,
        moment,
        staff_word_at=moment,
        first_answer_at=case.first_answer_at or moment,
    )
    send(session, moved, text, by)
    log(session, by, Step.ANSWER, moved, {"characters": len(text)})
    return moved


def give_back(session: Session, case: Case, by: str, moment: datetime) -> Case:
    """Hands the conversation back to the assistant; the case may be asked for again."""
    _held(case, by)
    return _ended(session, case, Step.GIVE_BACK, by, moment=moment)


def close(session: Session, case: Case, by: str, moment: datetime) -> Case:
    """Settles the case; a later request opens a new one."""
    if case.claimed_by is not None:
        _held(case, by)
    return _ended(session, case, Step.CLOSE, by, moment=moment)


def put_back(session: Session, case: Case, by: str, moment: datetime) -> Case:
    """Puts the case back on the list, whoever had it; the assistant answers again."""
    return _ended(session, case, Step.PUT_BACK, by, moment=moment)


def transfer(session: Session, case: Case, district: str, by: str, moment: datetime) -> Case:
    """
    Gives the case to another district, whose staff see it from now on.

    :param moment: by the bureau's clock.
    :raises DistrictUnknown: if there is no such district, or the case is there already.
    """
    if district not in offices() or district == case.district:
        raise DistrictUnknown(district)
    promised = office_hours().next_opening(moment)
    moved, before = move(
        session,
        case,
        Step.TRANSFER,
        moment,
        district=district,
        claimed_by=None,
        promised_for=promised,
    )
    tell(session, moved, Step.TRANSFER, district=named(district, case.lang))
    log(session, by, Step.TRANSFER, moved, {"before": before.value, "from": case.district})
    return moved


def keep_note(session: Session, case: Case, by: str, text: str, moment: datetime) -> None:
    """Keeps a note among staff."""
    session.add(HandoffNoteRow(handoff_id=case.case_id, by=by, text=text, at=moment))
    log(session, by, "noted", case, {"characters": len(text)})


def notes_of(session: Session, case: Case) -> list[HandoffNoteRow]:
    """The notes on a case, oldest first."""
    query = (
        select(HandoffNoteRow)
        .where(HandoffNoteRow.handoff_id == case.case_id)
        .order_by(col(HandoffNoteRow.id))
    )
    return list(session.exec(query))


def _ended(session: Session, case: Case, step: Step, by: str, *, moment: datetime) -> Case:
    moved, before = move(session, case, step, moment, claimed_by=None)
    tell(session, moved, step)
    log(session, by, step, moved, {"before": before.value})
    return moved


def _held(case: Case, by: str) -> None:
    if case.claimed_by != by:
        raise HeldByAnother(case, by)
