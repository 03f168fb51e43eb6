"""Seekers and cases for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from knowledge.database import SessionFactory
from knowledge.handoffs.acts import Ask, CaseAct
from knowledge.handoffs.case import Case, find_case
from knowledge.handoffs.seeker_side import carry_out, open_case
from knowledge.handoffs.states import Reason
from knowledge.records.messages import OutgoingMessage, messages_to
from knowledge.records.turns import find_or_add_seeker
from knowledge.staff.account import Staff
from knowledge.staff.roles import Role

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
ASKED = Ask(Reason.ASKED)


def caseworker(name: str = "chen", *districts: str) -> Staff:
    return Staff(
        staff_id=1,
        name=name,
        roles=(Role.CASEWORKER,),
        districts=districts,
        email=None,
        disabled=False,
        has_password=True,
        has_second_factor=False,
        second_factor_required=False,
        created_at=NOON,
    )


def acts(session: Session, seeker_id: int, act: CaseAct, at: datetime = NOON) -> None:
    carry_out(session, seeker_id, "m1", act, at)
    session.commit()


def opened(
    sessions: SessionFactory,
    chat_id: str = "c1",
    act: Ask = ASKED,
    after: timedelta = timedelta(),
) -> Case:
    """A case of a seeker."""
    seeker = find_or_add_seeker(sessions, "web", chat_id)
    with sessions() as session:
        acts(session, seeker.seeker_id, act, NOON + after)
        found = open_case(session, seeker.seeker_id)
        assert found is not None
        return find_case(session, found.case_id)


def told(sessions: SessionFactory, case: Case) -> list[OutgoingMessage]:
    with sessions() as session:
        return messages_to(session, case.seeker_id)
