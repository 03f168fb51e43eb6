"""What staff decide about held rows, and what the next import makes of it."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from knowledge.posts.decisions import RowState
from knowledge.posts.hold import HoldReason
from knowledge.posts.quarantine import Quarantine, Wanted
from knowledge.posts.quarantine_export import export_rows
from knowledge.posts.quarantine_faults import (
    AlreadyDecided,
    NoPostYet,
    NoReasonGiven,
    NoSuchRow,
    UnknownColumn,
)
from knowledge.posts.store import import_feed, open_posts
from knowledge.posts.tables import PostImportRow, PostRow, QuarantinedRow
from tests.knowledge.posts.builders import TODAY, cells, write_feed

TABLES = [
    SQLModel.metadata.tables[row.__tablename__] for row in (PostImportRow, PostRow, QuarantinedRow)
]
FEE = "负责清扫，押金200元"


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
    def of(*rows: dict[str, str], feed: str = "posts", today: date = TODAY):
        path = write_feed(tmp_path / "feed.csv", rows)
        return import_feed(sessions, path, today=today, feed=feed, glossary=glossary)

    return of


@pytest.fixture
def quarantine(sessions, glossary):
    return Quarantine(sessions, lambda: glossary, TODAY)


def _open(sessions) -> list[str]:
    with sessions() as session:
        return [post.post_id for post in open_posts(session, TODAY)]


def _only(quarantine: Quarantine) -> int:
    [row] = quarantine.rows()
    assert row.id is not None
    return row.id


def test_held_rows_are_listed_by_reason_and_feed(take, quarantine):
    take(cells(description=FEE), cells(post_id="P-2", wage_min="-1"))
    take(cells(post_id="X-1", description=FEE), feed="district")
    assert [row.post_id for row in quarantine.rows()] == ["X-1", "P-1", "P-2"]
    fees = quarantine.rows(Wanted(reason=HoldReason.FEE_ASKED))
    assert [row.post_id for row in fees] == ["X-1", "P-1"]
    assert [row.post_id for row in quarantine.rows(Wanted(feed="district"))] == ["X-1"]
    assert len(quarantine.rows(Wanted(limit=1))) == 1


def test_a_corrected_row_that_passes_is_shown(sessions, take, quarantine):
    take(cells(description=FEE))
    decided = quarantine.correct(_only(quarantine), {"description": "负责清扫"}, by="Li")
    assert decided.state is RowState.RELEASED
    assert _open(sessions) == ["P-1"]
    assert quarantine.rows() == []
    assert quarantine.row(decided.row_id).decided_by == "Li"


def test_a_corrected_row_that_does_not_pass_stays_held_with_what_is_left(
    sessions, take, quarantine
):
    take(cells(description=FEE, wage_min="随便", wage_max=""))
    row_id = _only(quarantine)
    decided = quarantine.correct(row_id, {"wage_min": "3500"}, by="Li")
    assert decided.state is RowState.HELD
    assert "押金" in decided.reasons[0]
    assert _open(sessions) == []
    assert quarantine.correct(row_id, {"description": "清扫"}, by="Li").state is RowState.RELEASED


def test_a_released_row_is_shown_although_the_gate_holds_it(sessions, take, quarantine):
    take(cells(description=FEE))
    row_id = _only(quarantine)
    quarantine.release(row_id, because="押金由单位代付，已核实", by="Li")
    assert _open(sessions) == ["P-1"]
    row = quarantine.row(row_id)
    assert (row.because, row.decided_by) == ("押金由单位代付，已核实", "Li")
    assert row.decided_at is not None


def test_a_decision_against_the_gate_needs_a_reason(sessions, take, quarantine):
    take(cells(description=FEE))
    row_id = _only(quarantine)
    for decide in (quarantine.release, quarantine.reject):
        with pytest.raises(NoReasonGiven):
            decide(row_id, because="  ", by="Li")
    assert _open(sessions) == []


def test_what_is_no_post_cannot_be_released(take, quarantine):
    take(cells(district="成都"))
    with pytest.raises(NoPostYet, match="成都"):
        quarantine.release(_only(quarantine), because="x", by="Li")


def test_a_row_that_cannot_be_read_can_be_written_anew(sessions, take, quarantine):
    take(cells(description="长" * 30_000), cells(post_id="P-2"))
    with pytest.raises(NoPostYet):
        quarantine.release(_only(quarantine), because="x", by="Li")
    quarantine.correct(_only(quarantine), {"description": "清扫"}, by="Li")
    assert _open(sessions) == ["P-1", "P-2"]


def test_the_next_import_keeps_to_what_staff_released(sessions, take, quarantine):
    take(cells(description=FEE))
    quarantine.release(_only(quarantine), because="已核实", by="Li")
    report = take(cells(description=FEE), cells(post_id="P-2"))
    assert (report.added, report.unchanged, report.held) == (1, 1, ())
    assert _open(sessions) == ["P-1", "P-2"]


def test_the_next_import_keeps_to_a_correction(sessions, take, quarantine):
    take(cells(title="保洁", wage_min="随便", wage_max=""))
    quarantine.correct(_only(quarantine), {"wage_min": "3500"}, by="Li")
    report = take(cells(title="保洁", wage_min="随便", wage_max=""), cells(post_id="P-2"))
    assert (report.unchanged, report.closed, report.held) == (1, 0, ())
    with sessions() as session:
        assert session.get_one(PostRow, "P-1").wage_min == 3500


def test_a_correction_in_progress_outlives_the_next_import(take, quarantine):
    take(cells(description=FEE, wage_min="随便", wage_max=""))
    quarantine.correct(_only(quarantine), {"wage_min": "3500"}, by="Li")
    take(cells(description=FEE, wage_min="随便", wage_max=""))
    [row] = quarantine.rows()
    assert row.corrected == {"wage_min": "3500"}
    assert [told["reason"] for told in row.reasons] == ["fee_asked"]


def test_a_row_that_changed_runs_the_gate_anew(sessions, take, quarantine):
    take(cells(description=FEE))
    quarantine.release(_only(quarantine), because="已核实", by="Li")
    report = take(cells(description="负责清扫，押金900元"))
    assert len(report.held) == 1
    assert len(quarantine.rows()) == 1


def test_a_rejected_row_is_not_listed_again_until_it_changes(sessions, take, quarantine):
    take(cells(description=FEE), cells(post_id="P-2"))
    quarantine.reject(_only(quarantine), because="骗子", by="Li")
    report = take(cells(description=FEE), cells(post_id="P-2"))
    assert (report.rejected, report.held, report.rows) == (1, (), 2)
    assert quarantine.rows() == []
    assert _open(sessions) == ["P-2"]
    assert len(take(cells(description="押金300元"), cells(post_id="P-2")).held) == 1


def test_rejecting_closes_the_post_that_was_open_before(sessions, take, quarantine):
    take(cells())
    take(cells(description=FEE))
    assert _open(sessions) == ["P-1"]
    quarantine.reject(_only(quarantine), because="骗子", by="Li")
    assert _open(sessions) == []


def test_a_released_post_past_its_day_is_closed(sessions, take, quarantine):
    take(cells(description=FEE))
    quarantine.release(_only(quarantine), because="已核实", by="Li")
    take(cells(description=FEE), cells(post_id="P-2", closes_on=""), today=date(2027, 1, 5))
    with sessions() as session:
        assert session.get_one(PostRow, "P-1").closed_reason == "past_closing_day"


def test_a_row_is_decided_once(take, quarantine):
    take(cells(description=FEE))
    row_id = _only(quarantine)
    quarantine.reject(row_id, because="骗子", by="Li")
    with pytest.raises(AlreadyDecided, match="rejected by Li"):
        quarantine.release(row_id, because="x", by="Wang")


def test_a_correction_of_a_column_that_is_none_is_refused(take, quarantine):
    take(cells(description=FEE))
    with pytest.raises(UnknownColumn, match="wages"):
        quarantine.correct(_only(quarantine), {"wages": "3500"}, by="Li")


def test_a_row_that_is_not_there_is_told(quarantine):
    with pytest.raises(NoSuchRow):
        quarantine.row(77)


def test_a_corrected_row_is_compared_with_the_posts_that_are_open(take, quarantine):
    take(cells(), {**cells(wage_min="随便", wage_max=""), "post_id": "P-2"})
    changes = {"wage_min": "3000", "wage_max": "3500", "wage_unit": "month"}
    decided = quarantine.correct(_only(quarantine), changes, by="Li")
    assert decided.state is RowState.HELD
    assert "post 'P-1'" in decided.reasons[0]


def test_an_export_holds_no_cell_that_a_program_would_run(take, quarantine, tmp_path):
    take(cells(wage_min="-1", title="=HYPERLINK(1)", description="＋1", employer="@某公司（甲）"))
    export_rows(quarantine.rows(), tmp_path / "held.csv")
    with (tmp_path / "held.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["description"] == "'＋1"
    assert row["employer"] == "'@某公司（甲）"
    assert row["wage_min"] == "-1"
    assert "wage_min" in row["reasons_zh"]
