"""Where several parts of a list are found, the list is quoted."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.finding.wholes import wholes_for_parts
from knowledge.language import Lang, detect
from tests.builders import TODAY, Chat

GRADUATES, POSTS = "news-2021-college-graduates", "news-2021-public-welfare-posts"
LISTS = {
    "“8个扩大”是什么意思，总共有几个办法？": f"{GRADUATES}.eight-expansions",
    "有没有打算开发看山护林、巡河护水这种公益性岗位？": f"{POSTS}.planned-types",
    "Are forest guards and river guards among the planned posts?": f"{POSTS}.planned-types",
}


@pytest.mark.parametrize(("text", "clause_id"), LISTS.items())
def test_a_question_on_several_parts_is_told_the_list(
    real: Services, text: str, clause_id: str
) -> None:
    draft = real.answering.ask(text, detect(text, Lang.ZH), TODAY)
    assert clause_id in [clause.clause_id for clause in draft.clauses]


def test_one_part_alone_stays_as_it_is(real: Services) -> None:
    release = real.release_shelf.current()
    part = release.clauses["news-2021-college-graduates.expansion-enlistment", Lang.ZH]
    assert wholes_for_parts([part], release.document_of(part)) == [part]


def test_what_is_no_part_keeps_its_place(real: Services) -> None:
    release = real.release_shelf.current()
    ids = ("task-force", "expansion-enlistment", "expansion-civil-servants", "graduates-number")
    chosen = [release.clauses[f"news-2021-college-graduates.{id_}", Lang.EN] for id_ in ids]
    found = wholes_for_parts(chosen, release.document_of(chosen[0]))
    assert [one.clause_id.split(".")[1] for one in found] == [
        *("task-force", "eight-expansions", "graduates-number")
    ]


def test_what_is_planned_is_no_search_for_work(chat: Chat) -> None:
    reply = chat.says("有没有打算开发看山护林、巡河护水这种公益性岗位？")
    # Asked back at the most, with the question as one of the two things it can mean.
    assert reply.posts == ()
    if reply.citations:
        assert [citation.clause_id for citation in reply.citations] == [f"{POSTS}.planned-types"]
    else:
        assert reply.status is Status.CLARIFY
