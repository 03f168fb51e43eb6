"""Looking at somebody's original words: for a reason, on the log, and told to the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge.records.audit import LONGEST_VALUE, Detail, append
from knowledge.records.conversations import ConversationRead, Words, read_conversation
from knowledge.records.mark_tables import RevealRow

SHORTEST_REASON = 5
LONGEST_REASON = LONGEST_VALUE
_TOLD_AT_MOST = 10


class ReasonRefused(Exception):
    """The reason says too little or too much to be kept and told."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the staff saw original words."""

    at: datetime
    reason: str


def reveal(
    session: Session, seeker_id: int, *, by: str, reason: str, up_to: int | None = None
) -> ConversationRead | None:
    """
    The conversation in the person's own words; the look is on record with the caller's commit.

    :return: None where nobody has that number; nothing is recorded then.
    :raises ReasonRefused: if the reason has fewer than 5 characters or more than 300.
    """
    settled = " ".join(reason.split())
    if not SHORTEST_REASON <= len(settled) <= LONGEST_REASON:
        raise ReasonRefused(f"{len(settled)} characters, {SHORTEST_REASON} to {LONGEST_REASON}")
    read = read_conversation(session, seeker_id, words=Words.ORIGINAL, up_to=up_to)
    if read is None or not read.turns:
        return None
    first, last = read.turns[0].turn_id, read.turns[-1].turn_id
    session.add(
        RevealRow(seeker_id=seeker_id, by=by, reason=settled, first_turn=first, last_turn=last)
    )
    detail: Detail = {"reason": settled, "first_turn": first, "last_turn": last}
    append(session, by, "conversation.revealed", f"seeker:{seeker_id}", detail)
    return read


def looks_at(session: Session, seeker_id: int) -> Sequence[Look]:
    """When and why staff saw the person's original words, newest first, ten at most."""
    query = (
        select(RevealRow)
        .where(RevealRow.seeker_id == seeker_id)
        .order_by(col(RevealRow.id).desc())
        .limit(_TOLD_AT_MOST)
    )
    return [Look(row.at, row.reason) for row in session.exec(query)]
