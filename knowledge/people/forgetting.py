"""Everything that is stored about a person: shown, handed over, deleted."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, delete, select

from knowledge.database import SessionFactory
from knowledge.people.storing import stored_facts
from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow, TurnRow


def export_seeker(sessions: SessionFactory, seeker_id: int) -> str:
    """What is stored about the seeker, as indented JSON."""
    facts = stored_facts(sessions, seeker_id)
    with sessions() as session:
        turns = session.exec(
            select(TurnRow).where(TurnRow.seeker_id == seeker_id).order_by(col(TurnRow.id))
        ).all()
        handoffs = session.exec(select(HandoffRow).where(HandoffRow.seeker_id == seeker_id)).all()
    held = {
        "profile": [
            {"name": f.name, "value": f.value, "said": f.said, "message_id": f.message_id}
            for f in facts
        ],
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
    return json.dumps(held, ensure_ascii=False, indent=1)


def forget_seeker(sessions: SessionFactory, seeker_id: int) -> int:
    """
    Deletes every row about the seeker, in one transaction.

    :return: how many rows went.
    """
    with sessions() as session:
        profiles = select(ProfileRow.id).where(ProfileRow.seeker_id == seeker_id)
        gone = sum(
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
