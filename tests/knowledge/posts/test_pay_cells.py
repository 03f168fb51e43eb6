"""Pay as postings write it, in one cell and in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.posts.cells.pay import Pay, read_pay_cell
from knowledge.posts.cells.pay_tokens import foreign_currency
from knowledge.posts.cells.unread import Unread
from knowledge.posts.hold import HoldReason
from knowledge.posts.pay_cells import read_pay
from knowledge.posts.post import PayPart, PayPartKind, WageUnit
from knowledge.posts.wording import wage_words
from tests.knowledge.posts.builders import a_post


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3000-5000元/月", 3000, 5000, WageUnit.MONTH),
        ("月薪3000-5000", 3000, 5000, WageUnit.MONTH),
        ("8千-1万", 8000, 10000, WageUnit.MONTH),
        ("8000-1万", 8000, 10000, WageUnit.MONTH),
        ("1-1.4万·13薪", 10000, 14000, WageUnit.MONTH),
        ("6-8千", 6000, 8000, WageUnit.MONTH),
        ("三千到五千", 3000, 5000, WageUnit.MONTH),
        ("4500元/月（含绩效500元）", 4500, 4500, WageUnit.MONTH),
        ("12-15万/年", 10000, 12500, WageUnit.MONTH),
        ("5000以上", 5000, None, WageUnit.MONTH),
        ("3千及以下", None, 3000, WageUnit.MONTH),
        ("23元/小时", 23, 23, WageUnit.HOUR),
        ("200/天", 200, 200, WageUnit.DAY),
        ("80-100元/天,包吃", 80, 100, WageUnit.DAY),
        ("3元/件", 3, 3, WageUnit.PIECE),
        ("3000 - 5000 yuan a month", 3000, 5000, WageUnit.MONTH),
        ("from 3,500 per month", 3500, None, WageUnit.MONTH),
        ("23 yuan/hour", 23, 23, WageUnit.HOUR),
        ("12-18K·14薪", 12000, 18000, WageUnit.MONTH),
        ("1.2w/月", 12000, 12000, WageUnit.MONTH),
        ("150-180万/年", 125000, 150000, WageUnit.MONTH),
        ("年薪20-30万", 16666.67, 25000, WageUnit.MONTH),
        ("2000-2500元/周", 8666.67, 10833.33, WageUnit.MONTH),
        ("3000～5000元", 3000, 5000, WageUnit.MONTH),
        ("3000——5000", 3000, 5000, WageUnit.MONTH),
        ("3000/月-5000/月", 3000, 5000, WageUnit.MONTH),
        ("底薪3000+提成", 3000, None, WageUnit.MONTH),
        ("试用期3000转正4000", 3000, 4000, WageUnit.MONTH),
        ("面议（3000-5000）", 3000, 5000, WageUnit.MONTH),
        ("四五千", 4000, 5000, WageUnit.MONTH),
        ("最高8000", None, 8000, WageUnit.MONTH),
        ("计件，月均5000-7000", 5000, 7000, WageUnit.MONTH),
        ("18元/课时", 18, 18, WageUnit.PIECE),
        ("CNY 12,000 - 15,000 per month", 12000, 15000, WageUnit.MONTH),
    ],
)
def test_a_wage_is_read_as_people_write_it(text, low, high, unit):
    pay = read_pay_cell(text)
    assert isinstance(pay, Pay)
    assert (pay.low, pay.high, pay.unit) == (low, high, unit)


@pytest.mark.parametrize("text", ["面议", "工资待定", "计件", "Negotiable", ""])
def test_pay_left_open_is_no_wage(text):
    pay = read_pay_cell(text)
    assert isinstance(pay, Pay)
    assert (pay.low, pay.high, pay.unit) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "£28,000 per annum",
        "$5000",
        "20000日元/月",
        "HK$20000",
        "看能力",
        "23",
        "-1",
        "20-30万",
        "25-31000",
    ],
)
def test_what_is_no_wage_in_yuan_is_not_understood(text):
    assert isinstance(read_pay_cell(text), Unread)


def test_another_currency_is_named():
    assert foreign_currency("£28,000 per annum") == "£"
    assert foreign_currency("3000-5000元/月") is None


@given(st.text())
def test_no_text_breaks_it(text):
    pay = read_pay_cell(text)
    assert isinstance(pay, Unread) or pay.unit is not None or (pay.low, pay.high) == (None, None)


@pytest.mark.parametrize(
    ("cell", "piece", "kind"),
    [
        ("4000/6000元", "/", HoldReason.BAD_VALUE),
        ("4000.6000", "4000.6000", HoldReason.BAD_VALUE),
        ("3000元押金，月薪5000", "押金", HoldReason.FEE_ASKED),
        ("5000两个月", "两个月", HoldReason.BAD_VALUE),
    ],
)
def test_what_is_not_certain_is_held_with_the_piece_in_doubt(cell, piece, kind):
    unread = read_pay_cell(cell)
    assert isinstance(unread, Unread)
    assert cell[slice(*unread.span)] == piece
    assert unread.kind is kind


def test_the_figure_tells_where_it_stands():
    cell = "月休4天，4500-5500元"
    pay = read_pay_cell(cell)
    assert isinstance(pay, Pay)
    assert cell[slice(*pay.span)] == "4500-5500"


def test_base_commission_and_allowances_are_kept_apart():
    pay = read_pay_cell("底薪3000元，餐补15元/天，提成另算，综合6000-9000")
    assert isinstance(pay, Pay)
    assert (pay.low, pay.high, pay.unit) == (6000, 9000, WageUnit.MONTH)
    assert set(pay.parts) == {
        PayPart(PayPartKind.BASE, 3000, 3000, WageUnit.MONTH),
        PayPart(PayPartKind.ALLOWANCE, 15, 15, WageUnit.DAY),
        PayPart(PayPartKind.COMMISSION),
    }


# Both cells may carry a unit, and a spreadsheet stores 3000*1.1 as 3300.0000000000005.
@pytest.mark.parametrize(
    ("low", "high", "right"),
    [
        ("3000元/月", "5000元/月", (3000, 5000, "month")),
        ("月薪3000", "月薪5000", (3000, 5000, "month")),
        ("3000元/月", "5000", (3000, 5000, "month")),
        ("3000元起", "5000元", (3000, 5000, "month")),
        ("3300", "5500.000000000001", (3300, 5500, "month")),
        ("3300.0000000000005", "5500", (3300, 5500, "month")),
        ("3000", "3499.9999999999995", (3000, 3500, "month")),
        ("3000元", "4000元", (3000, 4000, "month")),
        ("3k", "5k", (3000, 5000, "month")),
        ("0.35万", "0.5万", (3500, 5000, "month")),
        ("3,000", "", (3000, 3000, "month")),
        ("", "5000", (None, 5000, "month")),
        ("180元/天", "220元/天", (180, 220, "day")),
        ("25", "30元/小时", (25, 30, "hour")),
        ("面议", "", (None, None, None)),
    ],
)
def test_two_cells_give_both_bounds(low, high, right):
    holds = []
    read = read_pay({"wage_min": low, "wage_max": high}, holds)
    assert holds == []
    assert (read["wage_min"], read["wage_max"], read["wage_unit"]) == right


@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [
        ("3000元/月", "200元/天", ""),
        ("3000-4000", "5000-6000", ""),
        ("900元/月", "", "day"),
        ("20万/年", "", "hour"),
    ],
)
def test_cells_that_contradict_each_other_are_held(low, high, unit):
    holds = []
    read = read_pay({"wage_min": low, "wage_max": high, "wage_unit": unit}, holds)
    assert len(holds) == 1
    assert read["wage_unit"] is None


def test_a_cell_with_a_unit_of_its_own_stands_against_its_heading():
    holds = []
    read = read_pay({"wage_min": "200元/天", "wage_unit": "month"}, holds)
    assert (read["wage_min"], read["wage_unit"], holds) == (200, "day", [])


_UNITS = {
    WageUnit.MONTH: (3000, 20_000),
    WageUnit.DAY: (100, 800),
    WageUnit.HOUR: (20, 90),
    WageUnit.PIECE: (1, 90),
}


@st.composite
def pays(draw: st.DrawFn) -> Pay:
    """Pay as a post stores it: within what is plausible for its unit, with parts beside it."""
    unit = draw(st.sampled_from(WageUnit))
    least, most = _UNITS[unit]
    low = draw(st.integers(least, most - 2))
    high = draw(st.one_of(st.none(), st.just(low), st.integers(low + 1, min(most, low * 3 + 2))))
    beside = draw(st.sets(st.sampled_from(["base", "commission", "allowance", "net", "months"])))
    parts = []
    if "base" in beside and unit is WageUnit.MONTH and high not in (None, low):
        parts.append(PayPart(PayPartKind.BASE, 2500, 2500, WageUnit.MONTH))
    if "allowance" in beside:
        parts.append(PayPart(PayPartKind.ALLOWANCE, 300, 300, WageUnit.MONTH))
    if "commission" in beside and high != low:
        parts.append(PayPart(PayPartKind.COMMISSION))
    if "months" in beside and unit is WageUnit.MONTH:
        parts.append(PayPart(PayPartKind.MONTHS, 13))
    if "net" in beside:
        parts.append(PayPart(PayPartKind.NET))
    return Pay(float(low), None if high is None else float(high), unit, tuple(parts))


@given(pays())
def test_printed_pay_reads_back(pay):
    post = a_post(wage_min=pay.low, wage_max=pay.high, wage_unit=pay.unit, pay_parts=pay.parts)
    read = read_pay_cell(wage_words(post).zh)
    assert read == pay, wage_words(post).zh


@given(pays())
def test_printed_pay_reads_back_in_english(pay):
    post = a_post(wage_min=pay.low, wage_max=pay.high, wage_unit=pay.unit)
    read = read_pay_cell(wage_words(post).en)
    assert isinstance(read, Pay)
    assert (read.low, read.high, read.unit) == (pay.low, pay.high, pay.unit)
