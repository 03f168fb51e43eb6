"""Turns that staff look for: by what they are, by whose they are, by their words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, select

from knowledge.people.personal_data import masked
from knowledge.people.whom import SELF
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.search_words import Term, mark, terms_in
from knowledge.records.searchable import holding, key_of, words_table
from knowledge.records.tables import HandoffRow, ProfileFactRow, ProfileRow, SeekerRow, TurnRow

_OUT_OF_ORDER = 1000
"""Turns recorded at the same time may have numbers that do not follow their moments."""
_DISTRICT_FACTS = ("home_district", "districts")
_GROUP_FACTS = ("statuses", "groups")


class NoWordToFind(Exception):
    """What was typed holds no letter, digit or character to look for."""


class Rating(StrEnum):
    """What a seeker says of an answer."""

    USEFUL = "useful"
    NOT_USEFUL = "not_useful"


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsWanted:
    """Which turns are wanted; what is empty does not narrow."""

    text: str = ""
    """Words that must all stand in the masked message or in the reply."""
    since: datetime | None = None
    until: datetime | None = None
    lang: str = ""
    surface: str = ""
    status: str = ""
    """Exact, or the beginning before an underscore: `declined` finds all three declines."""
    route: str = ""
    topic: str = ""
    """Id of a document that was cited, or of a programme that was judged."""
    district: str = ""
    """Official Chinese name; where the person lives, or wants to work."""
    group: str = ""
    """A status or group of the profile as it is now."""
    rating: Rating | None = None
    slower_than_ms: int | None = None
    with_handoff: bool = False
    offices: tuple[str, ...] = ()
    """Only people of these districts, and those whose district is not known; empty is all."""


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """One turn as a list shows it: nothing personal in it."""

    turn_id: int
    seeker_id: int
    surface: str
    at: datetime
    lang: str
    text: str
    action: str | None
    reply: str
    status: str
    route: str
    took_ms: float
    rating: str | None
    release_id: str | None


def find_turns(
    session: Session, wanted: TurnsWanted, *, before: int | None = None, limit: int = 50
) -> list[FoundTurn]:
    """
    The turns that are wanted, newest first.

    :param before: the last number of the page before this one.
    :raises NoWordToFind: if the text wanted holds no word.
    """
    numbers = _numbers(session, wanted, before, limit)
    if not numbers:
        return []
    query = (
        select(TurnRow, SeekerRow.surface, TurnMarkRow.rating)
        .join(SeekerRow, col(SeekerRow.id) == col(TurnRow.seeker_id))
        .join(TurnMarkRow, col(TurnMarkRow.turn_id) == col(TurnRow.id))
        .where(col(TurnRow.id).in_(numbers))
        .order_by(col(TurnRow.id).desc())
    )
    return [_found(turn, surface, rating) for turn, surface, rating in session.exec(query)]


def is_of_office(session: Session, seeker_id: int, offices: Sequence[str]) -> bool:
    """Whether these districts' staff may see the person; no districts means everybody's."""
    if not offices:
        return True
    query = of_other_offices(offices).where(col(ProfileRow.seeker_id) == seeker_id)
    return session.exec(query).first() is None


def _numbers(
    session: Session, wanted: TurnsWanted, before: int | None, limit: int
) -> Sequence[int]:
    dialect = session.connection().dialect.name
    terms, marks = terms_in(wanted.text), _marks(wanted)
    if wanted.text and not terms:
        raise NoWordToFind(f"no word in {len(wanted.text)} characters")
    number: Any = col(TurnMarkRow.turn_id)
    query: Any = select(number)
    if terms or marks:
        words = words_table(dialect)
        number = key_of(words, dialect)
        # SQLite goes through the index from its end only where the order is by its own key.
        query = select(number).select_from(words).where(holding(terms, marks, dialect))
        query = query.join(TurnMarkRow, col(TurnMarkRow.turn_id) == number)
    conditions = [*_times(session, wanted, number), *_conditions(wanted)]
    if before is not None:
        conditions.append(number < before)
    query = query.where(*conditions).order_by(number.desc()).limit(limit)
    return [int(row) for row in session.exec(query)]


def _marks(wanted: TurnsWanted) -> list[Term]:
    given = {
        "topic": wanted.topic,
        "route": wanted.route,
        "surface": wanted.surface,
        "lang": wanted.lang,
        "status": wanted.status,
    }
    return [
        Term(mark(kind, value), begins=kind == "status" and value == "declined")
        for kind, value in given.items()
        if value
    ]


def _times(
    session: Session, wanted: TurnsWanted, number: ColumnElement[int]
) -> Iterator[ColumnElement[bool]]:
    """The days, and the numbers that go with them, so that no others are walked over."""
    at = col(TurnMarkRow.received_at)
    if wanted.since is not None:
        first = session.exec(_number_at(at >= wanted.since, at.asc())).first()
        yield at >= wanted.since
        if first is not None:
            yield number >= first - _OUT_OF_ORDER
    if wanted.until is not None:
        last = session.exec(_number_at(at < wanted.until, at.desc())).first()
        yield at < wanted.until
        if last is not None:
            yield number <= last + _OUT_OF_ORDER


def _number_at(condition: ColumnElement[bool], order: ColumnElement[datetime]) -> Any:  # noqa: ANN401 - a query
    return select(TurnMarkRow.turn_id).where(condition).order_by(order).limit(1)


def _conditions(wanted: TurnsWanted) -> Iterator[ColumnElement[bool]]:
    whose = col(TurnMarkRow.seeker_id)
    if wanted.rating is not None:
        yield col(TurnMarkRow.rating) == wanted.rating.value
    if wanted.slower_than_ms is not None:
        yield col(TurnMarkRow.took_ms) > wanted.slower_than_ms
    if wanted.with_handoff:
        yield whose.in_(select(HandoffRow.seeker_id))
    if wanted.district:
        yield whose.in_(_with_fact(_DISTRICT_FACTS, wanted.district))
    if wanted.group:
        yield whose.in_(_with_fact(_GROUP_FACTS, wanted.group))
    if wanted.offices:
        yield whose.not_in(of_other_offices(wanted.offices))


def _with_fact(names: Sequence[str], value: str) -> Any:  # noqa: ANN401 - a query
    """Seekers who, for themselves or somebody else, gave a fact that is or holds the value."""
    stored = cast(col(ProfileFactRow.value), String)
    return (
        select(ProfileRow.seeker_id)
        .join(ProfileFactRow, col(ProfileFactRow.profile_id) == col(ProfileRow.id))
        .where(col(ProfileFactRow.name).in_(names))
        .where(stored.contains(json.dumps(value), autoescape=True))
    )


def of_other_offices(offices: Sequence[str]) -> Any:  # noqa: ANN401 - a query
    """The numbers of seekers who live in none of these districts, as far as that is known."""
    own = [json.dumps(name) for name in offices]
    return (
        select(ProfileRow.seeker_id)
        .join(ProfileFactRow, col(ProfileFactRow.profile_id) == col(ProfileRow.id))
        .where(ProfileRow.label == SELF, ProfileFactRow.name == "home_district")
        .where(cast(col(ProfileFactRow.value), String).not_in([*own, "null"]))
    )


def _found(turn: TurnRow, surface: str, rating: str | None) -> FoundTurn:
    assert turn.id is not None
    return FoundTurn(
        turn_id=turn.id,
        seeker_id=turn.seeker_id,
        surface=surface,
        at=turn.received_at,
        lang=turn.lang,
        text=turn.masked_text,
        action=turn.action,
        reply=masked(json.loads(turn.reply)["text"]),
        status=turn.status,
        route=turn.route,
        took_ms=turn.took_ms,
        rating=rating,
        release_id=turn.release_id,
    )
