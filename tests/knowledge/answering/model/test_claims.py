"""What a sentence claims: figures with units, dates, conditions, in both languages alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.answering.model.claims import dates, measures, per, pieces, promises, rules


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("每月230元", "230 yuan a month", {("230", "money")}),
        ("最多30万元", "at most 300,000 yuan", {("300000", "money")}),
        ("三个月", "three months", {("3", "month")}),
        ("两年", "two years", {("2", "year")}),
        ("18个月", "18 months", {("18", "month")}),
        ("50%", "50 percent", {("50", "percent")}),
        ("49.85万人", "498,500 people", {("498500", "person")}),
        ("年满55周岁", "aged 55 years", {("55", "year")}),
        ("10个工作日", "10 working days", {("10", "day")}),
    ],
)
def test_figures_have_the_same_units_in_both_languages(
    zh: str, en: str, found: set[tuple[str, str]]
) -> None:
    expected = {(Decimal(number), unit) for number, unit in found}
    assert measures(zh) == expected
    assert measures(en) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021年1月20日起", {(2021, 1, 20)}),
        ("2021-01-20", {(2021, 1, 20)}),
        ("2025年6月", {(2025, 6)}),
        ("since 20 January 2021", {(2021, 1, 20), (2021, 1)}),
        ("January 20, 2021", {(2021, 1, 20)}),
        ("in March 2021", {(2021, 3)}),
        ("渝人社发〔2021〕4号", set()),
    ],
)
def test_dates_are_read_in_any_form(text: str, found: set[tuple[int, ...]]) -> None:
    assert dates(text) == found


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("must", "必须登记失业", "must be registered"),
        ("only", "只有企业能申请", "only enterprises may apply"),
        ("not", "不得重复享受", "cannot be claimed twice"),
        ("unless", "除非退休", "unless retired"),
        ("least", "至少缴满一年", "at least a year"),
        ("most", "最多三年", "no more than three years"),
    ],
)
def test_conditions_are_heard_in_both_languages(kind: str, zh: str, en: str) -> None:
    assert kind in rules(zh)
    assert kind in rules(en)


@pytest.mark.parametrize("text", ["饭补每月230元", "It is 230 yuan a month", "需求大", "notice"])
def test_a_plain_statement_holds_no_condition(text: str) -> None:
    assert rules(text) == set()


def test_most_is_not_least() -> None:
    assert "least" not in rules("no more than three years")
    assert "least" not in rules("未满16周岁")


def test_what_amounts_are_counted_by() -> None:
    assert per("每人每月230元") == per("230 yuan per person per month") == {"person", "month"}
    assert per("300 yuan a person") == {"person"}
    assert per("a person may borrow it for a year") == set()


def test_a_comma_in_a_figure_parts_nothing() -> None:
    assert pieces("最多30,000元，每年一次。") == ["最多30,000元", "每年一次"]


@pytest.mark.parametrize(
    ("text", "is_promise"),
    [
        ("你符合条件", True),
        ("您可以领取", True),
        ("you are eligible", True),
        ("毕业生可以领取", False),
        ("graduates may claim it", False),
        ("if you are unsure, ask", False),
    ],
)
def test_a_promise_is_told_from_a_rule(text: str, *, is_promise: bool) -> None:
    assert promises(text) is is_promise
