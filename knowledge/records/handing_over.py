"""
What becomes of a message to a seeker: each is handed over once only.

A message is claimed before it is handed over. What a kill leaves claimed is not sent again, because
nobody knows whether it arrived: it ends as `unsure`, which staff see, and they may write again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from knowledge.database import SessionFactory, now
from knowledge.records.message_tables import OutgoingMessageRow
from knowledge.records.messages import MessageState

UNSURE_AFTER = timedelta(minutes=10)
"""No surface needs so long; a message claimed before belonged to a process that is gone."""


def claim(sessions: SessionFactory, message_id: int) -> bool:
    """Takes the message to hand it over; False where somebody else has it or it is gone."""
    return _moved(sessions, [message_id], MessageState.WAITING, MessageState.CLAIMED)


def mark_sent(sessions: SessionFactory, message_id: int) -> bool:
    """A claimed message has arrived; False where it is gone with its seeker."""
    return _moved(sessions, [message_id], MessageState.CLAIMED, MessageState.SENT)


def mark_shown(sessions: SessionFactory, message_ids: Sequence[int]) -> None:
    """Messages on a page that shows them as often as it is opened; they need no claim."""
    _moved(sessions, message_ids, MessageState.WAITING, MessageState.SENT)


def mark_told(session: Session, message_ids: Sequence[int]) -> bool:
    """
    Messages that are told within a reply, in the transaction that records the reply.

    :return: False where somebody else has told one of them meanwhile.
    """
    return _move(session, message_ids, MessageState.WAITING, MessageState.SENT)


def give_back(sessions: SessionFactory, message_id: int) -> bool:
    """A claimed message has certainly not arrived and is to be tried again."""
    return _moved(sessions, [message_id], MessageState.CLAIMED, MessageState.WAITING)


def mark_refused(sessions: SessionFactory, message_id: int) -> bool:
    """A claimed message will never arrive."""
    return _moved(sessions, [message_id], MessageState.CLAIMED, MessageState.REFUSED)


def mark_unsure(sessions: SessionFactory, message_id: int) -> bool:
    """A claimed message may have arrived or not."""
    return _moved(sessions, [message_id], MessageState.CLAIMED, MessageState.UNSURE)


def settle_left_behind(sessions: SessionFactory, moment: datetime) -> int:
    """
    Ends as unsure what a process claimed and did not live to send.

    :return: how many there were.
    """
    with sessions() as session:
        settled = session.exec(
            update(OutgoingMessageRow)
            .where(col(OutgoingMessageRow.state) == MessageState.CLAIMED.value)
            .where(col(OutgoingMessageRow.claimed_at) < moment - UNSURE_AFTER)
            .values(state=MessageState.UNSURE.value)
        )
        session.commit()
        return settled.rowcount


def _moved(
    sessions: SessionFactory,
    message_ids: Sequence[int],
    before: MessageState,
    after: MessageState,
) -> bool:
    with sessions() as session:
        moved = _move(session, message_ids, before, after)
        session.commit()
        return moved


def _move(
    session: Session, message_ids: Sequence[int], before: MessageState, after: MessageState
) -> bool:
    times = {
        MessageState.CLAIMED: {"claimed_at": now()},
        MessageState.SENT: {"sent_at": now()},
    }
    moved = session.exec(
        update(OutgoingMessageRow)
        .where(col(OutgoingMessageRow.id).in_(message_ids))
        .where(col(OutgoingMessageRow.state) == before.value)
        .values(state=after.value, **times.get(after, {}))
        .execution_options(synchronize_session=False)
    )
    return bool(moved.rowcount == len(message_ids))
