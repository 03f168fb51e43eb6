"""What is told where a figure, a bare name or a side of the matter is asked for."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.draft import Draft
from knowledge.language import Lang, detect
from tests.builders import TODAY

MINIMUM_WAGE = [
    "最低工资",
    "最低工资标准",
    "重庆最低工资标准",
    "minimum wage",
    "minimum wage Chongqing",
]


def _asked(real: Services, text: str) -> Draft:
    return real.answering.ask(text, detect(text, Lang.ZH), TODAY)


@pytest.mark.parametrize("text", MINIMUM_WAGE)
def test_the_bare_name_leads_with_both_tiers(real: Services, text: str) -> None:
    first, second, *_ = _asked(real, text).clauses
    assert first.clause_id == "minimum-wage-2025.tier-one"
    assert second.clause_id == "minimum-wage-2025.tier-two"


def test_the_years_before_are_a_border_only_where_they_are_asked_for(real: Services) -> None:
    assert not _asked(real, "重庆2008年的最低工资是多少").clauses
    assert _asked(real, "重庆的最低工资标准").clauses


def test_a_term_that_is_asked_beside_the_validity_is_told(real: Services) -> None:
    text = "疫情那年的临时防疫公岗，最多可以干几个月，现在还招吗？"
    told = [clause.clause_id.split(".")[1] for clause in _asked(real, text).clauses]
    assert told == ["ended", "term"]


def test_both_sums_of_one_side_are_told(real: Services) -> None:
    text = "What does the trainee get and what does the base get under the internship programme?"
    told = {clause.clause_id.split(".")[1] for clause in _asked(real, text).clauses}
    assert {"trainee-pay", "base-subsidy"} <= told


@pytest.mark.parametrize(
    "text",
    [
        "How many members does the Sichuan-Chongqing alliance have?",
        "How many people work in the incubation bases?",
        "12333热线去年接了多少个投诉",
        "Which district has the most gig workers?",
    ],
)
def test_a_count_that_no_clause_gives_is_not_told(real: Services, text: str) -> None:
    assert not _asked(real, text).clauses


def test_an_amount_of_a_report_is_not_told_of_another_year(real: Services) -> None:
    draft = _asked(real, "How much was the red envelope in the Spring Festival of 2024?")
    told = {clause.clause_id for clause in draft.clauses}
    assert "news-2021-retention-red-envelope.amount" not in told


def test_who_speaks_does_not_decide_what_is_found(real: Services) -> None:
    draft = _asked(real, "What year-end employment rate did the bureau aim at for graduates?")
    assert draft.clauses[0].clause_id == "news-2021-college-graduates.goal-year-end"
