"""Profiles in the database: what was said, in which words, in which message."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.people.profile import PROFILE_FIELDS, Fact, Profile, Residence, Sex
from knowledge.people.storing import add_facts, load_profile, stored_facts
from knowledge.records.tables import ProfileFactRow, ProfileRow
from knowledge.records.turns import find_or_add_seeker
from knowledge.vocabulary import PersonStatus


@pytest.fixture
def sessions() -> Iterator[SessionFactory]:
    engine = open_database("sqlite://")
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def seeker(sessions: SessionFactory) -> int:
    return find_or_add_seeker(sessions, "test", "c1").seeker_id


def store(sessions: SessionFactory, seeker: int, message_id: str, *facts: Fact) -> None:
    with sessions() as session:
        add_facts(session, seeker, message_id, facts)
        session.commit()


def test_nothing_said_is_an_empty_profile(sessions: SessionFactory, seeker: int) -> None:
    assert load_profile(sessions, seeker) == Profile()
    assert stored_facts(sessions, seeker) == ()


def test_values_come_back_as_they_were(sessions: SessionFactory, seeker: int) -> None:
    facts = (
        Fact("birth_year", 1974, "52岁"),
        Fact("residence", Residence.CHONGQING, "重庆户口"),
        Fact("statuses", (PersonStatus.VETERAN,), "退役军人"),
        Fact("wage_min_month", 3000.0, "三千以上"),
    )
    store(sessions, seeker, "m1", *facts)
    assert load_profile(sessions, seeker) == Profile().with_facts(facts)


def test_each_fact_keeps_its_words_and_its_message(sessions: SessionFactory, seeker: int) -> None:
    store(sessions, seeker, "m1", Fact("birth_year", 1974, "52岁"))
    store(sessions, seeker, "m2", Fact("birth_year", 1973, "53岁"), Fact("sex", Sex.WOMAN, "女"))
    age, sex = stored_facts(sessions, seeker)
    assert (age.value, age.said, age.message_id) == (1973, "53岁", "m2")
    assert (sex.name, sex.said) == ("sex", "女")


def test_the_same_fact_twice_in_a_message_is_one_row(sessions: SessionFactory, seeker: int) -> None:
    store(sessions, seeker, "m1", Fact("birth_year", 1974, "a"), Fact("birth_year", 1975, "b"))
    (only,) = stored_facts(sessions, seeker)
    assert only.value == 1975


def test_profiles_of_two_people_are_apart(sessions: SessionFactory, seeker: int) -> None:
    other = find_or_add_seeker(sessions, "test", "c2").seeker_id
    store(sessions, seeker, "m1", Fact("birth_year", 1974, ""))
    assert load_profile(sessions, other) == Profile()


def test_a_field_that_is_no_more_is_left_out(sessions: SessionFactory, seeker: int) -> None:
    store(sessions, seeker, "m1", Fact("birth_year", 1974, ""))
    with sessions() as session:
        profile = session.get_one(ProfileRow, 1)
        session.add(ProfileFactRow(profile_id=profile.id, name="shoe_size", value=43))
        session.commit()
    assert "shoe_size" not in PROFILE_FIELDS
    assert load_profile(sessions, seeker).birth_year == 1974
