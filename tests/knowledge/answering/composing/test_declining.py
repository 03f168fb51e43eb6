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
    [("2026年最低工资是多少", "没有查到"), ("What is the minimum wage in 2026?", "2026")],
)
def test_what_was_looked_for_and_not_found_is_said_with_the_nearest_clause(
    real: Services, question: str, says: str
) -> None:
    answer = ask(real, question)
    assert answer.status is Status.DECLINED_NO_SOURCE
    assert says in answer.text
    assert "2025" in answer.text
    assert "023-12333" in answer.text
    assert len(answer.text.splitlines()) == 1


def test_who_asks_for_a_sum_takes_no_sum_of_something_else_home(real: Services) -> None:
    answer = ask(real, "失业金现在一个月多少钱")
    assert answer.is_declined
    assert not {1200, 1500} & {int(figure) for figure in figures(answer.text)}
    assert "《" in answer.text


def test_the_kind_of_thing_that_is_missing_is_named(tiny: Services) -> None:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    assert "金额" in ask(tiny, "给飞船加油补贴多少钱").text
    assert "规定" in ask(tiny, "怎样给飞船加油最省事").text
