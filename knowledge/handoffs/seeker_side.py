"""What a turn does to the seeker's case, in the transaction that records the turn."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from knowledge.handoffs.acts import Ask, CaseAct, OpenCase, TakeBack
from knowledge.handoffs.case import Case, find_case
from knowledge.handoffs.moving import CaseChanged, log, move
from knowledge.handoffs.states import OPEN, Reason, State, Step
from knowledge.records.tables import HandoffRow

SEEKER = "seeker"
"""What the audit log calls whoever writes in the chat; the case says who that is."""


def carry_out(
    session: Session, seeker_id: int, message_id: str, act: CaseAct, moment: datetime
) -> None:
    """Does it in the session's transaction; the caller commits."""
    try:
        _carry_out(session, seeker_id, message_id, act=act, moment=moment)
    except CaseChanged:
        # Staff were faster by a moment: it is done to the case as it stands now.
        _carry_out(session, seeker_id, message_id, act=act, moment=moment)


def _carry_out(
    session: Session, seeker_id: int, message_id: str, *, act: CaseAct, moment: datetime
) -> None:
    case = _latest(session, seeker_id)
    if isinstance(act, Ask):
        _ask(session, case, seeker_id, message_id, act=act, moment=moment)
    elif case is None or case.state not in OPEN:
        # Staff have settled the case since the turn began.
        return
    elif isinstance(act, TakeBack):
        _step(session, case, Step.TAKE_BACK, moment, claimed_by=None)
    else:
        _note_word(session, case, moment)


def open_case(session: Session, seeker_id: int) -> OpenCase | None:
    """The case that the seeker has open, read over an index."""
    row = session.exec(
        select(HandoffRow.id, HandoffRow.state).where(
            HandoffRow.seeker_id == seeker_id, col(HandoffRow.state).in_(OPEN)
        )
    ).first()
    return None if row is None or row[0] is None else OpenCase(row[0], State(row[1]))


def _latest(session: Session, seeker_id: int) -> Case | None:
    query = (
        select(HandoffRow.id)
        .where(HandoffRow.seeker_id == seeker_id)
        .order_by(col(HandoffRow.id).desc())
    )
    found = session.exec(query).first()
    return None if found is None else find_case(session, found)


def _ask(
    session: Session,
    case: Case | None,
    seeker_id: int,
    message_id: str,
    *,
    act: Ask,
    moment: datetime,
) -> None:
    if case is None or case.state is State.CLOSED:
        _open(session, seeker_id, message_id, act=act, moment=moment)
        return
    if case.state is State.RETURNED:
        # The same case goes on, so that whoever takes it sees what was said before.
        values = {"reason": act.reason.value, "promised_for": act.promised_for}
        _step(session, case, Step.ASK_AGAIN, moment, seeker_word_at=moment, **values)
        return
    if act.reason is Reason.DISTRESS and not case.is_distress:
        # One case a person, so that one person answers; the danger is told on that one.
        _step(session, case, Step.ESCALATE, moment, reason=act.reason.value, seeker_word_at=moment)
        return
    _note_word(session, case, moment)


def _open(session: Session, seeker_id: int, message_id: str, *, act: Ask, moment: datetime) -> None:
    row = HandoffRow(
        seeker_id=seeker_id,
        message_id=message_id,
        reason=act.reason.value,
        district=act.district,
        promised_for=act.promised_for,
        opened_at=moment,
        changed_at=moment,
        seeker_word_at=moment,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Another process opened one at the same moment; one is enough.
        return
    assert row.id is not None
    log(session, SEEKER, "opened", find_case(session, row.id), {"reason": act.reason.value})


def _step(session: Session, case: Case, step: Step, moment: datetime, **values: object) -> None:
    moved, before = move(session, case, step, moment, **values)
    log(session, SEEKER, step, moved, {"before": before.value})


def _note_word(session: Session, case: Case, moment: datetime) -> None:
    # No step: a word must not make the answer stale that staff are writing.
    session.exec(
        update(HandoffRow)
        .where(col(HandoffRow.id) == case.case_id)
        .values(seeker_word_at=moment)
        .execution_options(synchronize_session=False)
    )
