"""What others answered from the model, cut off or could not find again, is held back or kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import TurnRow
from tests import openai_double as double
from tests.builders import (
    CLAUSES,
    CLAUSES_EN,
    Chat,
    closed,
    copied_world,
    services_on,
    write_pair,
)
from tests.openai_double import openai_double

# Source: Langchain-Chatchat's table of messages, whose answer column holds 4,096 characters.
COLUMN = 4_096


@pytest.mark.parametrize("text", ["明天沙坪坝落不落雨", "Who won the football match last night?"])
def test_a_chat_model_is_no_way_round_an_empty_search(
    real: Services, prepared: Path, tmp_path: Path, text: str
) -> None:
    with openai_double(double.good) as server:
        services = services_on(
            copied_world(prepared, tmp_path / "data"),
            like=real,
            chat_model="openai:double",
            chat_model_base_url=server.base_url,
            chat_model_api_key="sk-test",
            chat_model_timeout_s=2.0,
        )
        services.release_shelf = real.release_shelf
        reply = Chat(services.conversation).says(text)
        assert reply.status is Status.DECLINED_OUT_OF_SCOPE
        assert reply.text == Chat(real.conversation, chat_id=f"quoted {text}").says(text).text
        closed(services)


def test_an_answer_longer_than_a_column_is_kept_whole(tiny: Services) -> None:
    long = "饭补好多钱：饭补每人每月230元。" * 300
    write_pair(
        tiny.settings.documents_dir, CLAUSES.replace("饭补每人每月230元。", long), CLAUSES_EN
    )
    tiny.prepare()
    chat = Chat(tiny.conversation)
    reply = chat.says("饭补好多钱", message_id="m")
    assert len(reply.text) > COLUMN
    assert long in reply.text
    with tiny.sessions() as session:
        (turn,) = session.exec(select(TurnRow)).all()
    assert len(turn.reply) > COLUMN
    assert chat.says("饭补好多钱", message_id="m") == reply


def test_an_old_answer_still_opens_its_clause_after_many_refreshes(tiny: Services) -> None:
    folder = tiny.settings.documents_dir
    tiny.prepare()
    chat = Chat(tiny.conversation)
    cited = chat.says("饭补好多钱").citations[0].clause_id
    for amount in ("231", "232", "233"):
        write_pair(folder, CLAUSES.replace("230", amount), CLAUSES_EN.replace("230", amount))
        tiny.refresher.refresh(folder)
    assert chat.says("饭补好多钱").citations[0].clause_id == cited
    assert "233" in chat.presses("sources").text
