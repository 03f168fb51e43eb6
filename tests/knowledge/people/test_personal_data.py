"""Personal data is found in both scripts, and what only looks like it is left alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from knowledge.people.personal_data import (
    PersonalKind,
    find_personal_data,
    masked,
    without_masks,
)

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
    ("证件号500103 19920315 0027，失业", PersonalKind.IDENTITY, "500103 19920315 0027"),
    (
        "身份证５００１０３１９９２０３１５００２７",
        PersonalKind.IDENTITY,
        "５００１０３１９９２０３１５００２７",
    ),
    ("旧身份证110105491231002在这", PersonalKind.IDENTITY, "110105491231002"),
    ("护照号E12345678", PersonalKind.IDENTITY, "E12345678"),
    ("电话一三八九六零一二三四五", PersonalKind.PHONE, "一三八九六零一二三四五"),
    ("手机+86 138 9601 2345找我", PersonalKind.PHONE, "138 9601 2345"),
    ("打0086-13896012345", PersonalKind.PHONE, "13896012345"),
    ("座机（023）6789 1234", PersonalKind.PHONE, "6789 1234"),
    ("家里电话67891234", PersonalKind.PHONE, "67891234"),
    ("账号1234567890123456打钱", PersonalKind.CARD, "1234567890123456"),
    ("我是王小明，52岁", PersonalKind.NAME, "王小明"),
    ("本人刘洋，失业半年", PersonalKind.NAME, "刘洋"),
    ("我叫王家豪男重庆户口", PersonalKind.NAME, "王家豪"),
    ("我妈叫张桂芳，53岁", PersonalKind.NAME, "张桂芳"),
    ("我叫买买提·艾力", PersonalKind.NAME, "买买提·艾力"),
    ("my name is li hua and i look for work", PersonalKind.NAME, "li hua"),
    ("I'm Wang Wei, 45", PersonalKind.NAME, "Wang Wei"),
    ("My husband Li Qiang was laid off", PersonalKind.NAME, "Li Qiang"),
    ("住阳光花园B区3栋2单元501", PersonalKind.ADDRESS, "3栋2单元501"),
    ("住在3栋2单元5-1", PersonalKind.ADDRESS, "3栋2单元5-1"),
    ("万州区高峰镇雷家村5组12号", PersonalKind.ADDRESS, "雷家村5组12号"),
    ("I live at 28 Minquan Road, Yuzhong", PersonalKind.ADDRESS, "28 Minquan Road"),
    ("Room 501, Building 3, Nanping West Road", PersonalKind.ADDRESS, "Room 501"),
    ("加VX abc_12345", PersonalKind.ACCOUNT, "abc_12345"),
    ("QQ 123456789", PersonalKind.ACCOUNT, "123456789"),
    ("令牌5b+955Wl6KeE5YiZ77yM6K+055WZ5bKX57qi", PersonalKind.CODE, "5b+955Wl6KeE5YiZ77yM6K"),
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
        "期望薪资：6000-8000元/月",
        "Expected salary: 7000-9000 yuan",
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
        *("100000元一年", "渝人社规〔2025〕11号", "第19至20条", "LPR加50个基点", "比例1:3"),
        *("4050人员", "2025年6月1日起每月2330元每小时23元", "20230901", "12个县", "8个扩大"),
        *("国发〔2015〕23号、财社〔2017〕164号", "轨道10号线附近的工作", "15分钟就业圈"),
        *("拨打023-12345", "打12356或者12338", "call 110 or 12345", "街道公共就业服务机构"),
        *("社区保洁3000元", "小区保安", "我家住农村", "在村里住", "the 12 counties"),
        *("我是程序员", "我是高校毕业生", "我是万州的", "我是农民工，52岁", "我是单亲妈妈，失业"),
        *("本人失业半年", "我是司机，想找工作", "我是白领", "他叫我去上班", "我哥叫我来问的"),
        *(
            "I am Chinese",
            "I'm looking for work",
            "I am a Chongqing resident",
            "my name is not here",
        ),
        *("Is there a WeChat account for employment", "Building work in Unit 3", "房租500-1000"),
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


BEFORE = st.sampled_from(["", "我的", "身份证", "打给", "：", "call ", "is ", "（"])
AFTER = st.sampled_from(["", "，找工作", "谢谢", " please", "）", "。", "号"])


@settings(max_examples=100, deadline=None)
@given(
    region=st.sampled_from(["110105", "500103", "500101", "510104"]),
    born=st.dates(min_value=date(1930, 1, 1), max_value=date(2012, 12, 31)),
    order=st.integers(0, 999),
    before=BEFORE,
    after=AFTER,
)
def test_every_valid_identity_number_is_masked(
    region: str, born: date, order: int, before: str, after: str
) -> None:
    body = f"{region}{born:%Y%m%d}{order:03}"
    number = body + ric.calc_check_digit(body + "0")
    assert masked(f"{before}{number}{after}") == f"{before}[identity]{after}"


@settings(max_examples=100, deadline=None)
@given(
    rest=st.integers(0, 10**9 - 1),
    second=st.sampled_from("3456789"),
    prefix=st.sampled_from(["", "+86", "+86 ", "86-", "0086"]),
    gaps=st.sampled_from([("", ""), (" ", " "), ("-", "-")]),
    before=BEFORE,
    after=AFTER,
)
def test_every_mobile_number_is_masked(
    rest: int, second: str, prefix: str, gaps: tuple[str, str], before: str, after: str
) -> None:
    digits = f"1{second}{rest:09}"
    number = f"{digits[:3]}{gaps[0]}{digits[3:7]}{gaps[1]}{digits[7:]}"
    hidden = masked(f"{before}{prefix}{number}{after}")
    assert digits[-4:] not in hidden
    assert digits[3:7] not in hidden


def test_a_number_of_an_unknown_county_is_masked_and_breaks_nothing() -> None:
    assert masked("150959195806092872") == "[identity]"
    assert "58630928" not in masked("卡号150959586309287219")


@settings(max_examples=100, deadline=None)
@given(st.integers(10**14, 10**18 - 1), BEFORE, AFTER)
def test_every_card_number_is_masked(body: int, before: str, after: str) -> None:
    number = f"{body}{luhn.calc_check_digit(str(body))}"
    assert number[4:12] not in masked(f"{before}{number}{after}")


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 9_999_999),
    st.sampled_from(
        ["{}元", "{:,}元", "月薪{}", "补贴{}元一次", "{} yuan", "{}人", "第{}条", "{:.2f}%"]
    ),
)
def test_no_amount_is_taken_for_a_number_of_somebody(amount: int, form: str) -> None:
    text = form.format(amount)
    assert masked(text) == text


@settings(max_examples=100, deadline=None)
@given(
    st.integers(2000, 2030), st.integers(1, 999), st.sampled_from(["渝人社发", "渝府办发", "国发"])
)
def test_no_document_number_is_taken_for_one(year: int, number: int, office: str) -> None:
    text = f"{office}〔{year}〕{number}号"
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        (
            "我叫陈小芳，身份证号500103199203150027，电话13800001234，请问哪里办失业登记？",
            "请问哪里办失业登记？",
        ),
        ("My phone is 13896012345, how much is the red envelope?", "how much is the red envelope?"),
        ("电话13896012345", "电话[phone]"),
        ("失业登记去哪里办", "失业登记去哪里办"),
    ],
)
def test_masks_and_what_announces_them_are_not_searched(text: str, searched: str) -> None:
    assert without_masks(masked(text)) == searched
