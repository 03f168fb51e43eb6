"""Ages on a day, as exactly as a birth was said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import full_years
from knowledge.language import Lang
from knowledge.people.birth import BirthSaid
from knowledge.people.profile import Profile

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        (BirthSaid(1986, 12, 15), (39, 39)),
        (BirthSaid(1986, 11, 30), (40, 40)),
        (BirthSaid(1986, 12, 1), (39, 39)),
        (BirthSaid(1986, 11), (40, 40)),
        (BirthSaid(1986, 12), (39, 39)),
        (BirthSaid(1986), (39, 40)),
        (BirthSaid.of_age(40, TODAY), (40, 40)),
        (BirthSaid.of_age(40, date(2026, 3, 1)), (40, 41)),
        (BirthSaid(2008, 2, 29), (18, 18)),
    ],
)
def test_ages_are_exact_on_the_day(said, ages):
    assert said.born.ages_on(TODAY) == ages


def test_the_birthday_counts_and_the_day_before_does_not():
    profile = Profile(birth_year=1986, birth_month=12, birth_day=15)
    assert profile.age_on(date(2026, 12, 14)) == 39
    assert profile.age_on(date(2026, 12, 15)) == 40
    assert Profile(birth_year=1986).age_on(date(2026, 12, 14)) is None
    assert Profile(birth_year=1986).age_on(date(2026, 12, 31)) == 40
    assert Profile().ages_on(TODAY) is None


def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_last_of_february():
    born = date(2004, 2, 29)
    assert full_years(born, date(2026, 2, 27)) == 21
    assert full_years(born, date(2026, 2, 28)) == 22


@given(
    st.dates(date(1940, 1, 1), date(2012, 12, 31)),
    st.dates(date(2025, 1, 1), date(2030, 12, 31)),
)
def test_an_age_told_holds_the_true_day_of_birth(born: date, told_on: date):
    said = BirthSaid.of_age(full_years(born, told_on), told_on).born
    assert said.first <= born <= said.last
    assert said.ages_on(told_on) == (full_years(born, told_on),) * 2
    assert full_years(said.first - timedelta(days=1), told_on) == full_years(born, told_on) + 1


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (BirthSaid(1976), "1976年", "1976"),
        (BirthSaid(1976, 8), "1976年8月", "August 1976"),
        (BirthSaid(1976, 8, 15), "1976年8月15日", "15 August 1976"),
        (BirthSaid.of_age(52, TODAY), "1973或1974年（2026-11-30时52岁）",
         "1973 or 1974 (aged 52 on 2026-11-30)"),
    ],
)  # fmt: skip
def test_a_birth_is_shown_as_it_was_said(said, zh, en):
    assert (said.shown(Lang.ZH), said.shown(Lang.EN)) == (zh, en)
