"""CSV with stray quotes, breaks in cells and damage: one row is lost, never those behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.posts.feed import FeedUnreadable, read_feed

HEADER = "post_id,kind,title,employer,district,posted_on,description"


def _row(number: int, description: str = "清扫", employer: str = "某物业公司") -> str:
    return f"P-{number},企业,保洁员,{employer},南岸,2026-11-01,{description}"


@pytest.fixture
def read(tmp_path: Path):
    def rows(*lines: str, encoding: str = "utf-8", end: str = "\n"):
        path = tmp_path / "feed.csv"
        path.write_bytes(end.join(lines).encode(encoding))
        return list(read_feed(path))

    return rows


def test_a_quote_that_is_never_closed_costs_its_own_row_only(read):
    rows = read(HEADER, _row(1), _row(2, '"开头没有结尾'), *(_row(n) for n in range(3, 300)))
    assert [row.values["post_id"] for row in rows] == [f"P-{n}" for n in range(1, 300)]
    assert all(row.problem is None for row in rows)
    assert rows[1].values["description"] == "开头没有结尾"
    assert rows[-1].line == 300


def test_two_stray_quotes_do_not_swallow_the_rows_between_them(read):
    rows = read(HEADER, _row(1), '"P-2,企业', _row(3), '"P-4,企业', _row(5))
    good = [row.values["post_id"] for row in rows if row.problem is None]
    assert good == ["P-1", "P-3", "P-5"]
    bad = [row for row in rows if row.problem is not None]
    assert [row.line for row in bad] == [3, 5]
    assert "never closed" in bad[0].problem


def test_a_break_within_quotes_is_part_of_the_cell(read):
    rows = read(HEADER, _row(1, '"第一行'), '第二行, 还有"', _row(2), end="\r\n")
    assert rows[0].values["description"] == "第一行\r\n第二行, 还有"
    assert [row.line for row in rows] == [2, 4]


def test_a_quote_in_the_middle_of_a_cell_is_a_character(read):
    [row] = read(HEADER, _row(1, '5"管道'))
    assert row.values["description"] == '5"管道'


def test_a_nul_in_a_cell_is_left_away(read):
    [row] = read(HEADER, _row(1, "清\x00扫"))
    assert row.values["description"] == "清扫"


def test_a_few_damaged_bytes_cost_their_row_only(tmp_path):
    path = tmp_path / "feed.csv"
    lines = [HEADER, *(_row(number) for number in range(500))]
    raw = "\n".join(lines).encode().replace("P-7,企业".encode(), b"P-7,\xe4\xbc")
    path.write_bytes(raw)
    rows = list(read_feed(path))
    assert len(rows) == 500
    assert [row.values["post_id"] for row in rows if row.problem] == ["P-7"]
    assert "no text" in rows[7].problem


def test_a_header_may_lie_under_a_title_and_have_chinese_names(read):
    rows = read(
        "南岸区2026年11月岗位汇总表,,,,,,",
        "岗位编号,岗位类型,岗位名称,用人单位,区县,发布日期,月薪（元）",
        "A-1,企业岗位,保洁员,某物业公司,南岸,2026/11/1,3000-5000",
    )
    assert rows[0].values["wage_min"] == "3000-5000"
    assert rows[0].values["wage_unit"] == "month"
    assert rows[0].values["employer"] == "某物业公司"
    assert rows[0].line == 3


def test_two_names_for_one_column_are_refused_with_both(read):
    with pytest.raises(FeedUnreadable, match=r"title twice \(岗位名称, 职位名称\)"):
        read("岗位编号,岗位类型,岗位名称,职位名称,用人单位,区县,发布日期", "1,企业,a,b,c,南岸,x")


def test_a_column_that_is_missing_is_named_in_both_languages(read):
    with pytest.raises(FeedUnreadable, match=r"employer \(用人单位\)"):
        read("岗位编号,岗位类型,岗位名称,区县,发布日期", "1,企业,保洁,南岸,2026-11-01")
