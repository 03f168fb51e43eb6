"""The other cells of a feed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts import values
from knowledge.posts.post import ANY_OF_CITY_LIST, Category, Shift
from knowledge.vocabulary import BoardLodging, Education, PostKind


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (values.read_kind, "公益性岗位", PostKind.PUBLIC_WELFARE),
        (values.read_kind, "enterprise", PostKind.ENTERPRISE),
        (values.read_kind, "政策性岗位", PostKind.POLICY),
        (values.read_kind, "别的", None),
        (values.read_category, "河道巡护", Category.WATER),
        (values.read_shift, "长白班", Shift.DAY),
        (values.read_shift, "两班倒", Shift.ROTATING),
        (values.read_shift, "上夜班", Shift.NIGHT),
        (values.read_board_lodging, "包吃住", BoardLodging.BOTH),
        (values.read_board_lodging, "不包吃住", BoardLodging.NONE),
        (values.read_board_lodging, "提供住宿", BoardLodging.LODGING),
        (values.read_board_lodging, "包中餐", None),
        (values.read_board_lodging, "管饭", BoardLodging.BOARD),
        (values.read_insurance, "五险一金", True),
        (values.read_insurance, "不交社保", False),
        (values.read_insurance, "no", False),
        (values.read_years, "3-4年", 3),
        (values.read_years, "无需经验", 0),
        (values.read_years, "两年以上", 2),
        (values.read_years, "5+ years", 5),
        (values.read_years, "3-5年", 3),
        (values.read_years, "经验不限", 0),
        (values.read_years, "应届毕业生", 0),
        (values.read_years, "有经验者优先", 0),
        (values.read_years, "18个月", 1.5),
        (values.read_years, "at least two years", 2),
        (values.read_years, "很多", None),
        (values.read_level, "本科及以上", Education.BACHELOR),
        (values.read_level, "大专/中专", Education.VOCATIONAL),
        (values.read_level, "学历不限", Education.NONE),
        (values.read_level, "学历要求：大专", Education.JUNIOR_COLLEGE),
        (values.read_level, "初中及以下", Education.NONE),
        (values.read_level, "大学", Education.BACHELOR),
        (values.read_level, "Degree or equivalent", Education.BACHELOR),
        (values.read_level, "能写字", None),
        (values.read_ages, "18-45岁", (18, 45)),
        (values.read_ages, "45岁以下", (None, 45)),
        (values.read_ages, "年满18周岁", (18, None)),
        (values.read_ages, "不限", (None, None)),
        (values.read_statuses, "4050|低保", ("age_4050", "minimum_living_allowance")),
        (values.read_statuses, "就业困难人员", (ANY_OF_CITY_LIST,)),
        (values.read_statuses, "外星人", None),
        (values.read_list, "健康证、电工证|健康证", ("健康证", "电工证")),
        (values.read_number, "-1", -1),
        (values.read_whole, "3人", 3),
    ],
)
def test_a_cell_is_read_as_people_write_it(read, cell, value):
    assert read(cell) == value


@given(st.text())
def test_no_cell_breaks_a_reader(cell):
    for read in (
        values.read_kind, values.read_shift, values.read_board_lodging, values.read_insurance,
        values.read_years, values.read_ages, values.read_statuses,
        values.read_level, values.read_list, values.read_number, values.read_whole,
    ):  # fmt: skip
        read(cell)
