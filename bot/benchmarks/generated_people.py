"""Made-up people to whom made-up turns belong: profiles, districts, statuses, hand-offs."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow
from knowledge.vocabulary import PersonStatus

ENDS = datetime(2026, 11, 22, tzinfo=UTC)
DAYS = 365
"""The turns lie in the year before."""
SURFACES = {"telegram": 80, "web": 19, "terminal": 1}
"""How many of a hundred people write where."""


def fill_people(
    connection: Connection, chance: random.Random, people: int, districts: Sequence[str]
) -> None:
    """People numbered from 1, some with a district, a status, a hand-off that has ended."""
    ids = range(1, people + 1)
    moment = ENDS - timedelta(days=DAYS)
    surfaces = chance.choices(list(SURFACES), list(SURFACES.values()), k=people)
    seekers = [
        {
            "id": number,
            "surface": surface,
            "chat_id": f"c{number}",
            "last_lang": "zh",
            "state": {},
            "created_at": moment,
            "last_seen_at": moment,
        }
        for number, surface in zip(ids, surfaces, strict=True)
    ]
    profiles = [{"id": n, "seeker_id": n, "label": "self", "created_at": moment} for n in ids]
    facts = list(_facts(chance, ids, districts))
    handoffs = [
        {
            **{"seeker_id": n, "message_id": "m", "reason": "asked", "state": "closed"},
            **{"opened_at": moment, "closed_at": moment, "version": 1},
            **{"changed_at": moment, "seeker_word_at": moment},
        }
        for n in ids
        if chance.random() < 0.02
    ]
    for table, rows in (
        (SeekerRow, seekers),
        (ProfileRow, profiles),
        (ProfileFactRow, facts),
        (HandoffRow, handoffs),
    ):
        insert_rows(connection, table, rows)


def _facts(
    chance: random.Random, ids: Sequence[int], districts: Sequence[str]
) -> Iterator[dict[str, Any]]:
    statuses = [status.value for status in PersonStatus]
    for number in ids:
        given: dict[str, Any] = {"education": chance.choice(("bachelor", "junior_high"))}
        if chance.random() < 0.6:
            given["home_district"] = chance.choice(districts)
        if chance.random() < 0.3:
            given["statuses"] = [chance.choice(statuses)]
        for name, value in given.items():
            yield {
                "profile_id": number,
                "name": name,
                "value": value,
                "said": "",
                "message_id": "m",
                "said_at": ENDS,
            }


def insert_rows(connection: Connection, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Many rows of a table at once, past the session."""
    if rows:
        connection.execute(insert(table), rows)
