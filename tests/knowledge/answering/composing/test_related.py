"""Sources that disagree are shown as such, each with its own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer
from knowledge.language import Lang
from tests.builders import CLAUSES, CLAUSES_EN, TODAY, write_pair

RAIN = ("雨补", "rain allowance")


def conflicting(clauses: str, other: str) -> str:
    return clauses.replace("kind=amount", f'kind=amount for=anyone conflicts_with="{other}"')


@pytest.fixture
def folder(tiny: Services) -> Path:
    return tiny.settings.documents_dir


def write(folder: Path, name: str, other: str, number: int, **front: str | None) -> None:
    zh, en = CLAUSES.replace("饭补", RAIN[0]), CLAUSES_EN.replace("meal allowance", RAIN[1])
    write_pair(
        folder,
        conflicting(zh.replace("230", str(number)).replace("吃饭", "下雨"), other),
        conflicting(en.replace("230", str(number)).replace("饭补", "雨补"), other),
        id=name,
        title=f"雨补办法{number}",
        **front,
    )


def ask(services: Services, lang: Lang) -> Answer:
    services.refresher.refresh(services.settings.documents_dir)
    question = {Lang.ZH: "雨补每人每月多少钱", Lang.EN: "how much is the rain allowance"}[lang]
    answer = services.answering.ask(question, lang, TODAY).answer
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("lang", "says", "newer"), [(Lang.ZH, "说法不同", "新"), (Lang.EN, "differs", "newer")]
)
def test_both_figures_are_shown_with_their_sources_and_which_is_newer(
    tiny: Services, folder: Path, *, lang: Lang, says: str, newer: str
) -> None:
    write(folder, "rain-a", "rain-b.amount", 310, published="'2021-03-01'")
    write(folder, "rain-b", "rain-a.amount", 350, published="'2025-03-01'", issuer="乙单位")
    answer = ask(tiny, lang)
    assert {"rain-a.amount", "rain-b.amount"} <= {one.clause_id for one in answer.citations}
    assert "310" in answer.text
    assert "350" in answer.text
    assert answer.text.count("310 yuan" if lang is Lang.EN else "310元") == 1
    lead = answer.citations[0].document_id
    if lead == "rain-a" and says in answer.text:
        assert newer in answer.text


def test_the_real_documents_tell_that_the_number_of_fishermen_differs(real: Services) -> None:
    answer = real.answering.ask(
        "How many withdrawn fishermen left the river?", Lang.EN, TODAY
    ).answer
    assert answer is not None
    for figure in ("10,500", "10,489"):
        assert figure in answer.text
    for citation in answer.citations:
        assert citation.quote
