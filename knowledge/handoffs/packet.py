"""What a caseworker sees of a case: who it is about, what was found and cited, the last turns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from knowledge.database import SessionFactory
from knowledge.handoffs.case import Case
from knowledge.people.personal_data import masked
from knowledge.people.storing import StoredFact, labels_of, stored_facts
from knowledge.records.labels import labels_in
from knowledge.records.messages import OutgoingMessage, messages_to
from knowledge.records.tables import TurnRow

LAST_TURNS = 20
_MOST_CLAUSES = 8
_QUESTIONS = ("question", "with_person")
"""Routes of turns in which something may have been asked that is still open."""
_OWN_DATA = ("data:", "command:mydata", "command:forget", "menu:data")
"""Turns in which somebody looked at what is stored: none of a caseworker's business."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something said: by the seeker, the assistant or staff; personal data is masked."""

    at: datetime
    speaker: str
    """seeker, assistant, person, notice"""
    text: str
    detail: str = ""
    """The status of a reply, the account of a person, what was pressed."""
    state: str = ""
    """What became of a message to the seeker; see MessageState."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that was cited in the last turns."""

    clause_id: str
    title: str
    quote: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was last said of a programme."""

    title: str
    result: str
    amount: str | None
    not_known: tuple[str, ...]
    not_met: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything about one case."""

    people: Mapping[str, tuple[StoredFact, ...]]
    """Facts by the label of the person; the seeker's own stand under `self`."""
    findings: tuple[Found, ...]
    clauses: tuple[Clause, ...]
    lines: tuple[Line, ...]
    """In the order of time."""
    question: str
    """What the seeker asked last, masked; empty where nothing was asked."""


def packet_of(sessions: SessionFactory, case: Case) -> Packet:
    """The packet as things stand now."""
    people = {
        label: stored_facts(sessions, case.seeker_id, label)
        for label in labels_of(sessions, case.seeker_id)
    }
    with sessions() as session:
        turns = _last_turns(session, case.seeker_id)
        messages = messages_to(session, case.seeker_id)
    replies = [json.loads(turn.reply) for turn in turns]
    asked = next((turn for turn in reversed(turns) if turn.route in _QUESTIONS), None)
    return Packet(
        people={label: facts for label, facts in people.items() if facts},
        findings=_findings(replies),
        clauses=_clauses(replies),
        lines=_lines(turns, replies, messages),
        question="" if asked is None else asked.masked_text,
    )


def _last_turns(session: Session, seeker_id: int) -> Sequence[TurnRow]:
    query = (
        select(TurnRow)
        .where(TurnRow.seeker_id == seeker_id)
        .order_by(col(TurnRow.id).desc())
        .limit(LAST_TURNS)
    )
    return session.exec(query).all()[::-1]


def _lines(
    turns: Sequence[TurnRow],
    replies: Sequence[Mapping[str, Any]],
    messages: Iterable[OutgoingMessage],
) -> tuple[Line, ...]:
    lines: list[Line] = []
    labels: dict[str, str] = {}
    for turn, reply in zip(turns, replies, strict=True):
        lines += _of(turn, reply, labels)
        labels.update(labels_in(reply))
    first = turns[0].received_at if turns else None
    for one in messages:
        if first is None or one.made_at >= first:
            speaker = "person" if one.kind == "person" else "notice"
            lines.append(Line(one.made_at, speaker, masked(one.text), one.sender, one.state))
    return tuple(sorted(lines, key=lambda line: line.at))


def _of(turn: TurnRow, reply: Mapping[str, Any], labels: Mapping[str, str]) -> Iterable[Line]:
    said = turn.masked_text or masked(labels.get(turn.action or "", ""))
    yield Line(turn.received_at, "seeker", said, turn.action or "")
    if not reply["text"]:
        return
    is_own_data = (turn.action or "").startswith(_OWN_DATA)
    text = "…" if is_own_data else masked(reply["text"])
    yield Line(turn.received_at, "assistant", text, turn.status)


def _clauses(replies: Sequence[Mapping[str, Any]]) -> tuple[Clause, ...]:
    found: dict[str, Clause] = {}
    for reply in reversed(replies):
        for one in reply["citations"]:
            clause = Clause(one["clause_id"], one["title"], one["quote"], one["url"])
            found.setdefault(clause.clause_id, clause)
    return tuple(found.values())[:_MOST_CLAUSES]


def _findings(replies: Sequence[Mapping[str, Any]]) -> tuple[Found, ...]:
    found: dict[str, Found] = {}
    for reply in reversed(replies):
        for one in reply["findings"]:
            known = (one["title"], one["result"], one["amount"])
            still = (tuple(one["not_known"]), tuple(one["not_met"]))
            found.setdefault(one["programme_id"], Found(*known, *still))
    return tuple(found.values())
