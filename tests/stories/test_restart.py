"""The process ends, by itself or by SIGKILL, and starts again on the same data folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.records.tables import TurnRow
from tests import openai_double as double
from tests.builders import CHECKOUT, TODAY, Chat, buttons_of, closed, copied_world, services_on
from tests.openai_double import openai_double

QUESTION = "留岗红包每人多少钱？"


@pytest.fixture
def data_dir(prepared: Path, tmp_path: Path) -> Path:
    return copied_world(prepared, tmp_path / "data")


def turns_on(data_dir: Path, like: Services) -> list[tuple[str, str]]:
    services = services_on(data_dir, like=like)
    with services.sessions() as session:
        found = [(one.message_id, one.status) for one in session.exec(select(TurnRow)).all()]
    closed(services)
    return found


def test_state_profile_and_language_survive_a_restart(data_dir: Path, real: Services) -> None:
    before = Chat(services_on(data_dir, like=real).conversation)
    before.says("我52岁，失业半年，重庆户口，能领什么补贴？")
    pending = before.presses("menu:may")
    before.says("想在南岸区找保洁的工作")
    before.says("留岗红包每人多少钱？")
    before.presses("language:zh")

    after = Chat(services_on(data_dir, like=real).conversation, sent=100)
    follow_up = after.says("那哪些企业可以申请？")
    assert any("red-envelope" in one.document_id for one in follow_up.citations)
    assert after.says("How much was the retention red envelope?").lang is Lang.ZH
    assert "1974" in after.presses("command:mydata").text
    assert after.presses("jobs:more").status is Status.MATCHED
    button = next(one.action for one in buttons_of(pending) if one.action.startswith("fact:"))
    assert after.presses(button).status is Status.ELIGIBILITY


def test_what_was_not_delivered_is_known_after_a_restart(data_dir: Path, real: Services) -> None:
    before = Chat(services_on(data_dir, like=real).conversation)
    first, second = before.says(QUESTION), before.says("转人工")
    before.conversation.delivered("test", "c1", "m1")

    after = services_on(data_dir, like=real).conversation
    ((incoming, reply),) = after.undelivered("test")
    assert (incoming.chat_id, incoming.message_id) == ("c1", "m2")
    assert reply == second
    assert Chat(after).says(QUESTION, "m1") == first


def child(data_dir: Path, **settings: str) -> subprocess.Popen[bytes]:
    """`chunfeng chat --jsonl` in a process of its own, with nothing else in its environment."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(CHECKOUT),
        "CHUNFENG_DATA_DIR": str(data_dir),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--jsonl"],
        cwd=data_dir,
        env={**environment, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def send(process: subprocess.Popen[bytes], text: str, message_id: str) -> None:
    assert process.stdin is not None
    line = {"chat_id": "c1", "message_id": message_id, "text": text, "today": str(TODAY)}
    process.stdin.write(json.dumps(line).encode() + b"\n")
    process.stdin.flush()


def received(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    answer: dict[str, object] = json.loads(process.stdout.readline())
    return answer


def killed(process: subprocess.Popen[bytes]) -> None:
    with process:
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_killed_after_and_in_the_middle_of_a_turn_each_message_is_answered_once(
    data_dir: Path, real: Services
) -> None:
    with openai_double(double.slow(60)) as server:
        first = child(
            data_dir,
            CHUNFENG_CHAT_MODEL="openai:double",
            CHUNFENG_CHAT_MODEL_BASE_URL=server.base_url,
            CHUNFENG_CHAT_MODEL_API_KEY="sk-test",
            CHUNFENG_CHAT_MODEL_TIMEOUT_S="60",
        )
        send(first, "转人工", "m1")
        answered = received(first)
        send(first, QUESTION, "m2")
        # The turn is under way: its clauses are found, and the model has been asked.
        assert server.asked.wait(60)
        killed(first)
    assert turns_on(data_dir, real) == [("m1", "handoff")]

    second = child(data_dir)
    for text, message_id in (("转人工", "m1"), (QUESTION, "m2"), (QUESTION, "m2")):
        send(second, text, message_id)
    again, late, late_again = (received(second) for _ in range(3))
    assert again == answered
    assert late["status"] == "answered"
    assert late_again == late
    assert second.stdin is not None
    with second:
        second.stdin.close()
    assert second.returncode == 0
    assert turns_on(data_dir, real) == [("m1", "handoff"), ("m2", "answered")]
