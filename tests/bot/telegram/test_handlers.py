"""What happens when somebody writes, presses or sends; against a Bot API on loopback."""

from __future__ import annotations

import json

import pytest

from bot.conversation.reply import Incoming
from tests.bot.telegram.running import serving
from tests.bot_api_double import BotApi, Refused
from tests.fakes_conversation import (
    FakeConversation,
    a_reply,
    echo,
    slow_for,
    with_buttons,
)


def test_a_message_is_answered_and_confirmed(api: BotApi):
    conversation = FakeConversation()
    with serving(conversation, api):
        update_id = api.write("失业了能领补贴吗？")
        api.wait_for(lambda api: api.texts(7) == ["你说：失业了能领补贴吗？"])
        api.wait_for(lambda api: api.confirmed == update_id + 1)
    assert conversation.undelivered("telegram") == []


def test_the_typing_signal_comes_before_the_answer(api: BotApi):
    with serving(FakeConversation(slow_for("x", 0.5)), api):
        api.write("x")
        api.wait_for(lambda api: api.texts(7) == ["你说：x"])
    methods = [call.method for call in api.calls if call.method.startswith("send")]
    assert methods[0] == "sendChatAction"
    assert methods[-1] == "sendMessage"


def test_a_button_is_pressed_and_acknowledged(api: BotApi):
    with serving(FakeConversation(with_buttons(("找工作 💼", "command:jobs"))), api):
        api.write("x")
        api.wait_for(lambda api: len(api.sent()) == 1)
        keyboard = json.loads(api.sent()[0].parameters["reply_markup"])["inline_keyboard"]
        assert keyboard == [[{"text": "找工作 💼", "callback_data": "command:jobs"}]]
        api.press("command:jobs", query="q1")
        api.wait_for(lambda api: api.texts(7)[1:] == ["你说：command:jobs"])
    assert api.sent("answerCallbackQuery")[0].parameters["callback_query_id"] == "q1"


def test_a_double_tap_is_acknowledged_twice_and_answered_once(api: BotApi):
    conversation = FakeConversation()
    with serving(conversation, api):
        api.press("more", query="q1")
        api.press("more", query="q2")
        api.press("other", query="q3")
        api.wait_for(lambda api: len(api.texts(7)) == 2)
    assert len(api.sent("answerCallbackQuery")) == 3
    assert [(i.action, i.message_id) for i in conversation.taken] == [
        ("more", "cb-q1"),
        ("other", "cb-q3"),
    ]


def test_a_press_that_is_too_old_to_acknowledge_is_answered(api: BotApi):
    api.fail("answerCallbackQuery", Refused(400, "Bad Request: query is too old"))
    with serving(FakeConversation(), api):
        api.press("more", query="q1")
        api.wait_for(lambda api: api.texts(7) == ["你说：more"])


def test_a_slow_chat_does_not_hold_up_another_and_keeps_its_order(api: BotApi):
    with serving(FakeConversation(slow_for("慢", 1.5)), api):
        for text in ("慢", "二", "三"):
            api.write(text, chat=7)
        for text in ("甲", "乙"):
            api.write(text, chat=8)
        api.wait_for(lambda api: len(api.texts(8)) == 2)
        assert api.texts(7) == []
        api.wait_for(lambda api: len(api.texts(7)) == 3)
    assert api.texts(7) == ["你说：慢", "你说：二", "你说：三"]
    assert api.texts(8) == ["你说：甲", "你说：乙"]


def test_a_document_is_fetched_for_the_turn_and_removed(api: BotApi):
    seen = []

    def read(incoming: Incoming):
        seen.append((incoming.document, incoming.document.read_bytes()))
        return a_reply("收到")

    api.files["cv"] = b"%PDF-1.4 cv"
    file = {"file_id": "cv", "file_unique_id": "cv", "file_name": "../../简历.pdf", "file_size": 11}
    with serving(FakeConversation(read), api):
        api.push({"message": api.message(7, document=file)})
        api.wait_for(lambda api: api.texts(7) == ["收到"])
    ((path, content),) = seen
    assert content == b"%PDF-1.4 cv"
    assert path.name == "document.pdf"
    assert not path.exists()


@pytest.mark.parametrize(
    ("file_id", "size", "action"),
    [
        ("cv", 10_000_001, "unsupported:document_too_large"),
        ("gone", 10, "unsupported:document_not_fetched"),
    ],
)
def test_a_document_that_cannot_be_taken_is_named(api: BotApi, file_id, size, action):
    file = {"file_id": file_id, "file_unique_id": file_id, "file_size": size}
    with serving(FakeConversation(), api):
        api.push({"message": api.message(7, document=file)})
        api.wait_for(lambda api: api.texts(7) == [f"你说：{action}"])


def test_an_unexpected_fault_is_apologised_for_once_a_minute(api: BotApi, caplog):
    def broken(incoming: Incoming):
        if incoming.text == "坏":
            raise RuntimeError("no such table")
        return echo(incoming)

    with serving(FakeConversation(broken), api):
        for text in ("坏", "坏", "好"):
            api.write(text)
        api.wait_for(lambda api: api.texts(7)[-1:] == ["你说：好"])
    apology = api.texts(7)[0]
    assert len(api.texts(7)) == 2
    assert "抱歉" in apology
    assert "Sorry" in apology
    assert caplog.text.count("RuntimeError: no such table") == 2
