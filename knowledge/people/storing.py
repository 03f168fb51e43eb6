"""Profiles in the database: each fact with the message that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlmodel import Session, select

from knowledge.database import SessionFactory
from knowledge.people.profile import PROFILE_FIELDS, Fact, Profile
from knowledge.records.tables import ProfileFactRow, ProfileRow

SELF = "self"
"""The label of the profile of the seeker themselves."""

_PROFILE = TypeAdapter(Profile)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """One thing held about a person, as it is shown to them."""

    name: str
    value: object
    said: str
    message_id: str


def load_profile(sessions: SessionFactory, seeker_id: int, label: str = SELF) -> Profile:
    """What the person said so far; an empty profile if nothing."""
    facts = stored_facts(sessions, seeker_id, label)
    # A field that a later version no longer has is left out instead of stopping the chat.
    return _PROFILE.validate_python(
        {fact.name: fact.value for fact in facts if fact.name in PROFILE_FIELDS}
    )


def stored_facts(
    sessions: SessionFactory, seeker_id: int, label: str = SELF
) -> tuple[StoredFact, ...]:
    """Every fact held about the person, in the order in which it was first said."""
    with sessions() as session:
        query = (
            select(ProfileFactRow)
            .join(ProfileRow)
            .where(ProfileRow.seeker_id == seeker_id, ProfileRow.label == label)
        )
        rows = sorted(session.exec(query).all(), key=lambda row: row.id or 0)
        return tuple(StoredFact(row.name, row.value, row.said, row.message_id) for row in rows)


def add_facts(
    session: Session, seeker_id: int, message_id: str, facts: Iterable[Fact], label: str = SELF
) -> None:
    """Stores the facts in the session's transaction; a later fact replaces an earlier one."""
    facts = list(facts)
    if not facts:
        return
    profile = _profile_row(session, seeker_id, label)
    query = select(ProfileFactRow).where(ProfileFactRow.profile_id == profile.id)
    rows = {row.name: row for row in session.exec(query).all()}
    values = _PROFILE.dump_python(Profile().with_facts(facts), mode="json")
    for fact in facts:
        assert profile.id is not None
        row = rows.get(fact.name) or ProfileFactRow(
            profile_id=profile.id, name=fact.name, value=None
        )
        row.value, row.said, row.message_id = values[fact.name], fact.said, message_id
        rows[fact.name] = row
        session.add(row)


def _profile_row(session: Session, seeker_id: int, label: str) -> ProfileRow:
    query = select(ProfileRow).where(ProfileRow.seeker_id == seeker_id, ProfileRow.label == label)
    row = session.exec(query).first()
    if row is None:
        row = ProfileRow(seeker_id=seeker_id, label=label)
        session.add(row)
        session.flush()
    return row
