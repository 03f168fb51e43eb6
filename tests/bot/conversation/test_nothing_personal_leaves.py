"""Personal data in a question stays out of logs, models, traces and notes; it is still answered."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import ProfileFactRow, TurnRow
from tests import openai_double as double
from tests.bot.telegram.running import serving
from tests.bot_api_double import BotApi, bot_api
from tests.builders import Chat, closed, copied_world, evidence_of, services_on
from tests.openai_double import OpenAiDouble, openai_double

SECRETS = [
    *("王小明", "500103199203150027", "13896012345", "67891234", "6222021234567890128"),
    *("民权路28号", "wang.xm@example.com", "wxm_2020", "张桂芳"),
]
MESSAGE = (
    "我叫王小明，身份证500103199203150027，手机13896012345，座机023-67891234，"
    "卡号6222021234567890128，住渝中区民权路28号，邮箱wang.xm@example.com，微信wxm_2020，"
    "我妈叫张桂芳，留岗红包每人多少钱？"
)


@pytest.fixture
def model() -> Iterator[OpenAiDouble]:
    with openai_double(double.good) as server:
        yield server


@pytest.fixture
def written(
    real: Services, prepared: Path, tmp_path: Path, model: OpenAiDouble
) -> Iterator[Services]:
    services = services_on(
        copied_world(prepared, tmp_path / "data"),
        like=real,
        chat_model="openai:double",
        chat_model_base_url=model.base_url,
        chat_model_api_key="sk-test",
        chat_model_timeout_s=5.0,
    )
    services.release_shelf = real.release_shelf
    yield services
    closed(services)


def leaked(*texts: str) -> list[str]:
    return [secret for secret in SECRETS for text in texts if secret in text]


def kept_beside_the_message(services: Services) -> str:
    """All of the record but the sealed words, which only their writer and a reveal can open."""
    with services.sessions() as session:
        turns = session.exec(select(TurnRow)).all()
        facts = session.exec(select(ProfileFactRow)).all()
        rows = [turn.model_dump(mode="json", exclude={"sealed"}) for turn in turns]
        return json.dumps([*rows, *(f.model_dump(mode="json") for f in facts)], ensure_ascii=False)


def test_a_whole_turn_keeps_it_from_logs_models_traces_and_notes(
    written: Services, model: OpenAiDouble, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reply = Chat(written.conversation).says(MESSAGE)
    assert reply.status is Status.ANSWERED
    assert {"F19", "P-RED-ENT"} & evidence_of(reply)
    assert model.requests
    asked = json.dumps(model.requests, ensure_ascii=False)
    assert leaked(caplog.text, asked, kept_beside_the_message(written), reply.text) == []


def test_what_is_asked_in_danger_is_kept_from_logs_too(
    chat: Chat, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        reply = chat.says("我叫王小明，13896012345，老板打我，我不想活了")
    assert reply.status is Status.SAFETY
    assert leaked(caplog.text, kept_beside_the_message(services)) == []


def test_the_telegram_side_logs_nothing_of_it(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    with bot_api() as api, caplog.at_level(logging.DEBUG), serving(services.conversation, api):
        api.write(MESSAGE)
        api.wait_for(_is_answered)
        assert leaked(*api.texts(7)) == []
    assert leaked(caplog.text) == []


SAID = (
    "我叫何志强，身份证500112199003078971，电话13896012345，想在渝北找保洁，三千以上",
    "住渝北区冉家坝金山路锦绣江南6-2-1803，能申请4050吗",
    "帮我妈张桂芳问，电话18223456781，她能领什么",
    "失业金怎么领，我邮箱zhang_li88@163.com",
    "My name is Zhou Zhiqiang, passport E12345678, how much is the red envelope?",
    "公积金怎么提，微信hong_1990x",
    "补贴多少钱 何志强 13896012345",
    "我要投诉老板牟其中，电话13896012345",
    "想找司机 13896012345 何志强",
    "转人工，我电话15923456781",
)
NEVER_ON_DISK = (
    *("何志强", "500112199003078971", "13896012345", "6-2-1803", "张桂芳", "18223456781"),
    *("zhang_li88", "Zhou Zhiqiang", "E12345678", "hong_1990x", "牟其中", "15923456781"),
)


def test_no_file_of_the_data_folder_holds_it(services: Services) -> None:
    talk = Chat(services.conversation)
    for message in SAID:
        talk.says(message)
    # Both replies say again what was said; the person gets it as it was.
    assert "500112199003078971" in talk.presses("data:export").text
    talk.presses("command:mydata")
    raw = b"".join(path.read_bytes() for path in services.settings.data_dir.glob("chunfeng.db*"))
    spellings = {word: (word.encode(), word.encode("unicode_escape")) for word in NEVER_ON_DISK}
    assert [word for word, spelled in spellings.items() if any(one in raw for one in spelled)] == []


def _is_answered(api: BotApi) -> bool:
    return any("300" in text for text in api.texts(7))
