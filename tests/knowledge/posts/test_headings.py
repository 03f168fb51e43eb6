"""The table of the names that people give to columns."""

from __future__ import annotations

import pytest

from knowledge.posts.headings import COLUMNS, find_header, load_names, plain


def test_the_table_names_columns_of_the_form_each_name_once():
    names = load_names()
    assert set(names.columns.values()) == set(COLUMNS)
    assert set(names.units.values()) <= {"month", "day", "hour", "piece"}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("月薪（元）", "wage_min"), ("招聘 人数", "headcount"), ("＊岗位名称", "title"),
        ("Post ID", "post_id"), ("wage_max", "wage_max"), ("用人单位*", "employer"),
    ],
)  # fmt: skip
def test_signs_and_brackets_of_a_name_do_not_count(name, column):
    assert load_names().columns[plain(name)] == column


def test_a_column_that_nobody_knows_keeps_its_name():
    header = find_header([["岗位名称", "用人单位", "楼层"]])
    assert header is not None
    assert header.names == ("title", "employer", "楼层")


def test_posts_are_no_header():
    assert find_header([["A-1", "保洁员", "某公司"], ["A-2", "厨师", "某店"]]) is None
