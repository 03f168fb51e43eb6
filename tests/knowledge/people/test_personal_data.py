"""Personal data is found in both scripts, and what only looks like it is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.people.personal_data import PersonalKind, find_personal_data, masked

FOUND = [
    ("身份证11010519491231002X，失业了", PersonalKind.IDENTITY, "11010519491231002X"),
    ("我的身份证号是11010519491231002x", PersonalKind.IDENTITY, "11010519491231002x"),
    ("my ID is 500101198001011234 thanks", PersonalKind.IDENTITY, "500101198001011234"),
    ("电话13896012345", PersonalKind.PHONE, "13896012345"),
    ("我手机是138 9601 2345，打我", PersonalKind.PHONE, "138 9601 2345"),
    ("call me at +86 138-9601-2345 please", PersonalKind.PHONE, "138-9601-2345"),
    ("家里座机023-67891234", PersonalKind.PHONE, "023-67891234"),
    ("my landline is 02367891234", PersonalKind.PHONE, "02367891234"),
    ("卡号6222021234567890128领工资", PersonalKind.CARD, "6222021234567890128"),
    ("my card 4111 1111 1111 1111", PersonalKind.CARD, "4111 1111 1111 1111"),
    ("我叫王小明想找工作", PersonalKind.NAME, "王小明"),
    ("我的名字是李娜，女", PersonalKind.NAME, "李娜"),
    ("姓名：欧阳娜娜", PersonalKind.NAME, "欧阳娜娜"),
    ("My name is Li Hua and I look for work", PersonalKind.NAME, "Li Hua"),
    ("我住在渝中区解放碑街道民权路28号3单元", PersonalKind.ADDRESS, "民权路28号3单元"),
    ("地址：南岸区南坪西路12号", PersonalKind.ADDRESS, "南坪西路12号"),
    ("邮箱wang.xm@example.com", PersonalKind.EMAIL, "wang.xm@example.com"),
    ("加我微信wxm_2020", PersonalKind.ACCOUNT, "wxm_2020"),
    ("my WeChat id: wxm_2020", PersonalKind.ACCOUNT, "wxm_2020"),
]


@pytest.mark.parametrize(("text", "kind", "secret"), FOUND)
def test_personal_data_is_masked_by_its_kind(text: str, kind: PersonalKind, secret: str) -> None:
    assert secret not in masked(text)
    assert f"[{kind}]" in masked(text)
    assert kind in {found.kind for found in find_personal_data(text)}


@pytest.mark.parametrize(
    "text",
    [
        "月薪3000-5000元",
        "wages of 4,500 yuan a month",
        "渝人社发〔2021〕4号",
        "渝府办发〔2025〕12号文件",
        "2021年1月26日到2021年4月30日",
        "from 2021-01-26 to 2021-04-30",
        "拨打023-12333",
        "打12333或者110",
        "call 12333 or 023-12333",
        "我是1974年的，重庆户口",
        "最高300,000元，498,500人",
        "我叫他去找工作",
        "我住在南岸区",
        "找渝北区的工作",
        "贷款额度200000，利率3.45%",
        "二十个岗位，每个岗位招15人",
        "",
    ],
)
def test_what_is_nobodys_data_stays(text: str) -> None:
    assert masked(text) == text


def test_several_finds_do_not_disturb_each_other() -> None:
    text = "我叫王小明，身份证11010519491231002X，电话13896012345，卡4111111111111111，找工作"
    hidden = masked(text)
    assert hidden.endswith("，找工作")
    assert [found.kind for found in find_personal_data(text)] == [
        PersonalKind.NAME,
        PersonalKind.IDENTITY,
        PersonalKind.PHONE,
        PersonalKind.CARD,
    ]
    assert not [digit for digit in "23456789" if digit in hidden]


def test_a_number_with_a_slip_in_it_is_masked_too() -> None:
    assert "110105194912310021" not in masked("身份证110105194912310021")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("我叫王住路号电话 0123456789X-@.abc[]"), max_size=80))
def test_masking_is_stable_and_never_fails(text: str) -> None:
    found = find_personal_data(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    hidden = masked(text)
    assert not [one for one in find_personal_data(hidden) if one.kind is PersonalKind.IDENTITY]


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "我叫" * 3_000, "路" * 9_000, "a@" * 5_000, "-1" * 5_000]
)
def test_a_long_text_is_read_in_reasonable_time(text: str) -> None:
    masked(text)
