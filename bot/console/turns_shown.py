"""A turn as reviewers see it: personal data masked, with what was said before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from knowledge.language import Lang
from knowledge.people.personal_data import masked
from knowledge.policies.release import Release
from knowledge.records.labels import labels_in
from knowledge.records.tables import TurnRow

_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said and answered; `asked` is a button's text, empty where that is not known."""

    turn_id: int
    at: datetime
    asked: str
    action: str
    answered: str
    status: str
    citations: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """A clause that a correction may cite; `is_cited` if the answer rests on it."""

    clause_id: str
    title: str
    text: str
    is_cited: bool


@dataclass(frozen=True, slots=True)
class ShownForReview:
    """A turn with what came before it, oldest first."""

    exchange: Exchange
    earlier: tuple[Exchange, ...]
    lang: Lang
    route: str
    release_id: str | None
    today: date


def shown_for_review(session: Session, turn: TurnRow) -> ShownForReview:
    """The turn with the last ones before it."""
    assert turn.id is not None
    query = (
        select(TurnRow)
        .where(TurnRow.seeker_id == turn.seeker_id, col(TurnRow.id) < turn.id)
        .order_by(col(TurnRow.id).desc())
        .limit(_BEFORE)
    )
    rows = [*reversed(session.exec(query).all()), turn]
    labels = {
        action: label for row in rows for action, label in labels_in(json.loads(row.reply)).items()
    }
    *earlier, exchange = [_exchange(row, labels) for row in rows]
    return ShownForReview(
        exchange, tuple(earlier), Lang(turn.lang), turn.route, turn.release_id, turn.today
    )


def choices_for(turn: TurnRow, release: Release) -> list[ClauseChoice]:
    """The clauses of today's release that the answer cites or the search came upon."""
    cited = [one["clause_id"] for one in turn.trace.get("clauses") or []]
    hits = [one["clause_id"] for one in turn.trace.get("hits") or []]
    found = []
    for clause_id in dict.fromkeys([*cited, *hits]):
        clause = release.clause(clause_id, Lang(turn.lang))
        if clause is not None:
            title = f"{release.document_of(clause).title} · {clause.heading}"
            found.append(ClauseChoice(clause_id, title, clause.text, clause_id in cited))
    return found


def _exchange(turn: TurnRow, labels: Mapping[str, str]) -> Exchange:
    assert turn.id is not None
    reply = json.loads(turn.reply)
    return Exchange(
        turn_id=turn.id,
        at=turn.received_at,
        asked=turn.masked_text or masked(labels.get(turn.action or "", "")),
        action=turn.action or "",
        answered=masked(reply["text"]),
        status=turn.status,
        citations=tuple(reply["citations"]),
    )
