"""The other cells of a feed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts import values
from knowledge.posts.post import ANY_OF_CITY_LIST, Category
from knowledge.vocabulary import BoardLodging, PostKind


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (values.read_kind, "公益性岗位", PostKind.PUBLIC_WELFARE),
        (values.read_kind, "enterprise", PostKind.ENTERPRISE),
        (values.read_kind, "政策性岗位", PostKind.POLICY),
        (values.read_kind, "别的", None),
        (values.read_category, "河道巡护", Category.WATER),
        (values.read_board_lodging, "包吃住", BoardLodging.BOTH),
        (values.read_board_lodging, "不包吃住", BoardLodging.NONE),
        (values.read_board_lodging, "提供住宿", BoardLodging.LODGING),
        (values.read_board_lodging, "包中餐", None),
        (values.read_board_lodging, "管饭", BoardLodging.BOARD),
        (values.read_statuses, "4050|低保", ("age_4050", "minimum_living_allowance")),
        (values.read_statuses, "就业困难人员", (ANY_OF_CITY_LIST,)),
        (values.read_statuses, "外星人", None),
        (values.read_list, "健康证、电工证|健康证", ("健康证", "电工证")),
    ],
)
def test_a_cell_is_read_as_people_write_it(read, cell, value):
    assert read(cell) == value


@given(st.text())
def test_no_cell_breaks_a_reader(cell):
    for read in (
        values.read_kind, values.read_board_lodging, values.read_statuses, values.read_list,
    ):  # fmt: skip
        read(cell)
