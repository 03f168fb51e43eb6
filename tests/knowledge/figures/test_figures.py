"""Counting turns by day: each once, whoever counts; what the tables, files and charts show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import etree
from sqlmodel import select

from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.figures.charts import chart
from knowledge.figures.exporting import as_csv, as_json, for_the_public
from knowledge.figures.folding import fold_turns
from knowledge.figures.keeping import Counting, keep_figures
from knowledge.figures.measures import bucket_of, percentile
from knowledge.figures.showing import NAMES, By, FigureTable, Period, Unit, tables_of
from knowledge.figures.tables import DailyPersonRow
from knowledge.following.tables import OutcomeRow
from knowledge.people.forgetting import forget_seeker
from knowledge.records.tables import ProfileFactRow, ProfileRow, SeekerRow, TurnRow
from knowledge.reviews.tables import ReviewItemRow

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WEEK = Period(TODAY - timedelta(days=6), TODAY)


def district_of(text: str) -> str | None:
    return "万州区" if "万州" in text else None


COUNTING = Counting(ZONE, district_of)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[SessionFactory]:
    engine = open_database(f"sqlite:///{tmp_path / 'figures.db'}")
    yield session_factory(engine)
    engine.dispose()


def seeker(sessions: SessionFactory, number: int, **facts: object) -> None:
    with sessions() as session:
        session.add(SeekerRow(id=number, surface="web", chat_id=str(number)))
        session.flush()
        session.add(ProfileRow(id=number, seeker_id=number))
        session.flush()
        for name, value in facts.items():
            session.add(ProfileFactRow(profile_id=number, name=name, value=value))
        session.commit()


def turn(sessions: SessionFactory, by: int, at: datetime = NOW - timedelta(hours=1), **values):
    given = {"lang": "zh", "route": "question", "status": "answered", "masked_text": "问题"}
    given |= {"reply": "{}", "trace": {}, "took_ms": 5.0, **values}
    with sessions() as session:
        count = len(session.exec(select(TurnRow.id)).all())
        row = TurnRow(
            seeker_id=by, message_id=f"{at}-{count}", text="geheim", today=TODAY, received_at=at,
            **given,
        )  # fmt: skip
        session.add(row)
        session.commit()


def counted(sessions: SessionFactory, moment: datetime = NOW) -> int:
    return keep_figures(sessions, COUNTING, moment)


def rows(sessions: SessionFactory, name: str, period: Period = WEEK) -> dict[str, tuple]:
    with sessions() as session:
        return dict(tables_of(session, period)[name].rows)


def test_a_turn_is_counted_by_everything_that_is_known_of_it(sessions: SessionFactory) -> None:
    seeker(sessions, 1, groups=["migrant_worker"], home_district="渝中区")
    turn(sessions, 1, masked_text="万州有房补吗", trace={"clauses": [{"clause_id": "rent.amount"}]})
    turn(sessions, 1, status="declined_no_source", trace={"hits": [{"clause_id": "boat.who"}]})
    posts = {"posts": [{"post_id": "a"}, {"post_id": "b"}], "findings": []}
    turn(sessions, 1, status="matched", route="job_search", reply=json.dumps(posts))
    finding = {"findings": [{"programme_id": "rent"}], "posts": []}
    turn(sessions, 1, status="eligibility", route="eligibility", reply=json.dumps(finding))
    assert counted(sessions) == 4
    assert rows(sessions, "turns")["2026-11-22"] == (4, 1)
    assert rows(sessions, "people")["2026-11-22"] == (1,)
    assert rows(sessions, "shares")["2026-11-22"] == (25.0, None)
    assert rows(sessions, "topic") == {"rent": (1,), "boat": (1,)}
    assert rows(sessions, "district") == {"渝中区": (3,), "万州区": (1,)}
    assert rows(sessions, "group") == {"migrant_workers": (4,)}
    assert rows(sessions, "subsidy") == {"rent": (1,)}
    assert rows(sessions, "posts")["2026-11-22"] == (2, 0, 0)


def test_a_turn_is_counted_once_however_often_and_by_whomever(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1)
    assert (counted(sessions), counted(sessions)) == (1, 0)
    turn(sessions, 1, NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=5)
    first = fold_turns(sessions, zone=ZONE, moment=later, district_of=district_of)
    assert first == 1
    assert rows(sessions, "turns")["2026-11-22"] == (2, 0)


def test_who_counts_behind_another_writes_nothing(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1, masked_text="万州")

    def overtaken(text: str) -> str | None:
        # Another process counts the same turns while this one is reading them.
        assert counted(sessions) == 1
        return district_of(text)

    assert fold_turns(sessions, zone=ZONE, moment=NOW, district_of=overtaken) == 0
    assert rows(sessions, "turns")["2026-11-22"] == (1, 0)


def test_turns_of_the_same_moment_are_not_parted(
    sessions: SessionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.figures.folding.AT_ONCE", 2)
    seeker(sessions, 1)
    for _ in range(5):
        turn(sessions, 1)
    assert counted(sessions) == 5


def test_a_turn_that_may_not_be_committed_yet_waits(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1, NOW - timedelta(seconds=5))
    assert counted(sessions) == 0
    assert counted(sessions, NOW + timedelta(seconds=10)) == 1


def test_a_day_begins_at_the_bureaus_midnight(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1, datetime(2026, 11, 20, 15, 59, tzinfo=UTC))
    turn(sessions, 1, datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    counted(sessions)
    shown = rows(sessions, "turns")
    assert (shown["2026-11-20"], shown["2026-11-21"]) == ((1, 0), (1, 0))


def test_a_person_counts_once_a_day_and_once_a_week(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    seeker(sessions, 2)
    for by, days in ((1, 0), (1, 0), (1, 1), (2, 1)):
        turn(sessions, by, NOW - timedelta(days=days, hours=1))
    counted(sessions)
    by_day = rows(sessions, "people")
    assert (by_day["2026-11-21"], by_day["2026-11-22"]) == ((2,), (1,))
    by_week = rows(sessions, "people", Period(WEEK.since, TODAY, By.WEEK))
    assert by_week["2026-11-16"] == (2,)


def test_a_forgotten_person_leaves_numbers_and_no_name(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1)
    counted(sessions)
    forget_seeker(sessions, 1)
    with sessions() as session:
        assert session.exec(select(DailyPersonRow)).all() == []
    assert rows(sessions, "turns")["2026-11-22"] == (1, 0)


def test_after_the_newest_turn_is_forgotten_the_next_one_is_counted(
    sessions: SessionFactory,
) -> None:
    seeker(sessions, 1)
    seeker(sessions, 2)
    turn(sessions, 1)
    counted(sessions)
    forget_seeker(sessions, 1)
    # SQLite gives the number of the deleted turn to this one.
    turn(sessions, 2, NOW + timedelta(minutes=1))
    assert counted(sessions, NOW + timedelta(minutes=5)) == 1


def test_the_ledger_counts_people_and_follows_a_late_answer(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    applied = TODAY - timedelta(days=3)
    with sessions() as session:
        for post in ("a", "b"):
            session.add(
                OutcomeRow(
                    seeker_id=1, post_id=post, post_kind="enterprise", started_on=applied,
                    applied_on=applied, groups=["graduates", "in_difficulty"],
                )
            )  # fmt: skip
        session.commit()
    counted(sessions)
    assert rows(sessions, "ledger")["graduates"] == (1, 1, 0)
    with sessions() as session:
        for row in session.exec(select(OutcomeRow)):
            row.answer, row.answered_on = "placed", TODAY
        session.commit()
    counted(sessions)
    assert rows(sessions, "ledger")["in_difficulty"] == (1, 1, 1)
    assert rows(sessions, "posts")["2026-11-22"][2] == 2


def test_the_share_of_wrong_answers_is_that_of_the_settled_samples(
    sessions: SessionFactory,
) -> None:
    seeker(sessions, 1)
    for _ in range(4):
        turn(sessions, 1)
    with sessions() as session:
        ids = session.exec(select(TurnRow.id)).all()
        judged = [
            (ids[0], "rui", "sample", "right"), (ids[1], "rui", "sample", "wrong_figure"),
            (ids[2], "rui", "sample", "wrong_clause"), (ids[2], "bo", "sample", "right"),
            (ids[2], "ada", "adjudication", "right"), (ids[3], "rui", "picked", "wrong_figure"),
        ]  # fmt: skip
        for turn_id, reviewer, kind, verdict in judged:
            session.add(
                ReviewItemRow(
                    turn_id=turn_id, day=TODAY, kind=kind, reviewer=reviewer, lang="zh",
                    status="answered", route="question", topic="", verdict=verdict,
                )
            )  # fmt: skip
        session.commit()
    counted(sessions)
    assert rows(sessions, "verdict") == {"right": (2,), "wrong_figure": (1,)}
    assert rows(sessions, "shares")["2026-11-22"][1] == 33.3


def test_percentiles_from_steps_are_near_the_true_ones() -> None:
    counts: dict[str, int] = {}
    for took in range(1, 1001):
        counts[bucket_of(took)] = counts.get(bucket_of(took), 0) + 1
    for share, true in ((0.5, 500), (0.95, 950)):
        found = percentile(counts, share)
        assert found is not None
        assert abs(found - true) <= 0.07 * true
    assert percentile({}, 0.5) is None


def test_every_chart_is_an_image_without_script_or_address(sessions: SessionFactory) -> None:
    seeker(sessions, 1)
    turn(sessions, 1, trace={"hits": [{"clause_id": "<script>alert(1)</script>.x"}]})
    counted(sessions)
    with sessions() as session:
        tables = tables_of(session, WEEK)
    for name in NAMES:
        root = etree.fromstring(chart(tables[name], lambda key: key))
        for element in root.iter():
            assert isinstance(element.tag, str)
            assert etree.QName(element).localname not in ("script", "a", "image", "foreignObject")
            for attribute, value in element.attrib.items():
                assert not attribute.startswith("on")
                assert "http" not in value


def test_a_file_for_the_public_hides_small_counts_and_what_would_give_them_away() -> None:
    many = FigureTable("topic", ("count",), (("a", (3.0,)), ("b", (4.0,)), ("c", (9.0,))))
    assert [v for _, (v,) in for_the_public(many).rows] == [None, None, 9]
    alone = FigureTable("topic", ("count",), (("a", (30.0,)), ("b", (4.0,)), ("c", (9.0,))))
    assert [v for _, (v,) in for_the_public(alone).rows] == [30, None, None]
    none = FigureTable("topic", ("count",), (("a", (0.0,)), ("b", (5.0,))))
    assert [v for _, (v,) in for_the_public(none).rows] == [0, 5]
    shares = FigureTable("shares", ("declined_share",), (("a", (50.0,)),), Unit.PERCENT)
    assert for_the_public(shares).rows == ()


def test_files_hold_the_rows_and_no_formula() -> None:
    table = FigureTable("topic", ("count",), (("=1+1", (3.0,)), ("b", (None,))), is_ranked=True)
    assert as_csv(table) == "\ufefftopic,count\r\n'=1+1,3\r\nb,\r\n"
    assert json.loads(as_json(table))["rows"][1] == {"key": "b", "count": None}
