"""The statutory retirement age at every boundary of the decision of 2024-09-13."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from knowledge.dates import months_later
from knowledge.people.birth import Born
from knowledge.rules.retirement import (
    ALL_KINDS,
    Age,
    RetirementKind,
    earliest_on,
    has_reached,
    latest_on,
    payment_months,
    reached_on,
    statutory_age,
    within_years,
)

MAN, W55, W50 = RetirementKind.MAN, RetirementKind.WOMAN_55, RetirementKind.WOMAN_50

# The annexes of the decision: month of birth, age, month of retirement.
ANNEX = [
    (MAN, "1964-12", Age(60), "2024-12"),
    (MAN, "1965-01", Age(60, 1), "2025-02"),
    (MAN, "1965-04", Age(60, 1), "2025-05"),
    (MAN, "1965-05", Age(60, 2), "2025-07"),
    (MAN, "1965-12", Age(60, 3), "2026-03"),
    (MAN, "1966-09", Age(60, 6), "2027-03"),
    (MAN, "1968-07", Age(60, 11), "2029-06"),
    (MAN, "1968-09", Age(61), "2029-09"),
    (MAN, "1968-12", Age(61), "2029-12"),
    (MAN, "1970-12", Age(61, 6), "2032-06"),
    (MAN, "1972-09", Age(62), "2034-09"),
    (MAN, "1976-08", Age(62, 11), "2039-07"),
    (MAN, "1976-09", Age(63), "2039-09"),
    (MAN, "1976-12", Age(63), "2039-12"),
    (MAN, "1990-01", Age(63), "2053-01"),
    (W55, "1969-12", Age(55), "2024-12"),
    (W55, "1970-01", Age(55, 1), "2025-02"),
    (W55, "1971-03", Age(55, 4), "2026-07"),
    (W55, "1973-09", Age(56), "2029-09"),
    (W55, "1976-08", Age(56, 8), "2033-04"),
    (W55, "1981-08", Age(57, 11), "2039-07"),
    (W55, "1981-09", Age(58), "2039-09"),
    (W55, "1995-05", Age(58), "2053-05"),
    (W50, "1974-12", Age(50), "2024-12"),
    (W50, "1975-01", Age(50, 1), "2025-02"),
    (W50, "1975-02", Age(50, 1), "2025-03"),
    (W50, "1975-03", Age(50, 2), "2025-05"),
    (W50, "1975-12", Age(50, 6), "2026-06"),
    (W50, "1976-12", Age(51), "2027-12"),
    (W50, "1980-01", Age(52, 7), "2032-08"),
    (W50, "1984-10", Age(54, 11), "2039-09"),
    (W50, "1984-11", Age(55), "2039-11"),
    (W50, "2000-02", Age(55), "2055-02"),
]


@pytest.mark.parametrize(("kind", "born", "age", "month"), ANNEX)
def test_ages_are_those_of_the_annexes(kind, born, age, month):
    first = date.fromisoformat(f"{born}-01")
    assert statutory_age(kind, first) == age
    assert f"{reached_on(kind, first):%Y-%m}" == month


def births(kind: RetirementKind) -> list[date]:
    """The first day of every month of birth, from before the first delay to after the last."""
    first = {MAN: 1964, W55: 1969, W50: 1974}[kind]
    return [date(year, month, 1) for year in range(first, first + 14) for month in range(1, 13)]


@pytest.mark.parametrize("kind", RetirementKind)
def test_every_month_is_reached_on_its_day_and_not_the_day_before(kind):
    for first in births(kind):
        for born in (first, first + timedelta(days=14), months_later(first, 1) - timedelta(1)):
            day, known = reached_on(kind, born), Born(born, born)
            assert has_reached({kind}, known, day) is True, born
            assert has_reached({kind}, known, day - timedelta(days=1)) is False, born


@pytest.mark.parametrize("kind", RetirementKind)
def test_the_age_rises_by_one_month_at_a_time_and_nobody_overtakes_an_older_one(kind):
    ages = [
        statutory_age(kind, born).years * 12 + statutory_age(kind, born).months
        for born in births(kind)
    ]
    days = [reached_on(kind, born) for born in births(kind)]
    assert {after - before for before, after in pairwise(ages)} == {0, 1}
    assert days == sorted(days)


def test_a_month_of_birth_leaves_its_own_month_open():
    august = Born(date(1976, 8, 1), date(1976, 8, 31))
    assert has_reached({MAN}, august, date(2039, 6, 30)) is False
    assert has_reached({MAN}, august, date(2039, 7, 1)) is None
    assert has_reached({MAN}, august, date(2039, 7, 31)) is True


def test_what_is_not_known_of_a_person_decides_only_where_it_matters():
    today = date(2026, 11, 30)
    of_1964, of_1973 = (Born(date(y, 1, 1), date(y, 12, 31)) for y in (1964, 1973))
    assert has_reached(ALL_KINDS, of_1964, today) is True
    assert has_reached({W50, W55}, of_1973, today) is None
    assert has_reached({MAN}, of_1973, today) is False


def test_a_man_of_61_has_reached_it_whenever_he_was_born():
    assert has_reached({MAN}, Born(date(1964, 12, 1), date(1965, 11, 30)), date(2026, 11, 30))


def test_fewer_than_five_years_to_go():
    born = date(1971, 11, 15)  # 61 years 9 months: 2033-08-15
    known = Born(born, born)
    assert within_years(5, {MAN}, known, date(2028, 8, 15)) is True
    assert within_years(5, {MAN}, known, date(2028, 8, 14)) is False


@pytest.mark.parametrize(
    ("kind", "born", "earliest", "latest"),
    [
        (MAN, "1968-07-15", "2028-07-15", "2032-06-15"),
        (MAN, "1980-03-01", "2040-03-01", "2046-03-01"),
        (W50, "1975-03-31", "2025-03-31", "2028-05-31"),
        (W50, "1984-11-05", "2036-11-05", "2042-11-05"),
        (W55, "1969-06-30", "2024-06-30", "2027-06-30"),
    ],
)
def test_flexible_retirement_lies_within_three_years_and_after_the_former_age(
    kind, born, earliest, latest
):
    day = date.fromisoformat(born)
    assert earliest_on(kind, day).isoformat() == earliest
    assert latest_on(kind, day).isoformat() == latest


@pytest.mark.parametrize(
    ("year", "months"),
    [(2025, 180), (2029, 180), (2030, 186), (2031, 192), (2034, 210), (2038, 234), (2039, 240),
     (2040, 240), (2060, 240)],
)  # fmt: skip
def test_the_years_of_payment_rise_from_2030(year, months):
    assert payment_months(year) == months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("1976-08-31", 1, "1976-09-30"), ("1976-02-29", 12, "1977-02-28"),
     ("2026-12-15", 1, "2027-01-15"), ("2026-01-31", -2, "2025-11-30")],
)  # fmt: skip
def test_a_month_without_that_day_ends_on_its_last(day, months, later):
    assert months_later(date.fromisoformat(day), months).isoformat() == later
