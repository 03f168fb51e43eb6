"""Imports into the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel, select

from knowledge.database import SessionFactory
from knowledge.posts import importing
from knowledge.posts.feed import FeedUnreadable
from knowledge.posts.importing import SAMPLE_FEED
from knowledge.posts.screening import FeedEmpty
from knowledge.posts.store import (
    POSTS_FEED,
    import_feed,
    latest_import,
    load_samples_if_never_imported,
    open_posts,
    quarantined,
)
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from tests.knowledge.posts.builders import TODAY, cells, write_feed

TABLES = [
    SQLModel.metadata.tables[row.__tablename__] for row in (PostImportRow, PostRow, QuarantinedRow)
]


@pytest.fixture
def sessions():
    engine = create_engine(
        "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool
    )
    SQLModel.metadata.create_all(engine, tables=TABLES)
    yield lambda: Session(engine, expire_on_commit=False)
    engine.dispose()


@pytest.fixture
def take(sessions, glossary, tmp_path):
    """Imports these rows as a feed."""

    def of(*rows: dict[str, str], today: date = TODAY, feed: str = POSTS_FEED):
        path = write_feed(tmp_path / "feed.csv", rows)
        return import_feed(sessions, path, today=today, feed=feed, glossary=glossary)

    return of


def _open(sessions: SessionFactory, day: date = TODAY) -> list[str]:
    with sessions() as session:
        return [post.post_id for post in open_posts(session, day)]


def _closed_reason(sessions: SessionFactory, post_id: str) -> str | None:
    with sessions() as session:
        return session.get_one(PostRow, post_id).closed_reason


def test_posts_come_back_as_they_went_in(sessions, take):
    report = take(cells(skills="保洁|绿化", statuses_required="4050", floor="3楼"))
    assert (report.added, report.updated, report.unchanged, report.closed) == (1, 0, 0, 0)
    with sessions() as session:
        [post] = open_posts(session, TODAY)
        row = session.get_one(PostRow, "P-1")
    assert post.skills == ("保洁", "绿化")
    assert post.statuses_required == ("age_4050",)
    assert post.closes_on == date(2026, 12, 31)
    assert row.extra == {"floor": "3楼"}


def test_the_same_feed_again_changes_nothing(sessions, take):
    take(cells())
    report = take(cells())
    assert (report.added, report.updated, report.unchanged, report.closed) == (0, 0, 1, 0)


def test_a_changed_row_updates_its_post(sessions, take):
    take(cells())
    report = take(cells(title="保洁主管"))
    assert (report.added, report.updated) == (0, 1)
    with sessions() as session:
        assert [post.title for post in open_posts(session, TODAY)] == ["保洁主管"]


def test_a_post_that_is_gone_is_closed_and_opens_when_it_comes_back(sessions, take):
    take(cells(), cells(post_id="P-2"))
    assert take(cells()).closed == 1
    assert _open(sessions) == ["P-1"]
    assert _closed_reason(sessions, "P-2") == "gone_from_feed"
    assert take(cells(), cells(post_id="P-2")).updated == 1
    assert _open(sessions) == ["P-1", "P-2"]


def test_a_post_that_is_over_is_held_and_the_closing_day_itself_counts(sessions, take):
    report = take(cells(closes_on="2026-11-21"), cells(post_id="P-2", closes_on="2026-11-22"))
    assert (report.added, report.closed, len(report.held)) == (1, 0, 1)
    assert "closed on 2026-11-21" in report.held[0].reasons[0]
    assert _open(sessions) == ["P-2"]


def test_a_post_whose_row_now_says_that_it_is_over_is_closed(sessions, take):
    take(cells(), cells(post_id="P-2"))
    report = take(cells(closes_on="2026-11-21"), cells(post_id="P-2"))
    assert (report.closed, len(report.held)) == (1, 1)
    assert _closed_reason(sessions, "P-1") == "past_closing_day"


def test_the_same_post_under_another_id_is_held_and_names_the_first(sessions, take):
    report = take(cells(), {**cells(), "post_id": "P-2"})
    assert (report.added, len(report.held)) == (1, 1)
    assert "post 'P-1' (line 2)" in report.held[0].reasons[0]
    assert _open(sessions) == ["P-1"]


def test_a_post_that_another_feed_brought_is_found_said_again(sessions, take):
    take(cells())
    report = take({**cells(), "post_id": "X-1"}, feed="district")
    assert [held.post_id for held in report.held] == ["X-1"]
    assert "post 'P-1'" in report.held[0].reasons[0]


def test_a_feed_closes_only_what_it_brought_itself(sessions, take):
    take(cells())
    assert take(cells(post_id="X-1"), feed="district").closed == 0
    assert take(cells(post_id="X-2"), feed="district").closed == 1
    assert _open(sessions) == ["P-1", "X-2"]


def test_a_large_feed_is_written_in_blocks(sessions, take):
    rows = [cells(post_id=f"P-{number}") for number in range(1200)]
    assert take(*rows).added == 1200
    assert take(*rows[:-1], cells(post_id="P-1199", title="厨师")).updated == 1
    assert take(*rows[100:]).closed == 100


def test_a_post_whose_day_passed_since_the_import_is_not_open(sessions, take):
    take(cells(closes_on="2026-11-30"))
    assert _open(sessions, date(2026, 12, 1)) == []


def test_bad_rows_are_held_with_line_and_reason_and_the_rest_goes_in(sessions, take):
    report = take(cells(), cells(post_id="P-2", wage_min="-1"), cells(title="重复"))
    assert report.added == 1
    assert [(held.line, held.post_id) for held in report.held] == [(3, "P-2"), (4, "P-1")]
    assert "wage_min is -1" in report.held[0].reasons[0]
    assert "stands on line 2" in report.held[1].reasons[0]
    with sessions() as session:
        rows = quarantined(session)
        assert [row.post_id for row in rows] == ["P-2", "P-1"]
        assert rows[0].cells["wage_min"] == "-1"
        assert rows[0].reasons[0]["reason"] == "bad_wage"
        assert latest_import(session).held == 2


def test_a_post_whose_row_is_held_this_time_stays_as_it_was(sessions, take):
    take(cells(), cells(post_id="P-2"))
    report = take(cells(wage_min="-1"), cells(post_id="P-2"))
    assert report.closed == 0
    assert _open(sessions) == ["P-1", "P-2"]


def test_a_feed_of_bad_rows_only_closes_nothing(sessions, take):
    take(cells())
    report = take(cells(post_id="P-9", district="成都"))
    assert (report.closed, len(report.held)) == (0, 1)
    assert _open(sessions) == ["P-1"]


def test_a_feed_without_rows_is_refused_and_closes_nothing(sessions, take):
    take(cells())
    with pytest.raises(FeedEmpty, match="0 rows"):
        take()
    assert _open(sessions) == ["P-1"]


def test_the_first_real_feed_closes_the_samples(sessions, take):
    take(cells(post_id="S-1"), feed=SAMPLE_FEED)
    assert take(cells()).closed == 1
    assert _open(sessions) == ["P-1"]
    assert _closed_reason(sessions, "S-1") == "sample_replaced"


def test_samples_are_loaded_once_and_never_after_a_feed(sessions, take, tmp_path):
    samples = write_feed(tmp_path / "samples.csv", [cells(post_id="S-1")])
    first = load_samples_if_never_imported(sessions, today=TODAY, path=samples)
    assert first is not None
    assert first.added == 1
    assert load_samples_if_never_imported(sessions, today=TODAY, path=samples) is None
    with sessions() as session:
        assert open_posts(session, TODAY)[0].is_sample


def test_a_fault_in_the_middle_leaves_everything_as_it_was(sessions, take, monkeypatch):
    take(cells())

    def breaks(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing, "close_what_is_past", breaks)
    with pytest.raises(OSError, match="No space"):
        take(cells(title="别的"), cells(post_id="P-2"))
    with sessions() as session:
        assert [post.title for post in open_posts(session, TODAY)] == ["保洁员"]
        assert len(session.exec(select(PostImportRow)).all()) == 1


def test_an_unreadable_file_leaves_no_trace(sessions, tmp_path: Path):
    path = tmp_path / "feed.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FeedUnreadable):
        import_feed(sessions, path, today=TODAY)
    with sessions() as session:
        assert latest_import(session) is None
