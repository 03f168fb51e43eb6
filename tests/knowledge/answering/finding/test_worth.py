"""The first clause is the answer; a further one is quoted only if it adds to that."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer
from knowledge.language import Lang, detect
from tests.builders import TODAY


def ask(services: Services, question: str) -> Answer:
    answer = services.answering.ask(question, detect(question, Lang.ZH), TODAY).answer
    assert answer is not None
    return answer


def cited(answer: Answer) -> list[str]:
    return [citation.clause_id for citation in answer.citations]


@pytest.mark.parametrize(
    "question", ["留岗红包还能申请吗", "Can I still apply for the red envelope?"]
)
def test_whether_it_is_over_is_answered_by_that_alone(real: Services, question: str) -> None:
    answer = ask(real, question)
    assert cited(answer) == ["retention-red-envelope-enterprises.closed"]
    assert "2021-04-30" in answer.text.splitlines()[0]


def test_the_side_that_is_asked_about_leads(real: Services) -> None:
    assert cited(ask(real, "灵活就业社保补贴在哪里申请"))[0].endswith(".apply")
    assert cited(ask(real, "灵活就业社保补贴补多少钱"))[0].endswith(".amount")


def test_a_rule_leads_before_the_report_that_repeats_its_figure(real: Services) -> None:
    assert cited(ask(real, "留岗红包能领多少钱")) == ["retention-red-envelope-enterprises.amount"]


def test_what_is_over_does_not_stand_beside_what_holds(real: Services) -> None:
    documents = {clause_id.split(".")[0] for clause_id in cited(ask(real, "公益性岗位补贴多少钱"))}
    assert "public-welfare-post-subsidy" in documents
    assert "temporary-epidemic-public-welfare-posts-2020" not in documents


@pytest.mark.parametrize("question", ["重庆最低工资是多少", "How much is the minimum wage?"])
def test_both_tiers_are_given_the_first_first(real: Services, question: str) -> None:
    assert cited(ask(real, question))[:2] == [
        "minimum-wage-2025.tier-one",
        "minimum-wage-2025.tier-two",
    ]


def test_the_tier_that_is_named_stands_alone(real: Services) -> None:
    found = [one for one in cited(ask(real, "第二档最低工资多少")) if "2025" in one]
    assert found[0] == "minimum-wage-2025.tier-two"


def test_a_document_of_the_district_that_is_named_leads(real: Services) -> None:
    found = cited(ask(real, "万州脱贫人口公益性岗位到哪里报名"))
    assert found[0] == "rural-public-welfare-posts-wanzhou-2026.apply"
