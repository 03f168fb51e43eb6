"""Who wrote, what was said, what was answered: read and written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from knowledge.database import SessionFactory, now
from knowledge.people.profile import Fact
from knowledge.people.storing import add_facts
from knowledge.people.whom import SELF
from knowledge.records.tables import HandoffRow, SeekerRow, TurnRow

OPEN_HANDOFF_STATES = ("waiting", "with_person")
DISTRESS = "distress"


class TurnTaken(Exception):
    """This message was answered by somebody else in the meantime; the reply of that turn holds."""


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as it is written down."""

    seeker_id: int
    message_id: str
    text: str
    masked_text: str
    action: str | None
    lang: str
    today: date
    route: str
    status: str
    reply: str
    trace: dict[str, Any]
    release_id: str | None
    took_ms: float
    state: dict[str, Any]
    facts: Sequence[Fact] = ()
    fixed_lang: str | None = None
    handoff_reason: str | None = None
    acting_for: str = SELF
    """Whose facts they are; see knowledge/people/whom.py."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person on one surface, as far as a turn needs it."""

    seeker_id: int
    fixed_lang: str | None
    last_lang: str
    state: dict[str, Any]


def find_or_add_seeker(sessions: SessionFactory, surface: str, chat_id: str) -> Seeker:
    """The seeker behind a chat; made at the first message."""
    with sessions() as session:
        row = _seeker(session, surface, chat_id)
        if row is None:
            session.add(SeekerRow(surface=surface, chat_id=chat_id))
            try:
                session.commit()
            except IntegrityError:
                # Another process met the same chat at the same moment; its row is as good.
                session.rollback()
            row = _seeker(session, surface, chat_id)
        assert row is not None
        assert row.id is not None
        return Seeker(row.id, row.fixed_lang, row.last_lang, dict(row.state))


def stored_reply(sessions: SessionFactory, seeker_id: int, message_id: str) -> str | None:
    """The reply that this message got before, as JSON, or None."""
    with sessions() as session:
        query = select(TurnRow.reply).where(
            TurnRow.seeker_id == seeker_id, TurnRow.message_id == message_id
        )
        return session.exec(query).first()


def record_turn(sessions: SessionFactory, record: TurnRecord) -> None:
    """
    Writes the turn and everything that it changed, whole or not at all.

    :raises TurnTaken: if the same message was recorded in the meantime.
    """
    with sessions() as session:
        session.add(
            TurnRow(
                seeker_id=record.seeker_id,
                message_id=record.message_id,
                text=record.text,
                masked_text=record.masked_text,
                action=record.action,
                lang=record.lang,
                today=record.today,
                route=record.route,
                status=record.status,
                reply=record.reply,
                trace=record.trace,
                release_id=record.release_id,
                took_ms=record.took_ms,
            )
        )
        try:
            session.flush()
        except IntegrityError as fault:
            raise TurnTaken from fault
        seeker = session.get_one(SeekerRow, record.seeker_id)
        seeker.state = record.state
        seeker.last_lang = record.lang
        seeker.fixed_lang = record.fixed_lang
        seeker.last_seen_at = now()
        add_facts(
            session, record.seeker_id, record.message_id, record.facts, label=record.acting_for
        )
        if record.handoff_reason and _is_new_to_staff(session, record):
            session.add(
                HandoffRow(
                    seeker_id=record.seeker_id,
                    message_id=record.message_id,
                    reason=record.handoff_reason,
                )
            )
        session.commit()


def _is_new_to_staff(session: Session, record: TurnRecord) -> bool:
    """One open request is enough, but danger is told even where a person was asked for before."""
    reasons = {handoff.reason for handoff in _open_handoffs(session, record.seeker_id)}
    return not reasons or (record.handoff_reason == DISTRESS and DISTRESS not in reasons)


def has_open_handoff(sessions: SessionFactory, seeker_id: int) -> bool:
    """Whether a person has been asked for and has not finished."""
    with sessions() as session:
        return bool(_open_handoffs(session, seeker_id))


def count_turns(sessions: SessionFactory, seeker_id: int) -> int:
    """How many messages of this seeker are on record."""
    with sessions() as session:
        query = select(func.count()).select_from(TurnRow).where(TurnRow.seeker_id == seeker_id)
        return session.exec(query).one()


def undelivered_turns(sessions: SessionFactory, surface: str) -> list[tuple[SeekerRow, TurnRow]]:
    """Turns whose reply was never confirmed as sent, oldest first."""
    with sessions() as session:
        query = (
            select(SeekerRow, TurnRow)
            .where(col(TurnRow.seeker_id) == col(SeekerRow.id))
            .where(SeekerRow.surface == surface, col(TurnRow.delivered_at).is_(None))
            .order_by(col(TurnRow.id))
        )
        return [(seeker, turn) for seeker, turn in session.exec(query).all()]


def mark_delivered(sessions: SessionFactory, surface: str, chat_id: str, message_id: str) -> None:
    """Notes that the reply has reached the surface; nothing happens for an unknown message."""
    with sessions() as session:
        seeker = _seeker(session, surface, chat_id)
        if seeker is None:
            return
        query = select(TurnRow).where(
            TurnRow.seeker_id == seeker.id, TurnRow.message_id == message_id
        )
        turn = session.exec(query).first()
        if turn is not None and turn.delivered_at is None:
            turn.delivered_at = now()
            session.commit()


def was_delivered(sessions: SessionFactory, surface: str, chat_id: str, message_id: str) -> bool:
    """Whether the reply to this message is on record as having reached the surface."""
    with sessions() as session:
        seeker = _seeker(session, surface, chat_id)
        query = select(TurnRow.delivered_at).where(TurnRow.message_id == message_id)
        found = session.exec(query.where(TurnRow.seeker_id == (seeker.id if seeker else -1)))
        return found.first() is not None


def _seeker(session: Session, surface: str, chat_id: str) -> SeekerRow | None:
    query = select(SeekerRow).where(SeekerRow.surface == surface, SeekerRow.chat_id == chat_id)
    return session.exec(query).first()


def _open_handoffs(session: Session, seeker_id: int) -> Sequence[HandoffRow]:
    query = select(HandoffRow).where(
        HandoffRow.seeker_id == seeker_id, col(HandoffRow.state).in_(OPEN_HANDOFF_STATES)
    )
    return session.exec(query).all()
