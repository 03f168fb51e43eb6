"""Who wrote, what was said, what was answered: read and written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from knowledge.database import SessionFactory, now, seal_of
from knowledge.handoffs.acts import CaseAct, OpenCase
from knowledge.handoffs.seeker_side import carry_out
from knowledge.handoffs.states import OPEN, State
from knowledge.people.personal_data import masked
from knowledge.people.profile import Fact
from knowledge.people.storing import add_facts
from knowledge.people.whom import SELF
from knowledge.records.handing_over import mark_told
from knowledge.records.searchable import make_findable
from knowledge.records.tables import HandoffRow, SeekerRow, TurnRow
from knowledge.records.written_words import WrittenWords, keep_words, words_as_written


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
    case_act: CaseAct | None = None
    """What the turn does to the seeker's hand-off."""
    acting_for: str = SELF
    """Whose facts they are; see knowledge/people/whom.py."""
    told: Sequence[int] = ()
    """Messages of the bureau that the reply holds; see knowledge/records/messages.py."""
    reply_text: str = ""
    """The reply's words, for staff to find the turn by."""
    topics: Sequence[str] = ()
    """Ids of the documents cited and the programmes judged."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person on one surface, as far as a turn needs it."""

    seeker_id: int
    fixed_lang: str | None
    last_lang: str
    state: dict[str, Any]
    case: OpenCase | None = None


def find_or_add_seeker(sessions: SessionFactory, surface: str, chat_id: str) -> Seeker:
    """The seeker behind a chat; made at the first message."""
    with sessions() as session:
        found = _with_case(session, surface, chat_id)
        if found is None:
            session.add(SeekerRow(surface=surface, chat_id=chat_id))
            try:
                session.commit()
            except IntegrityError:
                # Another process met the same chat at the same moment; its row is as good.
                session.rollback()
            found = _with_case(session, surface, chat_id)
        assert found is not None
        return found


def stored_reply(sessions: SessionFactory, seeker_id: int, message_id: str) -> str | None:
    """The reply that this message got before, as JSON, or None."""
    with sessions() as session:
        query = select(TurnRow).where(
            TurnRow.seeker_id == seeker_id, TurnRow.message_id == message_id
        )
        turn = session.exec(query).first()
        return None if turn is None else words_as_written(session, turn).reply


def record_turn(sessions: SessionFactory, record: TurnRecord) -> None:
    """
    Writes the turn and everything that it changed, whole or not at all.

    :raises TurnTaken: if the same message was recorded in the meantime.
    """
    with sessions() as session:
        words = WrittenWords(record.text, record.reply)
        kept = keep_words(seal_of(session), words, record.masked_text)
        turn = TurnRow(
            seeker_id=record.seeker_id,
            message_id=record.message_id,
            masked_text=kept.masked_text,
            sealed=kept.sealed,
            action=record.action,
            lang=record.lang,
            today=record.today,
            route=record.route,
            status=record.status,
            reply=kept.masked_reply,
            trace=record.trace,
            release_id=record.release_id,
            took_ms=record.took_ms,
        )
        session.add(turn)
        try:
            session.flush()
        except IntegrityError as fault:
            raise TurnTaken from fault
        seeker = session.get_one(SeekerRow, record.seeker_id)
        seeker.state = record.state
        seeker.last_lang = record.lang
        seeker.fixed_lang = record.fixed_lang
        seeker.last_seen_at = now()
        make_findable(session, turn, seeker.surface, masked(record.reply_text), record.topics)
        if record.told:
            mark_told(session, record.told)
        add_facts(
            session, record.seeker_id, record.message_id, record.facts, label=record.acting_for
        )
        if record.case_act is not None:
            carry_out(session, record.seeker_id, record.message_id, record.case_act, now())
        session.commit()


def count_turns(sessions: SessionFactory, seeker_id: int) -> int:
    """How many messages of this seeker are on record."""
    with sessions() as session:
        query = select(func.count()).select_from(TurnRow).where(TurnRow.seeker_id == seeker_id)
        return session.exec(query).one()


@dataclass(frozen=True, slots=True)
class UndeliveredTurn:
    """A turn whose reply nobody has confirmed as sent."""

    message_id: str
    masked_text: str
    action: str | None
    reply: str
    """The Reply as JSON, as it was made."""


def undelivered_turns(
    sessions: SessionFactory, surface: str
) -> list[tuple[SeekerRow, UndeliveredTurn]]:
    """Turns whose reply was never confirmed as sent, oldest first."""
    with sessions() as session:
        query = (
            select(SeekerRow, TurnRow)
            .where(col(TurnRow.seeker_id) == col(SeekerRow.id))
            .where(SeekerRow.surface == surface, col(TurnRow.delivered_at).is_(None))
            .order_by(col(TurnRow.id))
        )
        return [(seeker, _undelivered(session, turn)) for seeker, turn in session.exec(query)]


def _undelivered(session: Session, turn: TurnRow) -> UndeliveredTurn:
    reply = words_as_written(session, turn).reply
    return UndeliveredTurn(turn.message_id, turn.masked_text, turn.action, reply)


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


def _with_case(session: Session, surface: str, chat_id: str) -> Seeker | None:
    """The seeker with the open case in one query; there is one open case at most."""
    query = (
        select(SeekerRow, HandoffRow.id, HandoffRow.state)
        .join(
            HandoffRow,
            and_(col(HandoffRow.seeker_id) == col(SeekerRow.id), col(HandoffRow.state).in_(OPEN)),
            isouter=True,
        )
        .where(SeekerRow.surface == surface, SeekerRow.chat_id == chat_id)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, case_id, state = found
    assert row.id is not None
    case = None if case_id is None else OpenCase(case_id, State(state))
    return Seeker(row.id, row.fixed_lang, row.last_lang, dict(row.state), case)
