"""What staff do with a case: one of two wins, everybody is told, everything is logged."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import Session

from knowledge.database import SessionFactory
from knowledge.handoffs import desk
from knowledge.handoffs.acts import Ask, TakeBack, Word
from knowledge.handoffs.case import Case, CaseUnknown, find_case
from knowledge.handoffs.moving import CaseChanged
from knowledge.handoffs.states import IllegalStep, Reason, State
from knowledge.records.audit import Wanted, entries, verify
from knowledge.records.messages import MessageKind
from knowledge.records.tables import SeekerRow
from tests.knowledge.handoffs.cases import ASKED, NOON, acts, caseworker, opened, told

Act = Callable[[Session, Case, str, datetime], Case]


def done(sessions: SessionFactory, act: Act, case: Case, by: str = "chen") -> Case:
    with sessions() as session:
        moved = act(session, case, by, NOON)
        session.commit()
        return moved


def logged(sessions: SessionFactory, case: Case) -> list[tuple[str, str]]:
    with sessions() as session:
        found = entries(session, Wanted(about=f"handoff:{case.case_id}"))
        return [(entry.who, entry.what) for entry in reversed(found)]


def test_of_two_who_claim_at_once_one_has_the_case(sessions: SessionFactory) -> None:
    case, at_once = opened(sessions), Barrier(2)

    def claims(name: str) -> str:
        with sessions() as session:
            at_once.wait(timeout=5)
            try:
                desk.claim(session, case, name, NOON)
            except CaseChanged as changed:
                return f"{changed.case.claimed_by} was faster"
            session.commit()
            return name

    with ThreadPoolExecutor(2) as pool:
        said = set(pool.map(claims, ("chen", "li")))
    winner = next(name for name in said if " " not in name)
    assert said == {winner, f"{winner} was faster"}
    assert [one.kind for one in told(sessions, case)] == [MessageKind.HANDOFF]


def test_every_change_is_told_to_the_seeker_and_logged(sessions: SessionFactory) -> None:
    case = opened(sessions)
    case = done(sessions, desk.claim, case)
    case = done(sessions, desk.put_back, case, "ada")
    case = done(sessions, desk.claim, case)
    case = done(sessions, desk.give_back, case)
    case = done(sessions, desk.close, case)
    assert case.state is State.CLOSED
    assert len(told(sessions, case)) == 5
    assert logged(sessions, case) == [
        ("seeker", "handoff.opened"),
        ("chen", "handoff.claimed"),
        ("ada", "handoff.put_back"),
        ("chen", "handoff.claimed"),
        ("chen", "handoff.given_back"),
        ("chen", "handoff.closed"),
    ]
    with sessions() as session:
        assert verify(session).fault is None


def test_an_answer_goes_out_once_however_often_the_form_is_sent(sessions: SessionFactory) -> None:
    case = done(sessions, desk.claim, opened(sessions))
    for _ in range(3):
        with sessions() as session:
            try:
                desk.answer(session, case, "chen", "您好，我是小陈。", NOON)
            except CaseChanged:
                continue
            session.commit()
    words = [one for one in told(sessions, case) if one.kind is MessageKind.PERSON]
    assert [(one.text, one.sender) for one in words] == [("您好，我是小陈。", "chen")]


def test_an_answer_after_the_seeker_went_back_is_not_sent(sessions: SessionFactory) -> None:
    case = done(sessions, desk.claim, opened(sessions))
    with sessions() as session:
        acts(session, case.seeker_id, TakeBack())
    with sessions() as session, pytest.raises(CaseChanged) as changed:
        desk.answer(session, case, "chen", "还在吗？", NOON)
    assert changed.value.case.state is State.RETURNED
    assert [one.kind for one in told(sessions, case)] == [MessageKind.HANDOFF]


def test_a_word_of_the_seeker_does_not_stop_the_answer_being_written(
    sessions: SessionFactory,
) -> None:
    case = done(sessions, desk.claim, opened(sessions))
    with sessions() as session:
        acts(session, case.seeker_id, Word(), NOON + timedelta(minutes=1))
        desk.answer(session, case, "chen", "您好", NOON)
        session.commit()
    assert told(sessions, case)[-1].text == "您好"


def test_nobody_answers_in_a_case_of_somebody_else(sessions: SessionFactory) -> None:
    case = done(sessions, desk.claim, opened(sessions))
    with sessions() as session, pytest.raises(desk.HeldByAnother, match="is with chen, not with"):
        desk.answer(session, case, "li", "您好", NOON)


def test_a_case_that_nobody_has_cannot_be_answered(sessions: SessionFactory) -> None:
    case = opened(sessions)
    with sessions() as session, pytest.raises(desk.HeldByAnother):
        desk.answer(session, case, "chen", "您好", NOON)
    with sessions() as session, pytest.raises(IllegalStep):
        desk.close(session, case, "chen", NOON)


def test_a_transferred_case_is_seen_there_and_no_longer_here(sessions: SessionFactory) -> None:
    case = done(sessions, desk.claim, opened(sessions, act=Ask(Reason.ASKED, "南岸区")))
    here, there = caseworker("chen", "南岸区"), caseworker("wan", "万州区")
    with sessions() as session:
        desk.transfer(session, case, "万州区", "chen", NOON)
        session.commit()
        assert desk.case_for(session, there, case.case_id).state is State.WAITING
        with pytest.raises(CaseUnknown):
            desk.case_for(session, here, case.case_id)
    assert "万州区" in told(sessions, case)[-1].text


@pytest.mark.parametrize("district", ["南岸区", "火星区", ""])
def test_a_transfer_to_nowhere_is_refused(sessions: SessionFactory, district: str) -> None:
    case = opened(sessions, act=Ask(Reason.ASKED, "南岸区"))
    with sessions() as session, pytest.raises(desk.DistrictUnknown):
        desk.transfer(session, case, district, "chen", NOON)


def test_a_case_without_a_district_is_everybodys(sessions: SessionFactory) -> None:
    case = opened(sessions)
    with sessions() as session:
        assert desk.case_for(session, caseworker("wan", "万州区"), case.case_id) == case


def test_an_english_seeker_is_told_in_english(sessions: SessionFactory) -> None:
    case = opened(sessions)
    with sessions() as session:
        session.get_one(SeekerRow, case.seeker_id).last_lang = "en"
        session.commit()
        case = find_case(session, case.case_id)
    done(sessions, desk.claim, case)
    assert "taken over" in told(sessions, case)[-1].text


def test_a_request_again_goes_on_with_the_returned_case(sessions: SessionFactory) -> None:
    case = done(sessions, desk.claim, opened(sessions))
    done(sessions, desk.give_back, case)
    again = opened(sessions)
    assert (again.case_id, again.state) == (case.case_id, State.WAITING)


def test_danger_is_told_on_the_case_that_is_open(sessions: SessionFactory) -> None:
    case = opened(sessions)
    with sessions() as session:
        acts(session, case.seeker_id, Ask(Reason.DISTRESS))
        acts(session, case.seeker_id, ASKED)
        assert find_case(session, case.case_id).is_distress
    assert ("seeker", "handoff.escalated") in logged(sessions, case)
