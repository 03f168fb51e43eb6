"""Cases in which nobody says a word any more: told, and brought to an end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.handoffs.case import Case, case_of
from knowledge.handoffs.moving import CaseChanged, log, move
from knowledge.handoffs.states import State, Step
from knowledge.handoffs.telling import tell
from knowledge.records.tables import HandoffRow, SeekerRow

logger = logging.getLogger(__name__)

SILENT_DAYS = 3
"""After so many days without a word of either side a case is closed."""
UNANSWERED = timedelta(hours=24)
"""So long a seeker's word may wait for the person who has the case; then another may take it."""
_ROUND = "round"
"""What the audit log calls what nobody of the staff did."""
_AT_ONCE = 100


def lapse(sessions: SessionFactory, moment: datetime) -> int:
    """
    Closes what is silent, and puts back what its person leaves unanswered; the seeker is told.

    :return: how many cases changed.
    """
    return sum(_ended(sessions, case, moment) for case in _stale(sessions, moment))


def _stale(sessions: SessionFactory, moment: datetime) -> Sequence[Case]:
    with sessions() as session:
        query = (
            select(HandoffRow, SeekerRow)
            .join(SeekerRow, col(SeekerRow.id) == col(HandoffRow.seeker_id))
            .where(col(HandoffRow.state).in_([State.WITH_PERSON.value, State.RETURNED.value]))
            .where(col(HandoffRow.changed_at) < moment - UNANSWERED)
            .order_by(col(HandoffRow.id))
            .limit(_AT_ONCE)
        )
        cases = [case_of(row, seeker) for row, seeker in session.exec(query)]
    return [case for case in cases if _step_for(case, moment) is not None]


def _step_for(case: Case, moment: datetime) -> Step | None:
    last_word = max(case.changed_at, case.seeker_word_at, case.staff_word_at or case.opened_at)
    if last_word < moment - timedelta(days=SILENT_DAYS) and not (
        case.state is State.WITH_PERSON and case.waits_for_staff
    ):
        return Step.LAPSE
    left_alone = case.seeker_word_at < moment - UNANSWERED and case.waits_for_staff
    if case.state is State.WITH_PERSON and left_alone:
        return Step.PUT_BACK
    return None


def _ended(sessions: SessionFactory, case: Case, moment: datetime) -> bool:
    step = _step_for(case, moment)
    assert step is not None, "only cases with a step are ended"
    with sessions() as session:
        try:
            _take(session, case, step, moment)
        except CaseChanged:
            # Somebody has said a word or taken a step just now: it is not silent any more.
            return False
        session.commit()
    logger.info("case %d: %s", case.case_id, step)
    return True


def _take(session: Session, case: Case, step: Step, moment: datetime) -> None:
    moved, before = move(session, case, step, moment, claimed_by=None)
    tell(session, moved, step, days=SILENT_DAYS)
    log(session, _ROUND, step, moved, {"before": before.value})
