"""A conversation as staff read it: every turn with how its answer came about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from knowledge.people.personal_data import masked
from knowledge.policies.tables import ClauseVersionRow
from knowledge.records.labels import labels_in
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.tables import SeekerRow, TurnRow
from knowledge.records.written_words import WrittenWords, words_as_written

_SHOWN_APART = frozenset({"route", "hits", "clauses", "milliseconds", "parts"})


class Words(StrEnum):
    """Which words of a person are read."""

    MASKED = "masked"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ClauseAsItStood:
    """A clause that an answer used, in the wording that it had then."""

    clause_id: str
    lang: str
    heading: str
    text: str
    """Empty where no wording with that digest was ever published."""
    version: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class TurnTrace:
    """How one answer came about; a message with several questions has one for each."""

    hits: tuple[Mapping[str, Any], ...]
    clauses: tuple[ClauseAsItStood, ...]
    steps: tuple[tuple[str, float], ...]
    """Names and milliseconds, in their order."""
    notes: tuple[tuple[str, str], ...]
    """What else was noted: the words searched for, what the model wrote or why it did not."""


@dataclass(frozen=True, slots=True)
class TurnRead:
    """One turn of the conversation."""

    turn_id: int
    at: datetime
    lang: str
    text: str
    """What was written, or what stood on the button that was pressed; empty if neither is known."""
    action: str | None
    reply: str
    status: str
    route: str
    took_ms: float
    rating: str | None
    release_id: str | None
    citations: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    posts: tuple[Mapping[str, Any], ...]
    traces: tuple[TurnTrace, ...]


@dataclass(frozen=True, slots=True)
class ConversationRead:
    """Some turns of one person in a row, oldest first."""

    seeker_id: int
    surface: str
    lang: str
    began_at: datetime
    last_seen_at: datetime
    turns: tuple[TurnRead, ...]
    has_older: bool
    has_newer: bool


def read_conversation(
    session: Session,
    seeker_id: int,
    *,
    words: Words = Words.MASKED,
    up_to: int | None = None,
    at_most: int = 20,
) -> ConversationRead | None:
    """
    The last turns, or those up to a number; None where nobody has that number.

    :param words: the original words are for `knowledge.records.revealing` alone to ask for.
    """
    seeker = session.get(SeekerRow, seeker_id)
    if seeker is None:
        return None
    query = (
        select(TurnRow, TurnMarkRow.rating)
        .join(TurnMarkRow, col(TurnMarkRow.turn_id) == col(TurnRow.id), isouter=True)
        .where(TurnRow.seeker_id == seeker_id)
        .order_by(col(TurnRow.id).desc())
        .limit(at_most + 1)
    )
    if up_to is not None:
        query = query.where(col(TurnRow.id) <= up_to)
    rows = session.exec(query).all()
    shown = list(reversed(rows[:at_most]))
    wordings = _wordings(session, [turn for turn, _ in shown])
    labels = {
        action: label
        for turn, _ in shown
        for action, label in labels_in(json.loads(turn.reply)).items()
    }
    return ConversationRead(
        seeker_id=seeker_id,
        surface=seeker.surface,
        lang=seeker.fixed_lang or seeker.last_lang,
        began_at=seeker.created_at,
        last_seen_at=seeker.last_seen_at,
        turns=tuple(
            _read(
                turn,
                rating,
                _said(session, turn, words),
                wordings,
                label=labels.get(turn.action or "", ""),
            )
            for turn, rating in shown
        ),
        has_older=len(rows) > at_most,
        has_newer=up_to is not None and _has_newer(session, seeker_id, up_to),
    )


def _said(session: Session, turn: TurnRow, words: Words) -> WrittenWords:
    if words is Words.ORIGINAL:
        return words_as_written(session, turn)
    return WrittenWords(turn.masked_text, turn.reply)


def _has_newer(session: Session, seeker_id: int, number: int) -> bool:
    query = select(TurnRow.id).where(TurnRow.seeker_id == seeker_id, col(TurnRow.id) > number)
    return session.exec(query.limit(1)).first() is not None


Wordings = Mapping[tuple[str, str, str], ClauseAsItStood]


def _wordings(session: Session, turns: Iterable[TurnRow]) -> Wordings:
    """The published wordings of every clause that the turns used, by id, language and digest."""
    ids = {
        clause["clause_id"]
        for turn in turns
        for trace in _traces_of(turn)
        for clause in trace.get("clauses", ())
    }
    query = select(ClauseVersionRow).where(col(ClauseVersionRow.clause_id).in_(ids))
    rows = session.exec(query.order_by(col(ClauseVersionRow.version))).all() if ids else []
    newest = {(row.clause_id, row.lang): row.version for row in rows}
    return {
        (row.clause_id, row.lang, row.digest): ClauseAsItStood(
            row.clause_id,
            row.lang,
            row.heading,
            row.text,
            row.version,
            newest[row.clause_id, row.lang] == row.version and row.withdrawn_at is None,
        )
        for row in rows
    }


def _traces_of(turn: TurnRow) -> Sequence[Mapping[str, Any]]:
    return (turn.trace, *turn.trace.get("parts", ()))


def _read(
    turn: TurnRow, rating: str | None, said: WrittenWords, wordings: Wordings, *, label: str
) -> TurnRead:
    assert turn.id is not None
    reply = json.loads(said.reply)
    return TurnRead(
        turn_id=turn.id,
        at=turn.received_at,
        lang=turn.lang,
        text=said.text or masked(label),
        action=turn.action,
        reply=reply["text"],
        status=turn.status,
        route=turn.route,
        took_ms=turn.took_ms,
        rating=rating,
        release_id=turn.release_id,
        citations=tuple(reply.get("citations", ())),
        findings=tuple(reply.get("findings", ())),
        posts=tuple(reply.get("posts", ())),
        traces=tuple(_trace(trace, wordings) for trace in _traces_of(turn) if trace),
    )


def _trace(trace: Mapping[str, Any], wordings: Wordings) -> TurnTrace:
    return TurnTrace(
        hits=tuple(trace.get("hits", ())),
        clauses=tuple(_clause(clause, wordings) for clause in trace.get("clauses", ())),
        steps=tuple(trace.get("milliseconds", {}).items()),
        notes=tuple(
            (name, _note(value))
            for name, value in trace.items()
            if name not in _SHOWN_APART and value not in (None, "", [], {})
        ),
    )


def _clause(clause: Mapping[str, str], wordings: Wordings) -> ClauseAsItStood:
    key = (clause["clause_id"], clause["lang"], clause["digest"])
    return wordings.get(key) or ClauseAsItStood(key[0], key[1], "", "", None, is_current=False)


def _note(value: object) -> str:
    # What a model wrote may say again what the person wrote to it.
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return masked(text)
