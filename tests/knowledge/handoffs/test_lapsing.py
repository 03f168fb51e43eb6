"""Cases without a word: closed or put back, and the seeker told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.database import SessionFactory
from knowledge.handoffs import desk
from knowledge.handoffs.acts import Word
from knowledge.handoffs.case import Case, find_case
from knowledge.handoffs.lapsing import SILENT_DAYS, lapse
from knowledge.handoffs.states import State
from tests.knowledge.handoffs.cases import NOON, acts, opened, told

DAY = timedelta(days=1)


def claimed(sessions: SessionFactory, *, answered: bool) -> Case:
    case = opened(sessions)
    with sessions() as session:
        case = desk.claim(session, case, "chen", NOON)
        if answered:
            case = desk.answer(session, case, "chen", "您好", NOON + timedelta(minutes=5))
        session.commit()
    return case


def state_of(sessions: SessionFactory, case: Case) -> State:
    with sessions() as session:
        return find_case(session, case.case_id).state


def test_a_case_in_which_nobody_writes_is_closed_and_told(sessions: SessionFactory) -> None:
    case = claimed(sessions, answered=True)
    assert lapse(sessions, NOON + SILENT_DAYS * DAY) == 0
    assert lapse(sessions, NOON + SILENT_DAYS * DAY + timedelta(hours=1)) == 1
    assert state_of(sessions, case) is State.CLOSED
    assert f"{SILENT_DAYS}天" in told(sessions, case)[-1].text
    assert lapse(sessions, NOON + 30 * DAY) == 0, "it is told once"


def test_a_word_keeps_the_case_open(sessions: SessionFactory) -> None:
    case = claimed(sessions, answered=True)
    with sessions() as session:
        acts(session, case.seeker_id, Word(), NOON + 2 * DAY)
        case = find_case(session, case.case_id)
        desk.answer(session, case, "chen", "在", NOON + 2 * DAY + timedelta(hours=1))
        session.commit()
    assert lapse(sessions, NOON + 4 * DAY) == 0


def test_who_gets_no_answer_for_a_day_is_waited_for_again(sessions: SessionFactory) -> None:
    case = claimed(sessions, answered=False)
    assert lapse(sessions, NOON + timedelta(hours=25)) == 1
    assert state_of(sessions, case) is State.WAITING
    assert "回到名单上" in told(sessions, case)[-1].text


@pytest.mark.parametrize("days", [1, 30, 300])
def test_a_request_that_nobody_has_taken_never_lapses(sessions: SessionFactory, days: int) -> None:
    case = opened(sessions)
    assert lapse(sessions, NOON + days * DAY) == 0
    assert state_of(sessions, case) is State.WAITING
