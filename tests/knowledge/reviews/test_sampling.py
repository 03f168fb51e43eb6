"""The daily sample: reproducible, fair to reviewers, and with every kind of turn in it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from knowledge.reviews.sampling import Candidate, Stratum, draw

DAY = date(2026, 11, 21)


def a_day(turns: int = 500) -> list[Candidate]:
    """Mostly Chinese answers, a few of other kinds, three rated badly."""
    kinds = [
        Stratum("en", "answered", "question", "red-envelope"),
        Stratum("zh", "declined_no_source", "question", ""),
        Stratum("zh", "matched", "job_search", ""),
    ]
    usual = Stratum("zh", "answered", "question", "red-envelope")
    bad = Stratum("zh", "answered", "question", "red-envelope", rated_badly=True)
    found = [Candidate(n, kinds[n % 3] if n % 50 == 0 else usual) for n in range(1, turns - 2)]
    return [*found, *(Candidate(n, bad) for n in range(turns - 2, turns + 1))]


def test_the_same_day_gives_the_same_sample_whatever_the_order() -> None:
    first = draw(a_day(), ["rui", "wen"], DAY)
    assert draw(reversed(a_day()), ["wen", "rui"], DAY) == first
    assert draw(a_day(), ["rui", "wen"], date(2026, 11, 22)) != first


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_every_reviewer_gets_as_many_and_a_fifth_is_double(count: int) -> None:
    names = [f"r{n}" for n in range(count)]
    drawn = draw(a_day(), names, DAY)
    load = Counter(one.reviewer for one in drawn)
    assert max(load.values()) - min(load.values()) <= 1
    assert set(load) == set(names)
    doubles = [one for one in drawn if one.is_double]
    assert len(doubles) / len(drawn) == (pytest.approx(0.2, abs=0.03) if count > 1 else 0)
    by_turn = Counter(one.candidate.turn_id for one in drawn)
    assert {by_turn[one.candidate.turn_id] for one in doubles} <= {2}
    assert {by_turn[one.candidate.turn_id] for one in drawn if not one.is_double} == {1}


def test_what_is_rare_or_rated_badly_is_always_in_it() -> None:
    drawn = draw(a_day(), ["rui"], DAY, per_reviewer=8)
    assert {one.candidate.stratum for one in drawn} == {one.stratum for one in a_day()}
    assert drawn[0].candidate.stratum.rated_badly


def test_a_quiet_day_is_drawn_whole() -> None:
    drawn = draw(a_day(6), ["rui", "wen"], DAY)
    assert {one.candidate.turn_id for one in drawn} == {1, 2, 3, 4, 5, 6}
    assert draw([], ["rui"], DAY) == []
    assert draw(a_day(6), [], DAY) == []
