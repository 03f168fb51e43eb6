"""Profiles in the database: each fact with the message that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import and_
from sqlmodel import Session, col, select

from knowledge.database import SessionFactory, now
from knowledge.people.personal_data import masked
from knowledge.people.profile import PROFILE_FIELDS, Fact, Profile
from knowledge.people.whom import SELF
from knowledge.records.tables import ProfileFactRow, ProfileRow, TurnRow

_PROFILE = TypeAdapter(Profile)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """One thing held about a person, as it is shown to them."""

    name: str
    value: object
    said: str
    message_id: str
    told_on: date | None = None
    """The bureau's day on which it was told; None where the message is no longer held."""
    action: str | None = None
    """The button or document by which it was told; None for a typed message."""


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
            select(ProfileFactRow, col(TurnRow.today), col(TurnRow.action))
            .join(ProfileRow)
            .outerjoin(
                TurnRow,
                and_(
                    col(TurnRow.seeker_id) == col(ProfileRow.seeker_id),
                    col(TurnRow.message_id) == col(ProfileFactRow.message_id),
                ),
            )
            .where(ProfileRow.seeker_id == seeker_id, ProfileRow.label == label)
        )
        rows = sorted(session.exec(query).all(), key=lambda found: found[0].id or 0)
        return tuple(
            StoredFact(row.name, row.value, row.said, row.message_id, told_on, action)
            for row, told_on, action in rows
        )


def labels_of(sessions: SessionFactory, seeker_id: int) -> tuple[str, ...]:
    """The people of whom something is held in this chat, the seeker first."""
    with sessions() as session:
        query = select(ProfileRow.label).where(ProfileRow.seeker_id == seeker_id)
        return tuple(sorted(session.exec(query).all(), key=lambda label: (label != SELF, label)))


def add_facts(
    session: Session, seeker_id: int, message_id: str, facts: Iterable[Fact], label: str = SELF
) -> None:
    """
    Stores the facts in the session's transaction; a later fact replaces an earlier one.

    A fact with neither value nor words takes back what is stored: its row is deleted.
    """
    facts = list(facts)
    if not facts:
        return
    profile = _profile_row(session, seeker_id, label)
    query = select(ProfileFactRow).where(ProfileFactRow.profile_id == profile.id)
    rows = {row.name: row for row in session.exec(query).all()}
    values = _PROFILE.dump_python(Profile().with_facts(facts), mode="json")
    for fact in facts:
        assert profile.id is not None
        if _is_taken_back(fact):
            if fact.name in rows:
                session.delete(rows.pop(fact.name))
            continue
        row = rows.get(fact.name) or ProfileFactRow(
            profile_id=profile.id, name=fact.name, value=None
        )
        row.value, row.said, row.message_id = values[fact.name], masked(fact.said), message_id
        row.said_at = now()
        rows[fact.name] = row
        session.add(row)


def _is_taken_back(fact: Fact) -> bool:
    return fact.value in (None, ()) and not fact.said


def _profile_row(session: Session, seeker_id: int, label: str) -> ProfileRow:
    query = select(ProfileRow).where(ProfileRow.seeker_id == seeker_id, ProfileRow.label == label)
    row = session.exec(query).first()
    if row is None:
        row = ProfileRow(seeker_id=seeker_id, label=label)
        session.add(row)
        session.flush()
    return row
