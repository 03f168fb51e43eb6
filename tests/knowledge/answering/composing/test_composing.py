"""The quoted answer: the clause in its own words, where it stands, whether it still holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer, Status
from knowledge.answering.draft import EarlierTurn
from knowledge.language import Lang
from knowledge.language.figures import figures
from tests.builders import CLAUSES, CLAUSES_EN, TODAY, write_pair

QUESTION = {Lang.ZH: "饭补每人每月多少钱", Lang.EN: "how much is the meal allowance"}


def asked(tiny: Services, lang: Lang = Lang.ZH, question: str = "") -> Answer:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    answer = tiny.answering.ask(question or QUESTION[lang], lang, TODAY).answer
    assert answer is not None
    return answer


@pytest.fixture
def folder(tiny: Services) -> Path:
    return tiny.settings.documents_dir


@pytest.mark.parametrize("lang", list(Lang))
def test_an_answer_quotes_its_clause_and_names_its_source(tiny: Services, lang: Lang) -> None:
    answer = asked(tiny, lang)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].clause_id == "meal-allowance.amount"
    assert answer.citations[0].quote in answer.text
    for citation in answer.citations:
        for part in (citation.title, citation.document_number, citation.issuer):
            assert part in answer.text
    assert "12333" in answer.text


def test_both_languages_give_the_same_figures(tiny: Services) -> None:
    zh, en = asked(tiny, Lang.ZH), asked(tiny, Lang.EN)
    assert figures(zh.citations[0].quote) == figures(en.citations[0].quote)


def test_a_later_rule_beats_an_earlier_one_and_is_named(tiny: Services, folder: Path) -> None:
    write_pair(
        folder,
        CLAUSES.replace("230", "260"),
        CLAUSES_EN.replace("230", "260"),
        id="new-meals",
        title="新饭补办法",
        supersedes="[meal-allowance]",
    )
    answer = asked(tiny)
    assert answer.citations[0].document_id == "new-meals"
    if "meal-allowance" in {citation.document_id for citation in answer.citations}:
        assert "新饭补办法" in answer.text.split("230")[1]


def test_a_weak_source_is_called_weak(tiny: Services, folder: Path) -> None:
    sure = asked(tiny).text
    write_pair(folder, confidence="low")
    assert len(asked(tiny).text) > len(sure)
    assert asked(tiny).text.count("12333") > sure.count("12333")


def test_what_no_clause_carries_is_declined_without_a_figure(tiny: Services) -> None:
    answer = asked(tiny, question="怎样给飞船加油最省事")
    assert answer.is_declined
    assert answer.citations == ()
    assert figures(answer.text) <= figures("023-12333")


def test_a_follow_up_stays_with_the_clause_before(tiny: Services) -> None:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    earlier = (EarlierTurn("船补每人每月多少钱", ("boat-allowance.amount",)),)
    draft = tiny.answering.ask("那谁能领？", Lang.ZH, TODAY, earlier)
    assert draft.is_follow_up
    assert draft.hits[0].key.startswith("boat-allowance.")
    first = tiny.answering.ask("那谁能领？", Lang.ZH, TODAY)
    assert not first.is_follow_up


def test_the_trace_tells_hits_clauses_and_times_without_the_persons_words(tiny: Services) -> None:
    tiny.refresher.refresh(tiny.settings.documents_dir)
    question = "饭补每人每月补多少钱？我叫王小明"
    trace = tiny.answering.ask(question, Lang.ZH, TODAY).trace()
    assert trace["hits"]
    assert trace["milliseconds"]
    assert "王小明" not in str(trace)
