"""A chat model is set: what it writes goes out only if the clauses carry it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import TurnRow
from tests import openai_double as double
from tests.builders import Chat, closed, copied_world, evidence_of, services_on
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
            chat_model_timeout_s=0.5,
        )
        services.release_shelf = real.release_shelf
        made = Written(services, server, Chat(services.conversation))
        # The client's first call opens connections, and may be over the limit for it.
        made.asked(double.good)
        yield made
        closed(services)


def test_a_good_answer_goes_out_as_written_with_its_citations(world: Written) -> None:
    reply, trace = world.asked(double.good)
    assert reply.status is Status.ANSWERED
    assert reply.text.endswith("（以上由模型写成）")
    assert {"F19", "P-RED-ENT"} & evidence_of(reply)
    assert "written_refused" not in trace


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (double.inventing, "written_refused"),
        (double.attacked, "written_refused"),
        (double.citing_what_it_was_not_given, "written_refused"),
        (double.rambling, "model_unavailable"),
        (double.failing(500), "model_unavailable"),
        (double.saying("{broken"), "model_unavailable"),
        (double.slow(1.5), "model_unavailable"),
    ],
    ids=["inventing", "attacked", "uncited", "rambling", "500", "broken", "slow"],
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
