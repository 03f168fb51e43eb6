"""Workbooks as people send them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.posts.feed import FeedUnreadable, Row, read_feed

NAMES = ["岗位编号", "岗位类型", "岗位名称", "用人单位", "区县", "发布日期", "截止日期", "月薪"]
# A workbook knows no zones.
MORNING = datetime(2026, 11, 3, 8)  # noqa: DTZ001
POST = ["A-1", "企业岗位", "保洁员", "某物业公司", "南岸区", date(2026, 11, 3), 46387, 3500]


@pytest.fixture
def book():
    return Workbook()


@pytest.fixture
def read(book, tmp_path: Path):
    def rows() -> list[Row]:
        path = tmp_path / "feed.xlsx"
        book.save(path)
        return list(read_feed(path))

    return rows


def _with_cached(path: Path, cell: str, value: str) -> None:
    """Gives a formula the value that a spreadsheet program would have left with it."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?', rf"\g<1><v>{value}</v>", sheet
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_a_sheet_is_read_with_days_numbers_and_texts(book, read):
    book.active.append(NAMES)
    book.active.append(POST)
    book.active.append(["A-2", "企业", "厨师", "某餐饮公司", "渝中", MORNING, "长期", "5000"])
    first, second = read()
    assert first.values["posted_on"] == "2026-11-03"
    assert first.values["closes_on"] == "46387"
    assert (first.values["wage_min"], first.values["wage_unit"]) == ("3500", "month")
    assert second.values["posted_on"] == "2026-11-03"
    assert (first.line, second.line) == (2, 3)


def test_a_header_of_two_merged_rows_under_a_title_is_read(book, read):
    sheet = book.active
    sheet.append(["南岸区岗位汇总表"])
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append([*NAMES[:7], "薪资", None])
    sheet.append([None] * 7 + ["最低", "最高"])
    sheet.merge_cells("H3:I3")
    for column in "ABCDEFG":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.append([*POST[:7], 3000, 5000])
    [row] = read()
    assert (row.values["wage_min"], row.values["wage_max"]) == ("3000", "5000")
    assert row.values["title"] == "保洁员"
    assert row.line == 5


def test_a_cell_that_spans_rows_stands_in_each(book, read):
    sheet = book.active
    sheet.append(NAMES)
    sheet.append(POST)
    sheet.append(["A-2", "企业", "保安", None, "南岸区", date(2026, 11, 3), None, 3000])
    sheet.merge_cells("D2:D3")
    first, second = read()
    assert second.values["employer"] == first.values["employer"] == "某物业公司"


def test_a_formula_counts_as_its_last_value_or_is_told(book, read, tmp_path):
    sheet = book.active
    sheet.append(NAMES)
    sheet.append([*POST[:7], "=3000+500"])
    sheet.append(["A-2", *POST[1:]])
    held, good = read()
    assert "formula without a value" in (held.problem or "")
    assert good.problem is None
    _with_cached(tmp_path / "feed.xlsx", "H2", "3500")
    first, _ = read_feed(tmp_path / "feed.xlsx")
    assert first.problem is None
    assert first.values["wage_min"] == "3500"


def test_an_error_in_a_cell_is_told(book, read):
    book.active.append(NAMES)
    book.active.append([*POST[:7], "#REF!"])
    [row] = read()
    assert "#REF!" in (row.problem or "")


def test_every_sheet_is_read_and_one_that_is_no_feed_is_told(book, read):
    book.active.append(NAMES)
    book.active.append(POST)
    other = book.create_sheet("渝中")
    other.append(["填报说明"])
    other.append(NAMES)
    other.append(["B-1", *POST[1:]])
    notes = book.create_sheet("说明")
    notes.append(["请在月底前填报"])
    hidden = book.create_sheet("字典")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    rows = read()
    assert [row.values.get("post_id") for row in rows] == ["A-1", "B-1", None, None]
    left_out = [row.left_out.zh for row in rows if row.left_out]
    assert left_out == ["没有岗位表的工作表：说明", "隐藏的工作表：字典"]


def test_a_workbook_without_a_header_is_refused(book, read):
    book.active.append(["只是一句话"])
    with pytest.raises(FeedUnreadable, match="no row with names of columns"):
        read()


def test_an_empty_workbook_is_refused(read):
    with pytest.raises(FeedUnreadable, match="no sheet to read"):
        read()


def test_a_bomb_is_not_opened(tmp_path):
    path = tmp_path / "feed.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(FeedUnreadable, match="not opened"):
        read_feed(path)


def test_another_packed_file_is_no_workbook(tmp_path):
    path = tmp_path / "feed.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("photo.txt", "x")
    with pytest.raises(FeedUnreadable, match="no workbook"):
        read_feed(path)


def test_a_workbook_cut_short_is_damaged(book, tmp_path):
    path = tmp_path / "feed.xlsx"
    whole = io.BytesIO()
    book.active.append(NAMES)
    book.save(whole)
    path.write_bytes(whole.getvalue()[:-200])
    with pytest.raises(FeedUnreadable, match="damaged"):
        read_feed(path)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook")
        packed.writestr("[Content_Types].xml", "<Types")
    with pytest.raises(FeedUnreadable, match="damaged"):
        read_feed(path)
