"""Of how many a question speaks, in both languages and both ways of writing numbers."""

from __future__ import annotations

import pytest

from knowledge.answering.reading.counts import counts
from knowledge.policies.rates import Per


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("我们留了45个外地员工过年", {Per.PERSON: 45}),
        ("我们招了四十五个人", {Per.PERSON: 45}),
        ("招了１２名应届生", {Per.PERSON: 12}),
        ("1.2万人能拿多少", {Per.PERSON: 12_000}),
        ("公司有两百人，招了三个毕业生", {Per.PERSON: 3}),
        ("We hired 45, how much?", {Per.PERSON: 45}),
        ("we kept twenty-five out-of-town workers", {Per.PERSON: 25}),
        ("a subsidy for two thousand registered unemployed people", {Per.PERSON: 2000}),
        ("带10名见习生6个月", {Per.PERSON: 10, Per.MONTH: 6}),
        ("硕士上班，三年一共多少", {Per.MONTH: 36}),
        ("博士，一年补贴多少", {Per.MONTH: 12}),
        ("I would stay the full 3 years", {Per.MONTH: 36}),
        ("30 hours in a month", {Per.HOUR: 30}),
        ("培训4天", {Per.DAY: 4}),
    ],
)
def test_counts_are_read(question: str, found: dict[Per, int]) -> None:
    assert counts(question) == found


@pytest.mark.parametrize(
    "question",
    [
        *("4050人员补贴多少", "30人以上的公司", "失业3个月以上", "12333人工服务", "第一档多少"),
        *("we hired 3 months ago", "2021年留岗红包", "离校2年内的毕业生", "一个人补多少"),
        *("10 people or more", "16-24岁青年", "2023年版政策服务包", "半年以上", ""),
    ],
)
def test_bounds_names_dates_and_ages_are_no_counts(question: str) -> None:
    assert counts(question) == {}


def test_two_different_counts_of_a_kind_are_not_guessed_between() -> None:
    assert counts("公司30个人里有20个人是外地的") == {}
