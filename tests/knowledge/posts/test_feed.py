"""Reading a feed: forms, encodings, and files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.posts.feed import LONGEST_CELL, FeedUnreadable, read_feed
from tests.knowledge.posts.builders import cells, write_feed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_utf8_and_gb18030(tmp_path, encoding):
    path = write_feed(
        tmp_path / "feed.csv", [cells(description="负责楼道清扫，每周休一天")], encoding
    )
    [row] = read_feed(path)
    assert row.values["title"] == "保洁员"
    assert row.values["description"] == "负责楼道清扫，每周休一天"
    assert row.problem is None


def test_json_lines_are_read_with_lists_and_numbers(tmp_path):
    path = tmp_path / "feed.jsonl"
    record = {**cells(), "wage_min": 3000, "skills": ["保洁", "绿化"], "social_insurance": True}
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    [row] = read_feed(path)
    assert row.values["wage_min"] == "3000"
    assert row.values["skills"] == "保洁|绿化"
    assert row.values["social_insurance"] == "yes"


def test_unknown_columns_are_kept_apart(tmp_path):
    path = write_feed(tmp_path / "feed.csv", [cells(floor="3楼")])
    [row] = read_feed(path)
    assert row.extra == {"floor": "3楼"}
    assert "floor" not in row.values


def test_a_semicolon_feed_is_read(tmp_path):
    path = tmp_path / "feed.csv"
    path.write_text(
        "post_id;kind;title;employer;district;posted_on\n1;企业;保洁,白班;某公司;南岸;2026-11-01\n",
        encoding="utf-8",
    )
    [row] = read_feed(path)
    assert row.values["title"] == "保洁,白班"


@pytest.mark.parametrize("encoding", ["big5", "utf-16", "shift_jis"])
def test_another_encoding_is_refused_with_what_to_do(tmp_path, encoding):
    text = "測試標題漢字與國語說明" if encoding == "big5" else "テスト日本語の説明文です"
    path = write_feed(tmp_path / "feed.csv", [cells(title="x", employer="y", district="z",
                      description=text * 5)], encoding)  # fmt: skip
    with pytest.raises(FeedUnreadable, match="UTF-8"):
        read_feed(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04" + b"\x00" * 100, "damaged workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "old form"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\x00" * 5000, "not text"),
        (b"", "is empty"),
        ("你好，这不是表格。\n再见。".encode(), "no row with names of columns"),
        (b"[1, 2", "no whole JSON"),
        (b"[]", "no list of posts"),
    ],
)
def test_a_file_that_is_no_feed_is_refused_with_what_it_is(tmp_path, content, reason):
    path = tmp_path / "feed.csv"
    path.write_bytes(content)
    with pytest.raises(FeedUnreadable, match=reason):
        read_feed(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FeedUnreadable, match=r"nowhere\.csv"):
        read_feed(tmp_path / "nowhere.csv")


def test_missing_columns_are_named(tmp_path):
    path = tmp_path / "feed.csv"
    path.write_text("post_id,title\n1,保洁\n", encoding="utf-8")
    with pytest.raises(FeedUnreadable, match=r"kind .*employer .*district .*posted_on"):
        read_feed(path)


def test_a_cell_of_ten_million_characters_is_one_broken_row(tmp_path):
    path = write_feed(
        tmp_path / "feed.csv", [cells(description="长" * 10_000_000), cells(post_id="P-2")]
    )
    huge, next_row = read_feed(path)
    assert "10,000,000" in (huge.problem or "")
    assert len(huge.values["description"]) == LONGEST_CELL
    assert next_row.values["post_id"] == "P-2"
    assert next_row.problem is None


def test_cells_without_a_column_make_a_broken_row(tmp_path):
    path = tmp_path / "feed.csv"
    path.write_text(
        "post_id,kind,title,employer,district,posted_on\n1,企业,保洁,某公司,南岸,2026-11-01,多\n",
        encoding="utf-8",
    )
    [row] = read_feed(path)
    assert row.problem == "7 cells under 6 columns"


@pytest.mark.parametrize("line", ["{not json", "[1]", "3", '{"n": ' + "9" * 5000 + "}"])
def test_a_bad_json_line_is_one_broken_row(tmp_path: Path, line: str):
    path = tmp_path / "feed.jsonl"
    good = json.dumps(cells(), ensure_ascii=False)
    path.write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8")
    first, bad, last = read_feed(path)
    assert first.problem is None
    assert last.problem is None
    assert bad.line == 2
    assert bad.problem
