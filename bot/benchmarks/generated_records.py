"""Made-up turns of made-up people, in the bulk that a city leaves, written as turns are."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot.benchmarks.generated_people import DAYS, ENDS, SURFACES, fill_people, insert_rows
from knowledge.database import SessionFactory
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.search_words import words_in
from knowledge.records.searchable import add_words, marks_of
from knowledge.records.tables import TurnRow

_AT_ONCE = 2000
_TURNS_EACH = 10
_STATUSES = {
    "answered": 62,
    "declined_no_source": 12,
    "declined_out_of_scope": 4,
    "matched": 10,
    "eligibility": 5,
    "notice": 4,
    "clarify": 2,
    "error": 1,
}
_RARE_CHARACTERS = 2500
"""How many of the commonest block of Chinese characters the made-up names are drawn from."""


@dataclass(frozen=True, slots=True)
class Material:
    """Real texts that the turns are put together from."""

    questions: Sequence[str]
    clauses: Sequence[tuple[str, str, str]]
    """Document, clause id, text."""
    districts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Known:
    questions: Sequence[tuple[str, frozenset[str]]]
    clauses: Sequence[tuple[str, str, str, frozenset[str]]]


def fill_records(
    sessions: SessionFactory,
    material: Material,
    count: int,
    progress: Callable[[int, int], None],
) -> None:
    """Writes `count` turns of a tenth as many people, in the order of their moments."""
    chance = random.Random(count)
    people = max(1, count // _TURNS_EACH)
    with sessions() as session:
        fill_people(session.connection(), chance, people, material.districts)
        session.commit()
    known = _Known(
        [(one, frozenset(words_in(one))) for one in material.questions],
        [(*clause, frozenset(words_in(clause[2]))) for clause in material.clauses],
    )
    for first in range(1, count + 1, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count + 1))
        with sessions() as session:
            _turns(session.connection(), chance, known, numbers=numbers, of=(count, people))
            session.commit()
        progress(numbers[-1], count)


def _turns(
    connection: Connection,
    chance: random.Random,
    known: _Known,
    *,
    numbers: Sequence[int],
    of: tuple[int, int],
) -> None:
    count, people = of
    rows, marks, words = [], [], []
    for number in numbers:
        at = ENDS - timedelta(days=DAYS) * (1 - number / count)
        row, found = _turn(chance, known, number, chance.randint(1, people), at=at)
        rows.append(row)
        rating = chance.choice(("useful", "not_useful")) if chance.random() < 0.02 else None
        marks.append(
            {
                **{"turn_id": number, "seeker_id": row["seeker_id"], "received_at": at},
                **{"took_ms": row["took_ms"], "rating": rating, "rated_at": at if rating else None},
            }
        )
        words.append((number, found))
    insert_rows(connection, TurnRow, rows)
    insert_rows(connection, TurnMarkRow, marks)
    add_words(connection, words)


def _turn(
    chance: random.Random, known: _Known, number: int, seeker_id: int, *, at: datetime
) -> tuple[dict[str, Any], set[str]]:
    question, question_words = chance.choice(known.questions)
    name = "".join(chr(0x4E00 + chance.randrange(_RARE_CHARACTERS)) for _ in range(3))
    said = f"{question} {name}"
    cited = [chance.choice(known.clauses) for _ in range(chance.randint(1, 3))]
    reply_text = "\n".join(clause[2] for clause in cited)
    status = chance.choices(list(_STATUSES), list(_STATUSES.values()))[0]
    lang = "zh" if any(ord(character) > 0x4E00 for character in question) else "en"
    marks = marks_of(
        status=status,
        route="question" if status != "matched" else "job_search",
        lang=lang,
        surface=chance.choices(list(SURFACES), list(SURFACES.values()))[0],
        topics={clause[0] for clause in cited},
    )
    words = marks | question_words | words_in(name)
    words = words.union(*(clause[3] for clause in cited))
    row = {
        **{"id": number, "seeker_id": seeker_id, "message_id": f"m{number}", "sealed": None},
        **{"masked_text": said, "action": None, "lang": lang, "today": at.date()},
        **{"route": "question", "status": status, "release_id": "r1", "delivered_at": at},
        **{"took_ms": min(chance.expovariate(1 / 9), 900.0), "received_at": at},
        "reply": _reply(status, lang, reply_text, cited),
        "trace": _trace(chance, known),
    }
    return row, words


def _reply(
    status: str, lang: str, text_of: str, cited: Sequence[tuple[str, str, str, frozenset[str]]]
) -> str:
    citations = [
        {"clause_id": clause_id, "document_id": document, "title": document, "quote": quote}
        for document, clause_id, quote, _ in cited
    ]
    return json.dumps(
        {"status": status, "lang": lang, "text": text_of, "citations": citations, "buttons": []},
        ensure_ascii=False,
    )


def _trace(chance: random.Random, known: _Known) -> dict[str, Any]:
    hits = [
        {"clause_id": clause[1], "lang": "zh", "score": 5.1, "similarity": 0.7, "lexical": 4.2}
        for clause in chance.sample(known.clauses, 10)
    ]
    return {"route": "question", "hits": hits, "milliseconds": {"RetrieveClauses": 5.2}}


def statistics(sessions: SessionFactory) -> None:
    """Lets the database's planner look at what was written, as its keeper would."""
    with sessions() as session:
        session.connection().execute(text("ANALYZE"))
        session.commit()
