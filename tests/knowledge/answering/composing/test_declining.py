"""A decline says what is missing, what is nearest, and where to ask; it brings no other figure."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer, Status
from knowledge.language import Lang, detect
from knowledge.language.figures import figures
from tests.builders import TODAY


def ask(services: Services, question: str) -> Answer:
    answer = services.answering.ask(question, detect(question, Lang.ZH), TODAY).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("question", "says"),
    [("2026年最低工资是多少", "没有查到"), ("What is the minimum wage in 2026?", "No change")],
)
def test_what_was_looked_for_and_not_found_is_said_with_what_was_found_last(
    real: Services, question: str, says: str
) -> None:
    answer = ask(real, question)
    assert answer.status is Status.ANSWERED
    assert [one.clause_id for one in answer.citations] == ["minimum-wage-2025.change-2026"]
    first = answer.text.splitlines()[0]
    for said in (says, "2026", "2025", "023-12333"):
        assert said in first


def test_the_sum_of_an_earlier_year_stands_behind_the_present_one(real: Services) -> None:
    answer = ask(real, "失业金现在一个月多少钱")
    assert answer.citations[0].clause_id == "unemployment-benefit.amount"
    first = {int(figure) for figure in figures(answer.text.splitlines()[0])}
    assert 1864 in first
    assert not {1200, 1500} & first


@pytest.mark.parametrize("question", ["给飞船加油补贴多少钱", "怎样给飞船加油最省事"])
def test_where_nothing_is_near_no_topic_and_no_figure_is_named(
    tiny: Services, question: str
) -> None:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    answer = ask(tiny, question)
    assert answer.status is Status.DECLINED_NO_SOURCE
    assert "没有查到" in answer.text
    assert "230" not in answer.text
    assert not answer.citations
