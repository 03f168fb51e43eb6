"""Early warning: what is unusual is told, what is small or merely lively is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.figures.tables import DailyFigureRow
from knowledge.figures.warning import EarlyWarning, early_warnings, is_rise, is_surge

TODAY = date(2026, 11, 22)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{tmp_path / 'figures.db'}")
    yield session_factory(engine)
    engine.dispose()


def history(sessions: SessionFactory, days: int = 28, **today: int) -> list[EarlyWarning]:
    """The warnings after quiet days of 100 turns, 10 about rent, 10 declined, and this today."""
    quiet = {"turns:": 100, "topic:rent": 10, "status:answered": 90}
    quiet |= {"status:declined_no_source": 10, "verdict:right": 19, "verdict:wrong_figure": 1}
    given = {key.replace("__", ":"): count for key, count in today.items()}
    with sessions() as session:
        for back in range(days + 1):
            for key, count in {**quiet, **(given if back == 0 else {})}.items():
                measure, _, what = key.partition(":")
                day = TODAY - timedelta(days=back)
                session.add(DailyFigureRow(day=day, measure=measure, key=what, count=count))
        session.commit()
        return early_warnings(session, TODAY)


def told(warnings: list[EarlyWarning]) -> list[tuple[str, str, float, float]]:
    return [(one.kind.value, one.key, one.found, one.usual) for one in warnings]


def test_a_usual_day_warns_of_nothing(sessions: SessionFactory) -> None:
    assert history(sessions) == []


def test_a_topic_that_surges_is_told_with_what_is_usual(sessions: SessionFactory) -> None:
    assert told(history(sessions, topic__rent=40)) == [("topic", "rent", 40, 10)]


def test_a_district_that_never_asked_before_is_told_from_five_on(sessions: SessionFactory) -> None:
    assert told(history(sessions, district__万州区=6)) == [("district", "万州区", 6, 0)]


def test_counts_below_five_never_warn(sessions: SessionFactory) -> None:
    assert history(sessions, district__万州区=4) == []


def test_rising_declines_are_told_as_a_share(sessions: SessionFactory) -> None:
    found = history(sessions, status__declined_no_source=60, status__answered=40)
    assert told(found) == [("declined", "", 60.0, 10.0)]


def test_falling_scores_of_reviews_are_told(sessions: SessionFactory) -> None:
    found = history(sessions, verdict__wrong_figure=8, verdict__right=12)
    assert told(found) == [("wrong", "", 40.0, 5.0)]


def test_with_less_than_a_week_of_figures_nobody_knows_what_is_usual(
    sessions: SessionFactory,
) -> None:
    assert history(sessions, 5, topic__rent=400) == []


def test_a_lively_series_needs_more_to_warn_than_a_steady_one() -> None:
    steady, lively = [10] * 28, [2, 18, 5, 30, 8, 12, 25] * 4
    assert is_surge(25, steady)
    assert not is_surge(25, lively)


def test_a_share_of_few_answers_does_not_warn() -> None:
    assert not is_rise(4, 4, [0.1] * 28)
    assert is_rise(5, 10, [0.1] * 28)
