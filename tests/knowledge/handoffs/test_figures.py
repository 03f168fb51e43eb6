"""Waiting in figures."""

from __future__ import annotations

from datetime import timedelta

from knowledge.database import SessionFactory
from knowledge.handoffs import desk
from knowledge.handoffs.acts import Ask
from knowledge.handoffs.figures import first_answers, queues
from knowledge.handoffs.listing import open_cases
from knowledge.handoffs.states import Reason
from tests.knowledge.handoffs.cases import NOON, caseworker, opened

MINUTE = timedelta(minutes=1)


def test_the_first_answer_counts_from_the_request(sessions: SessionFactory) -> None:
    for number, minutes in enumerate((10, 20, 60)):
        case = opened(sessions, f"c{number}")
        with sessions() as session:
            case = desk.claim(session, case, "chen", NOON + MINUTE)
            case = desk.answer(session, case, "chen", "您好", NOON + minutes * MINUTE)
            desk.answer(session, case, "chen", "还有", NOON + 100 * MINUTE)
            session.commit()
    opened(sessions, "c9")
    with sessions() as session:
        found = first_answers(session, NOON, NOON + MINUTE)
        assert (found.opened, found.answered, found.median) == (4, 3, 20 * MINUTE)
        assert found.ninth_tenth == 52 * MINUTE
        nothing = first_answers(session, NOON + MINUTE, NOON + 2 * MINUTE)
        assert (nothing.opened, nothing.median, nothing.ninth_tenth) == (0, None, None)


def test_the_queue_of_a_district(sessions: SessionFactory) -> None:
    opened(sessions, "c1", Ask(Reason.ASKED, "南岸区"))
    opened(sessions, "c2", Ask(Reason.ASKED, "南岸区"), after=5 * MINUTE)
    case = opened(sessions, "c3")
    with sessions() as session:
        desk.claim(session, case, "chen", NOON)
        session.commit()
        south, unknown = queues(session, NOON + 30 * MINUTE)
    assert (south.district, south.waiting, south.with_person) == ("南岸区", 2, 0)
    assert south.longest_wait == 30 * MINUTE
    assert (unknown.district, unknown.waiting, unknown.with_person) == (None, 0, 1)


def test_the_list_begins_with_danger_then_with_who_waited_longest(sessions: SessionFactory) -> None:
    opened(sessions, "c1", after=2 * MINUTE)
    opened(sessions, "c2")
    opened(sessions, "c3", Ask(Reason.DISTRESS), after=5 * MINUTE)
    opened(sessions, "c4", Ask(Reason.ASKED, "万州区"))
    with sessions() as session:
        found = [case.seeker_id for case in open_cases(session, caseworker("chen", "南岸区"))]
    assert found == [3, 2, 1]
