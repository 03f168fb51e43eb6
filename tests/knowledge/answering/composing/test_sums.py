"""Sums: from a clause's own rate and the question's own counts, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.wiring import Services
from knowledge.answering.composing.sums import figures_of_sums, sums
from knowledge.answering.model.citing import Carried
from knowledge.answering.model.opaque import Marks
from knowledge.language import Lang, detect
from knowledge.policies.document import Clause
from knowledge.policies.rates import parse_rates
from knowledge.policies.release import Release
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("企业留岗红包，四十五个员工能拿多少", "300元 × 45人 = 13,500元"),
        ("We kept 45 workers, how much retention red envelope?", "× 45 people = 13,500 yuan"),
        ("企业留岗红包1200个员工能拿多少", "= 360,000元，超过上限，最多300,000元"),
        ("我们4个人合伙开公司，创业担保贷款合起来最多贷得到多少？", "× 4人 = 2,200,000元"),
        ("12个县就业补贴，硕士三年一共多少", "2,000元 × 36个月 = 72,000元"),
        ("how much for 12 trainees over 3 months at a trainee base?", "3 months = 46,800 yuan"),
        ("小微企业招15个毕业生社保补贴总共多少", "10,000元 × 15人 = 150,000元"),
    ],
)
def test_a_question_that_counts_gets_its_sum_under_the_clause_it_rests_on(
    real: Services, question: str, shown: str
) -> None:
    answer = real.answering.ask(question, detect(question, Lang.ZH), TODAY).answer
    assert answer is not None
    assert shown in answer.text
    rate = next(
        figure
        for figure in ("300", "2,000", "1,300", "10,000", "550,000")
        if figure in shown + answer.text
    )
    assert any(rate in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["企业留岗红包多少钱", "45人的公司怎么申请留岗红包", "How much was the red envelope?"],
)
def test_without_a_count_or_when_another_side_is_asked_there_is_no_sum(
    real: Services, question: str
) -> None:
    answer = real.answering.ask(question, detect(question, Lang.ZH), TODAY).answer
    assert answer is not None
    assert "×" not in answer.text


@pytest.fixture
def clause(real: Services) -> Clause:
    release = real.release_shelf.current()
    return release.clauses["retention-red-envelope-enterprises.amount", Lang.ZH]


def of(clause: Clause, rates: str) -> Clause:
    return replace(clause, heading="补多少", rates=parse_rates(rates))


@pytest.mark.parametrize(
    ("rates", "question", "totals"),
    [
        ("300/person", "45个人多少钱", [13_500]),
        ("300/month", "45个人多少钱", []),
        ("", "45个人多少钱", []),
        ("1000/month: 本科; 2000/month: 硕士", "3个月多少钱", [3_000, 6_000]),
        ("1000/month: 本科; 2000/month: 硕士", "硕士3个月多少钱", [6_000]),
        ("1300/person/month", "10个人多少钱", [13_000]),
        ("1300/person/month", "10个人6个月多少钱", [78_000]),
    ],
)
def test_rates_meet_counts(clause: Clause, rates: str, question: str, totals: list[int]) -> None:
    assert [one.total for one in sums(question, of(clause, rates))] == totals


def test_what_is_not_counted_stays_in_the_unit(real: Services) -> None:
    question = "带10名见习生，见习基地的就业见习补贴拿多少"
    answer = real.answering.ask(question, Lang.ZH, TODAY).answer
    assert answer is not None
    assert "1,300元 × 10人 = 每月13,000元" in answer.text


def test_the_figures_of_a_sum_are_those_that_code_makes_and_no_others(clause: Clause) -> None:
    found = figures_of_sums("45个人多少钱", [clause])
    assert Decimal(13_500) in found
    assert Decimal(13_800) not in found
    assert figures_of_sums("多少钱", [clause]) == frozenset()


@pytest.mark.parametrize(
    ("question", "is_carried"), [("45个人多少钱", True), ("44个人多少钱", False), ("", False)]
)
def test_a_written_sum_goes_out_only_if_code_makes_the_same(
    real: Services, clause: Clause, *, question: str, is_carried: bool
) -> None:
    release: Release = real.release_shelf.current()
    sentence = "企业留岗红包的标准是每人300元，一共13,500元。[C1]"
    fault = Carried(real.glossary).fault(sentence, Marks.of([clause], release), release, question)
    assert ("13500" not in (fault or "")) is is_carried
