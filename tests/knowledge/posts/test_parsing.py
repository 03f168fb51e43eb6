"""Rows made into posts."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.posts.feed import Row
from knowledge.posts.hold import HoldReason
from knowledge.posts.parsing import post_of
from knowledge.posts.post import Post, Shift, WageUnit
from knowledge.vocabulary import BoardLodging, Education
from tests.knowledge.posts.builders import cells


def _post(glossary, **changes: str) -> Post:
    post = post_of(Row(2, cells(**changes)), glossary, is_sample=False)
    assert isinstance(post, Post), post
    return post


def _holds(glossary, **changes: str):
    holds = post_of(Row(2, cells(**changes)), glossary, is_sample=False)
    assert isinstance(holds, tuple)
    return holds


def test_a_row_written_by_people_becomes_a_post(glossary):
    post = _post(
        glossary, kind="企业岗位", district="重庆市渝北区", wage_min="月薪3000-5000元", wage_max="",
        wage_unit="", education_min="初中及以上", age_min="18-45岁", experience_years="1年以上",
        certificates="C1|健康证明", shift="两班倒", board_lodging="包吃住",
        social_insurance="五险一金", residence_required="重庆户籍", posted_on="2026年11月3日",
        closes_on="2026/12/1", headcount="3人",
    )  # fmt: skip
    assert post.district == "两江新区"
    assert (post.wage_min, post.wage_max, post.wage_unit) == (3000, 5000, WageUnit.MONTH)
    assert (post.age_min, post.age_max) == (18, 45)
    assert post.education_min is Education.JUNIOR_HIGH
    assert post.certificates == ("C1驾驶证", "健康证")
    assert post.shift is Shift.ROTATING
    assert post.board_lodging is BoardLodging.BOTH
    assert post.social_insurance is True
    assert post.residence_required == "chongqing"
    assert (post.posted_on, post.closes_on) == (date(2026, 11, 3), date(2026, 12, 1))
    assert post.headcount == 3


def test_negotiable_pay_is_a_post_without_a_wage(glossary):
    post = _post(glossary, wage_min="面议", wage_max="", wage_unit="month")
    assert (post.wage_min, post.wage_max, post.wage_unit) == (None, None, None)


def test_limits_in_the_description_are_kept(glossary):
    post = _post(
        glossary, kind="public_welfare", age_max="60",
        description="面向4050人员，失业3个月以上，女性55周岁以下、男性60周岁以下。",
    )  # fmt: skip
    assert post.age_max_woman == 55
    assert post.unemployed_months_min == 3


def test_under_an_age_leaves_that_age_out(glossary):
    post = _post(glossary, description="年龄要求：女不满55周岁，男不满60周岁。")
    assert post.age_max_woman == 54


@pytest.mark.parametrize("name", ["title", "employer", "district", "post_id", "posted_on"])
def test_an_empty_cell_that_must_not_be_is_named(glossary, name):
    holds = _holds(glossary, **{name: ""})
    assert [(hold.reason, hold.column) for hold in holds] == [(HoldReason.MISSING_VALUE, name)]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("kind", "志愿"), ("posted_on", "昨天"), ("education_min", "能写字"),
        ("wage_min", "看能力"), ("wage_unit", "世纪"), ("age_min", "年轻"), ("shift", "随缘"),
        ("residence_required", "火星"), ("statuses_required", "外星人"), ("headcount", "各1人"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_understood_is_named_with_its_value(glossary, name, cell):
    [hold] = _holds(glossary, **{name: cell})
    assert hold.column == name
    assert cell in hold.detail.zh
    assert cell in hold.detail.en


def test_every_fault_of_a_row_is_told_at_once(glossary):
    holds = _holds(glossary, title="", district="成都高新区", wage_min="随便")
    assert {hold.reason for hold in holds} == {
        HoldReason.MISSING_VALUE, HoldReason.OUTSIDE_CITY, HoldReason.BAD_VALUE,
    }  # fmt: skip


def test_a_row_with_a_problem_is_held_with_it(glossary):
    [hold] = post_of(Row(7, {}, problem="is not JSON"), glossary, is_sample=False)
    assert hold.reason is HoldReason.UNREADABLE_ROW
    assert "is not JSON" in hold.detail.en


@pytest.mark.parametrize(
    ("cell", "district", "address"),
    [
        ("江北区", "两江新区", "江北区"),
        ("重庆市江北区观音桥", "两江新区", "江北区观音桥"),
        ("渝北区龙溪街道", "两江新区", "渝北区龙溪街道"),
        ("沙区", "沙坪坝区", ""),
        ("万州区龙宝", "万州区", "万州区龙宝"),
        ("彭水县", "彭水苗族土家族自治县", ""),
        ("Jiangbei", "两江新区", "Jiangbei"),
    ],
)
def test_a_district_is_found_under_its_old_names_which_stay_in_the_address(
    glossary, cell, district, address
):
    post = _post(glossary, district=cell)
    assert (post.district, post.address) == (district, address)


def test_an_address_of_the_feed_is_kept(glossary):
    assert _post(glossary, district="江北区", address="建新北路1号").address == "建新北路1号"


@pytest.mark.parametrize("cell", ["重庆市", "主城", "Chongqing"])
def test_the_whole_city_is_no_district_and_one_is_asked_for(glossary, cell):
    [hold] = _holds(glossary, district=cell)
    assert (hold.reason, hold.column) == (HoldReason.BAD_VALUE, "district")
    assert "name of one district" in hold.detail.en


def test_pay_in_another_currency_is_held_with_the_currency(glossary):
    [hold] = _holds(glossary, wage_min="£21,000 a year", wage_max="", wage_unit="")
    assert hold.reason is HoldReason.FOREIGN_CURRENCY
    assert "£" in hold.detail.en


def test_a_day_without_a_year_takes_it_from_the_day_of_the_import(glossary):
    row = Row(2, cells(posted_on="11月3日", closes_on="1月5日"))
    post = post_of(row, glossary, is_sample=False, today=date(2026, 11, 22))
    assert isinstance(post, Post)
    assert (post.posted_on, post.closes_on) == (date(2026, 11, 3), date(2027, 1, 5))


def test_days_ago_are_refused_and_said_to_be(glossary):
    [hold] = _holds(glossary, posted_on="3天前")
    assert "3天前" in hold.detail.zh
    assert "3 days ago" in hold.detail.en


@pytest.mark.parametrize("cell", ["长期有效", "招满为止", "不限", "until filled"])
def test_a_post_that_is_open_until_filled_has_no_closing_day(glossary, cell):
    assert _post(glossary, closes_on=cell).closes_on is None
