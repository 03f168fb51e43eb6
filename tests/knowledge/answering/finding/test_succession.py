"""A figure that changed: the one of the day leads, what it replaced or what holds now follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.wiring import Services
from index.retriever import Hit
from knowledge.answering.answer import Answer
from knowledge.answering.composing.composing import ComposeFromClauses
from knowledge.answering.draft import Draft
from knowledge.answering.wording import ANSWER_TEXTS, Wording
from knowledge.language import Lang
from knowledge.policies.document import ClauseKind
from tests.builders import CLAUSES, CLAUSES_EN, TODAY, write_pair


def write(folder: Path, name: str, number: int, **front: str | None) -> None:
    """A document of the chain; titles and texts differ in year and figure only."""
    year = name[-4:]
    write_pair(
        folder,
        CLAUSES.replace("230", str(number)),
        CLAUSES_EN.replace("230", str(number)),
        id=name,
        title=f"饭补办法{year}",
        **front,
    )


@pytest.fixture
def chain(tiny: Services) -> Services:
    folder = tiny.settings.documents_dir
    for path in folder.glob("*.md"):
        path.unlink()
    write(folder, "meals-2019", 150, effective_from="'2019-01-01'", effective_to="'2022-03-31'")
    write(
        folder,
        "meals-2022",
        190,
        effective_from="'2022-04-01'",
        effective_to="'2024-12-31'",
        supersedes="[meals-2019]",
    )
    write(folder, "meals-2025", 230, effective_from="'2025-01-01'", supersedes="[meals-2022]")
    tiny.refresher.refresh(folder)
    return tiny


def _hit(key: str, lang: Lang, score: float) -> Hit:
    return Hit(key, lang.value, score, similarity=1.0, lexical=1.0, coverage=1.0, row=0)


def ask(services: Services, question: str, lang: Lang = Lang.ZH, today: date = TODAY) -> Answer:
    """What is told where the amounts of all three documents are found, the present one first."""
    release = services.release_shelf.current()
    draft = Draft(question, lang, today, release, masked=question, asked=question)
    draft.search_text = question
    amounts = sorted(
        (
            clause.clause_id
            for clause in release.clauses.values()
            if clause.lang is lang and clause.kind is ClauseKind.AMOUNT
        ),
        reverse=True,
    )
    draft.hits = [_hit(key, lang, 1.0 - place / 10) for place, key in enumerate(amounts)]
    ComposeFromClauses(Wording.load(ANSWER_TEXTS))(draft)
    assert draft.proposed is not None
    return draft.proposed


def cited(answer: Answer) -> list[str]:
    return [citation.document_id for citation in answer.citations]


@pytest.mark.parametrize(
    ("lang", "question"),
    [(Lang.ZH, "饭补每人每月多少钱"), (Lang.EN, "how much is the meal allowance")],
)
def test_the_figure_in_force_leads_and_what_it_replaced_follows_with_its_end(
    chain: Services, lang: Lang, question: str
) -> None:
    answer = ask(chain, question, lang)
    assert cited(answer)[:2] == ["meals-2025", "meals-2022"]
    assert answer.text.index("230") < answer.text.index("190")
    line = next(line for line in answer.text.splitlines() if "190" in line)
    assert "2024-12-31" in line
    assert "150" not in answer.text
    quote = answer.citations[1].quote
    assert "190" in quote


@pytest.mark.parametrize(
    ("question", "leads", "figure"),
    [
        ("2021年饭补每人每月多少钱", "meals-2019", "150"),
        ("2023年饭补每人每月多少钱", "meals-2022", "190"),
    ],
)
def test_a_past_year_is_answered_with_its_rule_and_the_present_one_in_one_line(
    chain: Services, question: str, leads: str, figure: str
) -> None:
    answer = ask(chain, question)
    assert cited(answer) == [leads, "meals-2025"]
    assert answer.text.index(figure) < answer.text.index("230")
    assert "取代" in answer.text.splitlines()[0]
    assert sum("230" in line for line in answer.text.splitlines()) == 1


def test_the_rule_before_is_found_without_a_year(chain: Services) -> None:
    assert cited(ask(chain, "饭补以前每人每月多少钱")) == ["meals-2022", "meals-2025"]


def test_on_an_earlier_day_the_rule_of_that_day_leads(chain: Services) -> None:
    answer = ask(chain, "饭补每人每月多少钱", today=date(2023, 5, 1))
    assert cited(answer) == ["meals-2022", "meals-2019"]
    assert "230" not in answer.text


@pytest.mark.parametrize(
    "question", ["我2021年毕业，饭补每人每月多少钱", "饭补2025年每人每月多少钱"]
)
def test_a_year_of_the_persons_life_or_of_the_rule_itself_changes_nothing(
    chain: Services, question: str
) -> None:
    assert cited(ask(chain, question))[0] == "meals-2025"


def test_the_same_matter_is_found_under_another_name(chain: Services) -> None:
    folder = chain.settings.documents_dir
    for lang in Lang:
        path = folder / f"meals-2022.{lang}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("#amount", "#rate"), "utf-8")
    chain.refresher.refresh(folder)
    assert [one.clause_id for one in ask(chain, "饭补每人每月多少钱").citations][:2] == [
        "meals-2025.amount",
        "meals-2022.rate",
    ]


def test_where_the_older_document_does_not_speak_of_it_only_its_title_is_named(
    chain: Services,
) -> None:
    folder = chain.settings.documents_dir
    write_pair(
        folder,
        '\n## 谁能领 {#who kind=eligibility for=anyone evidence="T1"}\n\n饭补发给建筑工人。\n',
        '\n## Who {#who kind=eligibility for=anyone evidence="T1"}\n\n'
        "The meal allowance is for builders.\n",
        id="meals-2022",
        title="饭补办法2022",
        effective_from="'2022-04-01'",
        effective_to="'2024-12-31'",
    )
    chain.refresher.refresh(folder)
    answer = ask(chain, "饭补每人每月多少钱")
    assert cited(answer) == ["meals-2025"]
    assert "《饭补办法2022》（到2024-12-31为止）" in answer.text


def test_a_figure_that_did_not_change_is_not_told_twice(chain: Services) -> None:
    write(
        chain.settings.documents_dir,
        "meals-2022",
        230,
        effective_from="'2022-04-01'",
        effective_to="'2024-12-31'",
        supersedes="[meals-2019]",
    )
    chain.refresher.refresh(chain.settings.documents_dir)
    answer = ask(chain, "饭补每人每月多少钱")
    assert cited(answer) == ["meals-2025"]
    assert answer.text.count("230元") == 1
