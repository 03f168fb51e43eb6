"""People in figures: their groups and districts, and how many wrote on a day and in a week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import islice

from pydantic import TypeAdapter
from sqlalchemy import Date, delete, exists, insert, literal
from sqlmodel import Session, col, func, select

from knowledge.figures.measures import Measure, monday_of
from knowledge.figures.tables import DailyPersonRow
from knowledge.figures.tallying import PersonFacts
from knowledge.following.groups import groups_of
from knowledge.people.profile import Profile
from knowledge.people.whom import SELF
from knowledge.records.tables import ProfileFactRow, ProfileRow, SeekerRow, TurnRow

KEPT = timedelta(days=14)
"""How long it is known who wrote on a day; a week is over by then."""

_COUNTED = ("home_district", "statuses", "groups", "recognised_in_difficulty")
_PROFILE = TypeAdapter(Profile)
_AT_ONCE = 500


def facts_of(session: Session, since: datetime | None, upto: datetime) -> dict[int, PersonFacts]:
    """What those who wrote after `since` and up to `upto` said about themselves, by seeker."""
    writers = select(TurnRow.seeker_id).where(col(TurnRow.received_at) <= upto)
    if since is not None:
        writers = writers.where(col(TurnRow.received_at) > since)
    query = (
        select(ProfileRow.seeker_id, ProfileFactRow.name, ProfileFactRow.value)
        .join(ProfileRow)
        .where(ProfileRow.label == SELF, col(ProfileFactRow.name).in_(_COUNTED))
        .where(col(ProfileRow.seeker_id).in_(writers))
    )
    told: dict[int, dict[str, object]] = {}
    for seeker_id, name, value in session.exec(query):
        told.setdefault(seeker_id, {})[name] = value
    return {seeker_id: _facts(values) for seeker_id, values in told.items()}


def note_people(
    session: Session, seen: Collection[tuple[date, int]]
) -> dict[tuple[date, str], int]:
    """
    Notes who wrote on which day, and gives the new counts of those days and their weeks.

    :return: by day and measure, PEOPLE or PEOPLE_WEEK.
    """
    days = sorted({day for day, _ in seen})
    for day in days:
        people = iter(sorted(seeker_id for on, seeker_id in seen if on == day))
        while block := list(islice(people, _AT_ONCE)):
            _note(session, day, block)
    counts = {(day, Measure.PEOPLE.value): _people(session, day, day) for day in days}
    for monday in {monday_of(day) for day in days}:
        sunday = monday + timedelta(days=6)
        counts[monday, Measure.PEOPLE_WEEK.value] = _people(session, monday, sunday)
    if days:
        session.exec(delete(DailyPersonRow).where(col(DailyPersonRow.day) < days[-1] - KEPT))
    return counts


def _facts(values: dict[str, object]) -> PersonFacts:
    profile = _PROFILE.validate_python(values)
    return PersonFacts(profile.home_district or "", groups_of(profile))


def _note(session: Session, day: date, seekers: list[int]) -> None:
    known = exists().where(
        col(DailyPersonRow.day) == day, col(DailyPersonRow.seeker_id) == col(SeekerRow.id)
    )
    # Read from the table of seekers: somebody may have been forgotten a moment ago.
    new = select(literal(day, Date), col(SeekerRow.id))
    new = new.where(col(SeekerRow.id).in_(seekers), ~known)
    session.exec(insert(DailyPersonRow).from_select(["day", "seeker_id"], new))


def _people(session: Session, first: date, last: date) -> int:
    query = select(func.count(func.distinct(DailyPersonRow.seeker_id))).where(
        col(DailyPersonRow.day) >= first, col(DailyPersonRow.day) <= last
    )
    return session.exec(query).one()
