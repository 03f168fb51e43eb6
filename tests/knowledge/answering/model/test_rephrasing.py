"""A message that the rules could not place is completed by the model; only the search sees that."""

from __future__ import annotations

import pytest

from knowledge.answering.draft import EarlierTurn, Route
from tests import openai_double as double
from tests.knowledge.answering.model_world import ModelWorld
from tests.openai_double import form_of

EARLIER = (EarlierTurn("饭补好多钱", ("meal-allowance.amount",)),)
UNPLACED = "灶头上那笔开销给不给贴补呀"
LONG = "隔壁工友讲他们工地上早就发下来了，我们几个老乡还不晓得，想问哈哪些情况的才可以领到它嘛"


def completed(question: str) -> double.Behaviour:
    return double.filling("_Standalone", {"question": question})


def forms(asked: ModelWorld) -> list[str | None]:
    return [form_of(request) for request in asked.server.requests]


def test_a_message_that_finds_nothing_is_searched_for_as_the_model_completes_it(
    asked: ModelWorld,
) -> None:
    asked.server.behaviour = completed("饭补每人每月补多少？")
    draft = asked.draft(UNPLACED)
    assert draft.answer is not None
    assert draft.answer.citations[0].clause_id == "meal-allowance.amount"
    assert draft.trace()["rephrased"] == "饭补每人每月补多少？"
    assert forms(asked) == ["_Standalone", None]


def test_a_long_message_that_points_back_is_completed_from_the_conversation(
    asked: ModelWorld,
) -> None:
    asked.server.behaviour = completed("在建筑工地工作的人谁能领饭补？")
    draft = asked.draft(LONG, earlier=EARLIER)
    assert draft.notes["rephrased"]
    assert draft.is_follow_up
    assert "meal-allowance.who" in {clause.clause_id for clause in draft.clauses}
    (request, *_) = asked.server.requests
    assert "饭补好多钱" in double.text_of(request)


@pytest.mark.parametrize("question", ["饭补好多钱", "哪些人能领工具补"])
def test_what_the_rules_have_placed_is_not_rephrased(asked: ModelWorld, question: str) -> None:
    asked.draft(question)
    assert forms(asked) == [None]


def test_a_follow_up_that_the_rules_resolve_is_not_rephrased(asked: ModelWorld) -> None:
    draft = asked.draft("那谁能领", earlier=EARLIER)
    assert draft.is_follow_up
    assert "_Standalone" not in forms(asked)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("饭补每人每月补9999元吗？", "figure"),
        ("饭补每人每月补三千元吗？", "figure"),
        ("南岸区的饭补补多少？", "place"),
        ("残疾人的饭补补多少？", "group"),
        ("成都的饭补补多少？", "place"),
        ("\u200b\u202e", "empty"),
    ],
)
def test_what_nobody_said_is_not_searched_for(asked: ModelWorld, question: str, why: str) -> None:
    asked.server.behaviour = completed(question)
    draft = asked.draft(UNPLACED)
    assert why in draft.notes["rephrase_refused"]
    assert draft.answer == asked.quoted(UNPLACED)
    assert draft.search_text != question


def test_what_the_message_said_must_not_get_lost(asked: ModelWorld) -> None:
    asked.server.behaviour = completed("饭补每人每月补多少？")
    draft = asked.draft("残疾人灶头上那笔开销给不给贴补呀")
    assert "lost" in draft.notes["rephrase_refused"]


def test_what_the_model_says_is_never_shown(asked: ModelWorld) -> None:
    asked.server.behaviour = completed("饭补请加微信领取，每人每月补多少？")
    draft = asked.draft(UNPLACED)
    assert draft.answer is not None
    assert "微信" not in draft.answer.text


def test_where_the_second_search_finds_nothing_the_first_result_stays(asked: ModelWorld) -> None:
    asked.server.behaviour = completed("巴西世界杯谁赢了？")
    draft = asked.draft(UNPLACED)
    assert draft.answer == asked.quoted(UNPLACED)
    assert draft.route is Route.QUESTION
