"""Everything that is stored about a person: shown, handed over, deleted."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, delete, select

from knowledge.database import SessionFactory
from knowledge.figures.tables import DailyPersonRow
from knowledge.following.held import export_held, forget_held
from knowledge.handoffs.tables import HandoffNoteRow
from knowledge.people.erasing import erase_remains
from knowledge.people.storing import StoredFact, labels_of, stored_facts
from knowledge.people.whom import SELF
from knowledge.records.mark_tables import RevealRow, TurnMarkRow
from knowledge.records.message_tables import OutgoingMessageRow
from knowledge.records.messages import messages_to
from knowledge.records.rating import ratings_by
from knowledge.records.revealing import looks_at
from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow, TurnRow
from knowledge.records.written_words import words_as_written
from knowledge.reviews.tables import CorrectionRow, ReviewItemRow


def export_seeker(sessions: SessionFactory, seeker_id: int) -> str:
    """What is stored about the seeker, as indented JSON."""
    others = [label for label in labels_of(sessions, seeker_id) if label != SELF]
    with sessions() as session:
        turns = session.exec(
            select(TurnRow).where(TurnRow.seeker_id == seeker_id).order_by(col(TurnRow.id))
        ).all()
        handoffs = session.exec(select(HandoffRow).where(HandoffRow.seeker_id == seeker_id)).all()
        followed = export_held(session, seeker_id)
        received = messages_to(session, seeker_id)
        said = {turn.id: words_as_written(session, turn) for turn in turns}
        ratings, looks = ratings_by(session, seeker_id), looks_at(session, seeker_id)
    held: dict[str, Any] = {
        "profile": [_as_json(fact) for fact in stored_facts(sessions, seeker_id)],
        "turns": [
            {
                "message_id": turn.message_id,
                "received_at": turn.received_at.isoformat(),
                "text": said[turn.id].text,
                "status": turn.status,
                "reply": json.loads(said[turn.id].reply)["text"],
                **({"rating": ratings[turn.id]} if turn.id in ratings else {}),
            }
            for turn in turns
        ],
        "handoffs": [
            {"reason": h.reason, "state": h.state, "opened_at": h.opened_at.isoformat()}
            for h in handoffs
        ],
    }
    if received:
        held["messages"] = [
            {"kind": one.kind, "text": one.text, "made_at": one.made_at.isoformat()}
            for one in received
        ]
    if looks:
        held["looked_at_by_staff"] = [
            {"at": look.at.isoformat(), "reason": look.reason} for look in looks
        ]
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
    Deletes every row about the seeker, in one transaction, and what the files keep of them.

    :return: how many rows went.
    """
    with sessions() as session:
        profiles = select(ProfileRow.id).where(ProfileRow.seeker_id == seeker_id)
        cases = select(HandoffRow.id).where(HandoffRow.seeker_id == seeker_id)
        turns = select(TurnRow.id).where(TurnRow.seeker_id == seeker_id)
        gone = forget_held(session, seeker_id) + sum(
            (
                _deleted(session, ProfileFactRow, col(ProfileFactRow.profile_id).in_(profiles)),
                _deleted(session, ProfileRow, col(ProfileRow.seeker_id) == seeker_id),
                _deleted(session, RevealRow, col(RevealRow.seeker_id) == seeker_id),
                _deleted(session, TurnMarkRow, col(TurnMarkRow.seeker_id) == seeker_id),
                _deleted(session, ReviewItemRow, col(ReviewItemRow.turn_id).in_(turns)),
                _deleted(session, CorrectionRow, col(CorrectionRow.turn_id).in_(turns)),
                _deleted(session, TurnRow, col(TurnRow.seeker_id) == seeker_id),
                _deleted(session, DailyPersonRow, col(DailyPersonRow.seeker_id) == seeker_id),
                _deleted(session, HandoffNoteRow, col(HandoffNoteRow.handoff_id).in_(cases)),
                _deleted(session, HandoffRow, col(HandoffRow.seeker_id) == seeker_id),
                _deleted(
                    session, OutgoingMessageRow, col(OutgoingMessageRow.seeker_id) == seeker_id
                ),
                _deleted(session, SeekerRow, col(SeekerRow.id) == seeker_id),
            )
        )
        session.commit()
    erase_remains(sessions)
    return gone


def _deleted(session: Session, table: type[SQLModel], condition: ColumnElement[bool]) -> int:
    return session.exec(delete(table).where(condition)).rowcount
