"""Head counts and sums as enterprises state them, in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.eligibility.enterprise import (
    EnterpriseProfile,
    EnterpriseSize,
    understand_enterprise,
)
from knowledge.eligibility.figures import figure


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
    ("text", "value"),
    [("45", 45), ("1,200", 1200), ("5万", 50000), ("1.5万", 15000), ("十五", 15), ("二十", 20),
     ("两百", 200), ("一千二百", 1200), ("四十五", 45), ("一百零五", 105), ("三万五千", 35000)],
)  # fmt: skip
def test_figures_in_both_scripts(text, value):
    assert figure(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "abc", "12人"])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(ValueError, match="is not a figure"):
        figure(text)
