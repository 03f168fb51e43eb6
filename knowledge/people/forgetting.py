"""Everything that is stored about a person: shown, handed over, deleted."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, delete, select

from knowledge.database import SessionFactory
from knowledge.following.held import export_held, forget_held
from knowledge.people.storing import StoredFact, labels_of, stored_facts
from knowledge.people.whom import SELF
from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow, TurnRow


def export_seeker(sessions: SessionFactory, seeker_id: int) -> str:
    """What is stored about the seeker, as indented JSON."""
    others = [label for label in labels_of(sessions, seeker_id) if label != SELF]
    with sessions() as session:
        turns = session.exec(
            select(TurnRow).where(TurnRow.seeker_id == seeker_id).order_by(col(TurnRow.id))
        ).all()
        handoffs = session.exec(select(HandoffRow).where(HandoffRow.seeker_id == seeker_id)).all()
        followed = export_held(session, seeker_id)
    held: dict[str, Any] = {
        "profile": [_as_json(fact) for fact in stored_facts(sessions, seeker_id)],
        "turns": [
            {
                "message_id": turn.message_id,
                "received_at": turn.received_at.isoformat(),
                "text": turn.text,
                "status": turn.status,
                "reply": json.loads(turn.reply)["text"],
            }
            for turn in turns
        ],
        "handoffs": [
            {"reason": h.reason, "state": h.state, "opened_at": h.opened_at.isoformat()}
            for h in handoffs
        ],
    }
    if followed:
        held["following"] = followed
    if others:
        held["people"] = {
            label: [_as_json(fact) for fact in stored_facts(sessions, seeker_id, label)]
            for label in others
        }
    return json.dumps(held, ensure_ascii=False, indent=1)


def _as_json(fact: StoredFact) -> dict[str, object]:
    return {
        "name": fact.name,
        "value": fact.value,
        "said": fact.said,
        "message_id": fact.message_id,
    }


def forget_person(sessions: SessionFactory, seeker_id: int, label: str) -> int:
    """
    Deletes the profile of one person that the seeker acts for, or the seeker's own.

    The messages stay on record: they are the seeker's, and may speak of several people.

    :return: how many facts went.
    """
    with sessions() as session:
        profiles = select(ProfileRow.id).where(
            ProfileRow.seeker_id == seeker_id, ProfileRow.label == label
        )
        gone = _deleted(session, ProfileFactRow, col(ProfileFactRow.profile_id).in_(profiles))
        whose = (col(ProfileRow.seeker_id) == seeker_id) & (col(ProfileRow.label) == label)
        _deleted(session, ProfileRow, whose)
        session.commit()
        return gone


def forget_seeker(sessions: SessionFactory, seeker_id: int) -> int:
    """
    Deletes every row about the seeker, in one transaction.

    :return: how many rows went.
    """
    with sessions() as session:
        profiles = select(ProfileRow.id).where(ProfileRow.seeker_id == seeker_id)
        gone = forget_held(session, seeker_id) + sum(
            (
                _deleted(session, ProfileFactRow, col(ProfileFactRow.profile_id).in_(profiles)),
                _deleted(session, ProfileRow, col(ProfileRow.seeker_id) == seeker_id),
                _deleted(session, TurnRow, col(TurnRow.seeker_id) == seeker_id),
                _deleted(session, HandoffRow, col(HandoffRow.seeker_id) == seeker_id),
                _deleted(session, SeekerRow, col(SeekerRow.id) == seeker_id),
            )
        )
        session.commit()
        return gone


def _deleted(session: Session, table: type[SQLModel], condition: ColumnElement[bool]) -> int:
    return session.exec(delete(table).where(condition)).rowcount
