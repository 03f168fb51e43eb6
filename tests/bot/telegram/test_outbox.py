"""Replies on their way to a Telegram that is slow, broken or particular."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Incoming
from tests.bot.telegram.running import serving
from tests.bot_api_double import BotApi, Refused
from tests.fakes_conversation import (
    FakeConversation,
    a_citation,
    a_match,
    a_reply,
)


def test_the_same_update_twice_is_answered_once(api: BotApi):
    message = api.message(7, text="两次")
    with serving(FakeConversation(), api):
        api.push({"update_id": 5, "message": message})
        api.push({"update_id": 5, "message": message})
        api.wait_for(lambda api: api.texts(7) == ["你说：两次"])
        api.push({"update_id": 6, "message": message})
        api.write("完")
        api.wait_for(lambda api: api.texts(7) == ["你说：两次", "你说：完"])


def test_an_update_that_comes_again_after_a_restart_is_answered_once(api: BotApi):
    conversation, message = FakeConversation(), api.message(7, text="又来")
    with serving(conversation, api):
        api.push({"update_id": 2000, "message": message})
        api.wait_for(lambda api: len(api.texts(7)) == 1)
    with serving(conversation, api):
        api.push({"update_id": 2001, "message": message})
        api.write("完", chat=8)
        api.wait_for(lambda api: len(api.texts(8)) == 1)
    assert api.texts(7) == ["你说：又来"]


def test_a_message_answered_by_an_earlier_process_is_not_answered_again(api: BotApi):
    conversation, message = FakeConversation(), api.message(7, text="又来")
    said = Incoming("telegram", "7", str(message["message_id"]), text="又来")
    conversation.record(said, a_reply("早就答过"))
    conversation.delivered("telegram", "7", said.message_id)
    api.push({"message": message})
    api.write("完")
    with serving(conversation, api):
        api.wait_for(lambda api: api.texts(7) == ["你说：完"])


def test_a_reply_that_is_not_recorded_is_sent_all_the_same(api: BotApi):
    class Forgetting(FakeConversation):
        def undelivered(self, surface: str):
            return []

    with serving(Forgetting(), api):
        api.wait_for(lambda api: len(api.sent("getUpdates")) > 0)
        api.press("data:forget_yes", query="q")
        api.wait_for(lambda api: api.texts(7) == ["你说：data:forget_yes"])


def test_a_reply_recorded_before_a_kill_is_sent_first_after_the_restart(api: BotApi):
    conversation = FakeConversation()
    conversation.record(Incoming("telegram", "7", "41", text="?"), a_reply("杀掉之前的回答"))
    api.write("新的")
    with serving(conversation, api):
        api.wait_for(lambda api: len(api.texts(7)) == 2)
    assert api.texts(7) == ["杀掉之前的回答", "你说：新的"]
    assert conversation.undelivered("telegram") == []


def test_429_is_waited_out_as_told(api: BotApi):
    api.fail("sendMessage", Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    with serving(FakeConversation(), api):
        api.write("限流")
        api.wait_for(lambda api: api.texts(7) == ["你说：限流"])
    tries = [call for call in api.calls if call.method == "sendMessage"]
    assert tries[1].at - tries[0].at >= 1.0


def test_a_wait_that_is_too_long_leaves_the_reply_for_a_later_round(api: BotApi):
    api.fail("sendMessage", Refused(429, "Too Many Requests: retry after 900", retry_after=900))
    with serving(FakeConversation(), api):
        api.write("等")
        api.wait_for(lambda api: api.texts(7) == ["你说：等"])


@pytest.mark.parametrize(
    "fault", [Refused(500, "Internal Server Error"), Refused(502, "Bad Gateway"), "drop"]
)
def test_a_passing_failure_is_tried_again(api: BotApi, fault: object):
    api.fail("sendMessage", fault, fault)
    with serving(FakeConversation(), api):
        api.write("网络")
        api.wait_for(lambda api: api.texts(7) == ["你说：网络"])


def test_replies_keep_their_order_over_a_long_failure(api: BotApi):
    api.fail("sendMessage", *["drop"] * 4)
    conversation = FakeConversation()
    with serving(conversation, api):
        api.write("一")
        api.write("二")
        api.wait_for(lambda api: len(api.texts(7)) == 2)
    assert api.texts(7) == ["你说：一", "你说：二"]


def test_a_failure_in_the_middle_of_a_long_reply_goes_on_where_it_stopped(api: BotApi):
    long = "\n\n".join(f"第{number}段" + "字" * 3000 for number in range(3))
    with serving(FakeConversation(lambda _: a_reply(long)), api):
        api.fail("sendMessage", "ok", *["drop"] * 5)
        api.write("长")
        api.wait_for(lambda api: len(api.texts(7)) == 3)
    assert [text[:3] for text in api.texts(7)] == ["第0段", "第1段", "第2段"]


def test_markup_of_people_and_documents_arrives_escaped(api: BotApi):
    nasty = "<b>&amp; </i> <script> *_[ 1 < 2 & 3 > 2"
    reply = a_reply(
        nasty, citations=(a_citation(title=nasty, quote=f"{nasty}。"),), posts=(a_match(),)
    )
    with serving(FakeConversation(lambda _: reply), api):
        api.write("x", **{"from": {"id": 7, "is_bot": False, "first_name": "<a href='"}})
        api.wait_for(lambda api: len(api.texts(7)) == 1)
    assert api.texts(7)[0].count(nasty) == 3
    assert "渝中区 <市政> & Co" in api.texts(7)[0]


def test_a_reply_of_10000_characters_arrives_in_parts_and_in_order(api: BotApi):
    sentences = [f"第{number}句话讲的是补贴 <{number}> 的条件。" for number in range(600)]
    with serving(FakeConversation(lambda _: a_reply("".join(sentences))), api):
        api.write("长")
        api.wait_for(lambda api: "".join(api.texts(7)) == "".join(sentences))
    assert all(len(call.parameters["text"]) <= 4096 for call in api.sent())
    assert all(text.endswith("。") for text in api.texts(7))


def test_html_that_telegram_does_not_take_goes_out_as_plain_text(api: BotApi):
    api.fail("sendMessage", Refused(400, "Bad Request: can't parse entities: Unsupported tag"))
    reply = a_reply("甲", citations=(a_citation(title="乙"),))
    with serving(FakeConversation(lambda _: reply), api):
        api.write("x")
        api.wait_for(lambda api: len(api.sent()) == 1)
    assert "parse_mode" not in api.sent()[0].parameters
    assert "甲" in api.texts()[0]
    assert "乙" in api.texts()[0]


def test_a_message_that_telegram_finds_too_long_is_split_again(api: BotApi):
    api.fail("sendMessage", Refused(400, "Bad Request: message is too long"))
    with serving(FakeConversation(lambda _: a_reply("话。" * 500)), api):
        api.write("x")
        api.wait_for(lambda api: "".join(api.texts()) == "话。" * 500)
    assert len(api.texts()) == 2


def test_a_person_who_blocked_the_bot_is_not_written_to_again(api: BotApi):
    api.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    conversation = FakeConversation()
    with serving(conversation, api):
        api.write("x")
        api.wait_for(lambda api: any(call.method == "sendMessage" for call in api.calls))
        api.write("y", chat=8)
        api.wait_for(lambda api: api.texts(8) == ["你说：y"])
        api.wait_for(lambda _: conversation.undelivered("telegram") == [])
    assert api.texts(7) == []


def test_a_group_that_became_a_supergroup_gets_its_answer_there(api: BotApi):
    api.known_chats.add(-200)
    moved = Refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-200)
    api.fail("sendMessage", moved)
    with serving(FakeConversation(), api):
        api.write("/help@ChunfengBot", chat=-100)
        api.wait_for(lambda api: api.texts(-200) == ["你说：command:help"])
