"""Feeds of events and courses: what is taken, what is held, what a later feed closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.wiring import Services
from knowledge.database import SessionFactory, open_database, session_factory
from knowledge.events.offering import Campaign, OfferingKind
from knowledge.events.store import (
    SAMPLES,
    OfferingReport,
    coming,
    import_offerings,
    load_sample_offerings,
    offering,
)
from knowledge.glossary import Glossary
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.screening import FeedEmpty
from tests.builders import TODAY

HEADER = "post_id,kind,campaign,title,starts,ends,organiser,district,cost,description\n"
FAIR = {
    "post_id": "E1",
    "kind": "event",
    "campaign": "招聘会",
    "title": "冬季招聘会",
    "starts": "2026-12-05",
    "ends": "",
    "organiser": "南岸区就业局",
    "district": "南岸区",
    "cost": "",
    "description": "多家企业到场",
}


@pytest.fixture
def sessions() -> Iterator[SessionFactory]:
    engine = open_database("sqlite://")
    yield session_factory(engine)
    engine.dispose()


def feed(folder: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    lines = [",".join({**FAIR, **one}.values()) for one in rows]
    path = folder / "events.csv"
    path.write_text(HEADER + "\n".join(lines), encoding=encoding)
    return path


def taken(sessions: SessionFactory, path: Path, glossary: Glossary) -> OfferingReport:
    return import_offerings(sessions, path, today=TODAY, glossary=glossary)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"starts": "2026-11-01"}, "已在2026-11-01结束"),
        ({"starts": "2026-12-05", "ends": "2026-12-01"}, "早于"),
        ({"starts": "下周"}, "读不懂"),
        ({"organiser": ""}, "主办单位"),
        ({"title": ""}, "名称"),
        ({"district": "成都市"}, "不是重庆的区县"),
        ({"kind": "party"}, "event 或 course"),
        ({"description": "入场要收费"}, "没有写多少钱"),
        ({"cost": "面议"}, "没有金额"),
    ],
)
def test_what_cannot_be_shown_is_held_with_its_reason(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary, change: dict, said: str
) -> None:
    report = taken(sessions, feed(tmp_path, {"post_id": "E0"}, change), glossary)
    assert report.added == 1
    (held,) = report.held
    assert held.line == 3
    assert any(said in reason.zh for reason in held.reasons), held
    assert all(reason.en for reason in held.reasons)


@pytest.mark.parametrize(
    "change", [{"description": "免费入场，不收任何费用"}, {"cost": "20元", "description": "收费"}]
)
def test_a_fee_with_its_price_passes(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary, change: dict
) -> None:
    assert taken(sessions, feed(tmp_path, change), glossary).held == ()


def test_a_feed_adds_updates_and_closes_what_is_gone(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary
) -> None:
    first = taken(sessions, feed(tmp_path, {}, {"post_id": "E2"}), glossary)
    assert (first.added, first.closed) == (2, 0)
    second = feed(tmp_path, {"title": "春季招聘会"}, {"post_id": "E3", "starts": "下周"})
    report = taken(sessions, second, glossary)
    assert (report.updated, report.closed, len(report.held)) == (1, 1, 1)
    (left,) = coming(sessions, OfferingKind.EVENT, today=TODAY)
    assert (left.title, left.campaign, left.district) == ("春季招聘会", Campaign.JOB_FAIR, "南岸区")
    assert taken(sessions, second, glossary).unchanged == 1


def test_where_every_row_is_held_nothing_is_closed(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary
) -> None:
    taken(sessions, feed(tmp_path, {}), glossary)
    assert taken(sessions, feed(tmp_path, {"starts": "2020-01-01"}), glossary).closed == 0
    assert len(coming(sessions, OfferingKind.EVENT, today=TODAY)) == 1


def test_samples_are_marked_and_go_with_the_first_real_feed_of_their_kind(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary
) -> None:
    load_sample_offerings(sessions, today=TODAY, glossary=glossary)
    events = coming(sessions, OfferingKind.EVENT, today=TODAY)
    courses = coming(sessions, OfferingKind.COURSE, today=TODAY)
    assert (len(events), len(courses)) == (12, 12)
    assert all(one.is_sample and one.title_en and one.description_en for one in events + courses)
    assert {one.campaign for one in events} == set(Campaign)
    taken(sessions, feed(tmp_path, {}), glossary)
    assert len(coming(sessions, OfferingKind.EVENT, today=TODAY)) == 1
    assert len(coming(sessions, OfferingKind.COURSE, today=TODAY)) == 12
    load_sample_offerings(sessions, today=TODAY, glossary=glossary)
    assert len(coming(sessions, OfferingKind.EVENT, today=TODAY)) == 1


def test_samples_stay_away_from_the_clauses_that_are_not_there(real: Services) -> None:
    release = real.release_shelf.current()
    held = {clause_id for clause_id, _ in release.clauses}
    for course in coming(real.sessions, OfferingKind.COURSE, today=TODAY):
        assert set(course.subsidy) <= held, course.offering_id


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FeedUnreadable),
        (HEADER.encode(), FeedEmpty),
        (b"a,b\n1,2\n", FeedUnreadable),
        ("标题".encode("utf-16"), FeedUnreadable),
        (b"PK\x03\x04rest", FeedUnreadable),
    ],
)
def test_what_is_no_feed_is_told(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary, content: bytes, fault: type
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(fault):
        taken(sessions, path, glossary)


def test_other_forms_of_the_feed_are_read(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary
) -> None:
    assert taken(sessions, feed(tmp_path, {}, encoding="gb18030"), glossary).added == 1
    lines = tmp_path / "events.jsonl"
    lines.write_text(
        '{"编号":"E7","类型":"招聘会","名称":"直播","活动":"直播带岗","开始日期":"2026年12月8日",'
        '"主办单位":"就业局","区县":"全市"}\nnot json\n',
        encoding="utf-8",
    )
    report = taken(sessions, lines, glossary)
    assert (report.added, len(report.held)) == (1, 1)
    found = offering(sessions, "E7")
    assert found is not None
    assert (found.campaign, found.district) == (Campaign.LIVE_STREAM, "")


def test_a_cell_without_end_is_one_broken_row(
    sessions: SessionFactory, tmp_path: Path, glossary: Glossary
) -> None:
    path = feed(tmp_path, {}, {"post_id": "E2", "description": "长" * 100_000})
    report = taken(sessions, path, glossary)
    assert (report.added, len(report.held)) == (1, 1)


def test_the_command_takes_events_like_posts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.__main__ import app

    monkeypatch.setenv("CHUNFENG_DATA_DIR", str(tmp_path / "data"))
    done = CliRunner().invoke(app, ["posts", "import", str(SAMPLES[0]), "--json"])
    assert done.exit_code == 0, done.output
    assert '"added": 12' in done.stdout
