"""A chat model is set: what it writes goes out only if the clauses carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversation.reply import Incoming, Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import TurnRow
from tests import openai_double as double
from tests.builders import TODAY, Chat, closed, copied_world, evidence_of, services_on
from tests.openai_double import Behaviour, OpenAiDouble, openai_double

QUESTION = "留岗红包每人多少钱？"


@dataclass
class Written:
    """A person who writes to an assistant with a chat model."""

    services: Services
    server: OpenAiDouble
    chat: Chat

    def asked(self, behaviour: Behaviour) -> tuple[Reply, dict[str, object]]:
        """The reply, and the trace that is on record for it."""
        self.server.behaviour = behaviour
        reply = self.chat.says(QUESTION)
        with self.services.sessions() as session:
            turn = session.exec(select(TurnRow).order_by(TurnRow.id.desc())).first()
        assert turn is not None
        return reply, turn.trace


@pytest.fixture
def world(real: Services, prepared: Path, tmp_path: Path) -> Iterator[Written]:
    with openai_double(double.good) as server:
        services = services_on(
            copied_world(prepared, tmp_path / "data"),
            like=real,
            chat_model="openai:double",
            chat_model_base_url=server.base_url,
            chat_model_api_key="sk-test",
            chat_model_timeout_s=0.6,
        )
        services.release_shelf = real.release_shelf
        made = Written(services, server, Chat(services.conversation))
        # The client's first call opens connections, and may be over the limit for it.
        made.asked(double.good)
        server.requests.clear()
        yield made
        closed(services)


def test_a_good_answer_goes_out_as_written_with_its_citations(world: Written) -> None:
    reply, trace = world.asked(double.good)
    assert reply.status is Status.ANSWERED
    assert {"F19", "P-RED-ENT"} & evidence_of(reply)
    assert trace["rung"] == "model"
    assert all(one.title in reply.text for one in reply.citations)


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (double.inventing, "written_refused"),
        (double.attacked, "written_refused"),
        (double.citing_what_it_was_not_given, "written_refused"),
        (double.citing_nothing, "written_refused"),
        (double.dying(5), "model_unavailable"),
        (double.rambling, "model_unavailable"),
        (double.failing(500), "model_unavailable"),
        (double.saying("{broken"), "written_refused"),
        (double.slow(1.5), "model_unavailable"),
    ],
    ids="inventing attacked unknown uncited dying rambling 500 broken slow".split(),
)
def test_any_other_leaves_the_quoted_answer_and_the_record_says_why(
    world: Written, real: Services, behaviour: Behaviour, why: str
) -> None:
    reply, trace = world.asked(behaviour)
    default = Chat(real.conversation, f"default {why} {id(world)}").says(QUESTION)
    assert (reply.status, reply.text) == (default.status, default.text)
    assert trace[why]


def test_a_message_that_comes_again_does_not_ask_the_model_again(world: Written) -> None:
    world.server.requests.clear()
    first = world.chat.says(QUESTION, "again")
    assert world.chat.says(QUESTION, "again") == first
    assert len(world.server.requests) == 1


def test_the_steps_of_other_conversations_do_not_ask_the_model(world: Written) -> None:
    for text in ("我想在南岸区找保洁的工作", "你好", "不想活了", "帮我伪造一份失业证明", "转人工"):
        world.chat.says(text)
    assert world.server.requests == []


def test_two_questions_in_one_message_share_one_time_and_are_both_answered(world: Written) -> None:
    world.server.behaviour = double.slow(1.5)
    reply = world.chat.says("留岗红包每人多少钱？最低工资是多少？")
    assert reply.status in {Status.ANSWERED, Status.ANSWERED_PARTIAL}
    assert len(world.server.requests) <= 1


def test_a_listener_hears_what_the_reply_then_begins_with(world: Written) -> None:
    heard: list[str] = []
    world.server.behaviour = double.good
    reply = world.chat.conversation.take(
        Incoming("test", "listening", "m1", text=QUESTION, today=TODAY), heard.append
    )
    assert heard
    assert heard[-1] in reply.text
