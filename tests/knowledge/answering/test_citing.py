"""Nothing leaves that a quoted clause does not carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Answer, Status
from knowledge.answering.citing import CheckCitations, citation_fault
from knowledge.answering.draft import Draft
from knowledge.language import Lang
from tests.builders import TODAY

QUOTED = Answer(Status.ANSWERED, "饭补每人每月230元。")


@pytest.fixture
def draft(tiny: Services) -> Draft:
    """A question whose one clause was found: 饭补每人每月230元。"""
    tiny.refresher.refresh(tiny.settings.documents_dir)
    release = tiny.release_shelf.current()
    made = Draft("饭补是不是9000元", Lang.ZH, TODAY, release, masked="饭补是不是9000元")
    made.clauses = [release.clauses["meal-allowance.amount", Lang.ZH]]
    made.proposed = QUOTED
    return made


def saying(draft: Draft, text: str, clause_id: str = "meal-allowance.amount") -> Answer:
    clause = draft.release.clauses[clause_id, Lang.ZH]
    return Answer(Status.ANSWERED, text, (draft.release.cite(clause),))


@pytest.mark.parametrize(
    "text",
    [
        "饭补每个月230元。",
        "A meal allowance of 230 yuan a month.",
        "按《饭补办法》（渝人社发〔2025〕9号），自2025年4月1日起每月230元。",
        "能领，去问经办机构。",
    ],
)
def test_what_the_quotes_and_their_sources_hold_goes_out(draft: Draft, text: str) -> None:
    assert citation_fault(saying(draft, text), draft) is None


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("饭补每个月2300元。", "2300"),
        ("饭补每个月230元，最多36个月。", "36"),
        ("对，饭补是9000元。", "9000"),
        ("饭补每个月三千元。", "3"),
        ("Three thousand yuan a month.", "3"),
        ("饭补每个月５００元。", "500"),
        ("饭补在2024年就有。", "2024"),
    ],
)
def test_a_figure_that_no_quote_holds_is_named(draft: Draft, text: str, figure: str) -> None:
    fault = citation_fault(saying(draft, text), draft)
    assert fault is not None
    assert figure in fault


def test_a_clause_that_was_not_retrieved_may_not_be_cited(draft: Draft) -> None:
    fault = citation_fault(saying(draft, "船补410元。", "boat-allowance.amount"), draft)
    assert fault is not None
    assert "boat-allowance.amount" in fault


def test_an_answer_without_a_citation_may_not_go_out(draft: Draft) -> None:
    assert citation_fault(Answer(Status.ANSWERED, "可以的。"), draft) is not None


def test_the_written_answer_is_settled_or_the_quoted_one_with_the_reason(draft: Draft) -> None:
    draft.written = saying(draft, "饭补每个月230元。")
    CheckCitations()(draft)
    assert draft.answer is draft.written
    assert draft.notes == {}
    refused = replace(draft, written=saying(draft, "饭补每个月999元。"), notes={})
    CheckCitations()(refused)
    assert refused.answer is QUOTED
    assert "999" in refused.notes["written_refused"]
