"""A real HTTP server plays the chat model: whatever it does, an answer comes in time."""

from __future__ import annotations

import time

import pytest

from bot.wiring import Services
from knowledge.answering.answering import Answering
from knowledge.answering.model.breaker import Breaker
from knowledge.answering.model.protocol import ModelUse
from knowledge.language import Lang
from tests import openai_double as double
from tests.builders import TODAY
from tests.knowledge.answering.model_world import QUESTION, ModelWorld, model_at
from tests.openai_double import Behaviour, openai_double

UNAVAILABLE: dict[str, Behaviour] = {
    "rambling": double.rambling,
    "dies at once": double.dying(0),
    "dies in the first sentence": double.dying(2),
    "dies after a sentence": double.dying(6),
    "error 500": double.failing(500),
    "error 429": double.failing(429),
    "error 401": double.failing(401),
}


@pytest.mark.parametrize("how", UNAVAILABLE)
def test_a_reply_that_cannot_be_used_leaves_the_quoted_answer(asked: ModelWorld, how: str) -> None:
    asked.server.behaviour = UNAVAILABLE[how]
    draft = asked.draft()
    assert draft.answer == asked.quoted()
    assert draft.notes["model_unavailable"]
    assert draft.notes["rung"] == "quoted"
    assert len(asked.server.requests) == 1


@pytest.mark.parametrize("drips_for_s", [0.0, 3.0])
def test_a_slow_reply_is_not_waited_for(asked: ModelWorld, drips_for_s: float) -> None:
    asked.server.drips_for_s = drips_for_s
    asked.server.behaviour = double.good if drips_for_s else double.slow(3.0)
    draft = asked.draft()
    assert draft.answer == asked.quoted()
    assert (
        "0.6" in draft.notes["model_unavailable"] or "Timeout" in draft.notes["model_unavailable"]
    )


def test_all_that_a_turn_asks_of_a_model_shares_one_time(asked: ModelWorld) -> None:
    asked.server.behaviour = double.slow(3.0)
    use, started = ModelUse(), time.monotonic()
    for question in (QUESTION[Lang.ZH], "那个东西呢怎么搞", "船补好多钱"):
        asked.answering.ask(question, Lang.ZH, TODAY, use=use)
    assert len(asked.server.requests) == 1
    assert use.is_over
    assert time.monotonic() - started < 2.5


def test_a_server_that_is_gone_leaves_the_quoted_answer(
    asked: ModelWorld, model_shelf, lexicon: Services
) -> None:
    with openai_double(double.good) as server:
        gone = model_at(server)
    draft = Answering(model_shelf, lexicon.glossary, lexicon.tokenizer, gone).ask(
        QUESTION[Lang.ZH], Lang.ZH, TODAY
    )
    assert draft.answer == asked.quoted()
    assert draft.notes["model_unavailable"]


def test_a_model_that_fails_again_and_again_is_left_alone_and_then_tried_again(
    asked: ModelWorld, model_shelf, lexicon: Services
) -> None:
    now = [0.0]
    model = model_at(asked.server, Breaker(3, pause_s=30, clock=lambda: now[0]))
    answering = Answering(model_shelf, lexicon.glossary, lexicon.tokenizer, model)

    def rungs(count: int) -> list[str]:
        asked.server.requests.clear()
        drafts = [answering.ask(QUESTION[Lang.ZH], Lang.ZH, TODAY) for _ in range(count)]
        return [draft.notes["rung"] for draft in drafts]

    asked.server.behaviour = double.failing(500)
    assert rungs(6) == ["quoted"] * 6
    assert len(asked.server.requests) == 3
    asked.server.behaviour = double.good
    assert rungs(2) == ["quoted"] * 2
    assert asked.server.requests == []
    now[0] = 31.0
    assert rungs(2) == ["model"] * 2


def test_what_it_writes_that_is_refused_does_not_count_as_a_failure(
    asked: ModelWorld, model_shelf, lexicon: Services
) -> None:
    model = model_at(asked.server, Breaker(1))
    answering = Answering(model_shelf, lexicon.glossary, lexicon.tokenizer, model)
    asked.server.behaviour = double.inventing
    for _ in range(3):
        answering.ask(QUESTION[Lang.ZH], Lang.ZH, TODAY)
    assert len(asked.server.requests) == 3


FORMS: dict[str, str] = {
    "cut": '{"question": "饭补',
    "not json": "饭补每人每月补多少？",
    "another form": '{"text": "饭补每人每月补多少？"}',
    "empty": "",
    "blank": '{"question": ""}',
    "too long": '{"question": "' + "饭补" * 200 + '"}',
}


@pytest.mark.parametrize("how", FORMS)
def test_a_form_that_is_not_filled_in_leaves_what_the_rules_found(
    asked: ModelWorld, how: str
) -> None:
    question = "那个灶上的东西咋个整"
    asked.server.behaviour = double.filling("_Standalone", FORMS[how])
    draft = asked.draft(question)
    assert draft.answer == asked.quoted(question)
    assert draft.notes["rephrase_unavailable"] or draft.notes["rephrase_refused"]
