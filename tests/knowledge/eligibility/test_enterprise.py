"""Head counts and sums as enterprises state them, in both languages."""

from __future__ import annotations

import pytest

from knowledge.eligibility.enterprise import (
    EnterpriseProfile,
    EnterpriseSize,
    understand_enterprise,
)
from knowledge.eligibility.facts import facts_of
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("45人留渝过年", {"out_of_town_staff": 45}),
        ("我们厂有四十五名外地员工留下来过年", {"out_of_town_staff": 45}),
        ("we have 45 staff from outside", {"out_of_town_staff": 45}),
        ("We kept 1,200 out-of-town employees", {"out_of_town_staff": 1200}),
        ("今年招了5个应届毕业生", {"hired_graduates": 5}),
        ("we hired 5 college graduates", {"hired_graduates": 5}),
        ("招了两名脱贫人口", {"hired_lifted_out_of_poverty": 2}),
        ("hired 2 people lifted out of poverty", {"hired_lifted_out_of_poverty": 2}),
        ("参保职工28人，裁员率5.5%", {"insured_staff": 28, "layoff_percent": 5.5}),
        ("去年失业保险费缴了5万元", {"unemployment_premiums": 50000}),
        ("公司有120名员工", {"insured_staff": 120}),
        ("我们是小微企业", {"size": EnterpriseSize.SMALL_OR_MICRO}),
        (
            "a large company with 900 employees",
            {"size": EnterpriseSize.LARGE, "insured_staff": 900},
        ),
        ("有10名见习生，见习6个月", {"trainees": 10, "trainee_months": 6}),
        ("免费介绍了20人就业，介绍了3名困难人员", {"placed": 20, "placed_in_difficulty": 3}),
        ("车间里有25人", {"workshop_staff": 25}),
        (
            "我们厂28个人，去年裁了1个，招了5个大学生",
            {"insured_staff": 28, "laid_off": 1, "hired_graduates": 5},
        ),
        (
            "an enterprise with 30 people, hired five graduates and kept everybody",
            {"insured_staff": 30, "laid_off": 0, "hired_graduates": 5},
        ),
        ("一个都没裁", {"laid_off": 0}),
        ("签了2年合同，社保交了8个月", {"contract_months": 24, "insurance_months": 8}),
        ("today is fine", {}),
        ("今天天气好", {}),
    ],
)
def test_figures_are_understood(text, known):
    assert EnterpriseProfile().with_facts(understand_enterprise(text)).known() == known


def test_each_fact_keeps_the_words_that_it_was_read_from():
    text = "我们有45人留渝过年"
    (fact,) = understand_enterprise(text)

    assert fact.said in text


def test_people_who_stayed_are_not_the_whole_staff():
    known = EnterpriseProfile().with_facts(understand_enterprise("公司有45人留渝过年")).known()

    assert known == {"out_of_town_staff": 45}


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ({"insured_staff": 28, "laid_off": 1}, 100 / 28),
        ({"laid_off": 0}, 0),
        ({"laid_off": 1}, None),
        ({"insured_staff": 28, "laid_off": 1, "layoff_percent": 4.0}, 4.0),
    ],
)
def test_heads_laid_off_give_the_rate(said, rate):
    assert facts_of(EnterpriseProfile(**said), TODAY)["layoff_percent"] == rate
