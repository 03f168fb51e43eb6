"""An answer that is being written is shown in one message, at the rate that Telegram allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.conversation.reply import Button, Incoming, Reply
from tests.bot.telegram.running import QUICK, serving
from tests.bot_api_double import BotApi, Refused
from tests.fakes_conversation import FakeConversation, a_citation, a_reply

WHOLE = a_reply(
    "第一句。第二句。第三句。",
    citations=(a_citation(),),
    buttons=((Button("依据", "sources"),),),
)


class Writing(FakeConversation):
    """Says a sentence at a time before it replies; waits for `goes_on` before the last."""

    def __init__(self, parts: tuple[str, ...], reply: Reply = WHOLE, every_s: float = 0.15) -> None:
        super().__init__(lambda _: reply)
        self._parts, self._every_s = parts, every_s
        self.goes_on = threading.Event()
        self.goes_on.set()

    def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        for part in self._parts:
            if listen is not None:
                listen(part)
            time.sleep(self._every_s)
        assert self.goes_on.wait(5)
        return super().take(incoming)


PARTS = ("第一句。", "第一句。第二句。", "第一句。第二句。第三句。")


def is_whole(api: BotApi, chat: int = 7) -> bool:
    """Whether the reader has the whole answer, with its source and buttons."""
    last = [
        call for call in api.calls if call.ok and call.method in ("sendMessage", "editMessageText")
    ]
    shown = api.shown(chat)
    return bool(shown) and "留岗红包 <试行>" in shown[-1] and "reply_markup" in last[-1].parameters


def test_the_answer_grows_in_one_message_that_ends_with_sources_and_buttons(api: BotApi):
    with serving(Writing(PARTS), api):
        api.write("问")
        api.wait_for(is_whole)
    assert api.texts(7) == ["第一句。 …"]
    assert len(api.shown()) == 1
    assert "第一句。第二句。 …" in [call.parameters["text"] for call in api.sent("editMessageText")]
    assert not [call for call in api.calls if call.method == "editMessageText" and not call.ok]


def test_edits_come_no_faster_than_allowed_and_show_the_newest_text(api: BotApi):
    parts = tuple("句。" * count for count in range(1, 41))
    with serving(Writing(parts, every_s=0.01), api):
        api.write("问")
        api.wait_for(is_whole)
    calls = [call for call in api.calls if call.method in ("sendMessage", "editMessageText")]
    assert all(call.ok for call in calls)
    assert 2 < len(calls) < 12


def test_a_reply_that_is_ready_at_once_is_sent_without_an_edit(api: BotApi):
    with serving(FakeConversation(lambda _: WHOLE), api):
        api.write("问")
        api.wait_for(is_whole)
    assert api.sent("editMessageText") == []


def test_429_on_an_edit_is_waited_out_and_the_answer_still_comes_whole(api: BotApi):
    api.fail("editMessageText", Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    with serving(Writing(PARTS), api):
        api.write("问")
        api.wait_for(is_whole)
    first, second = (call for call in api.calls if call.method == "editMessageText")
    assert second.at - first.at < 3
    assert len(api.shown()) == 1


def test_429_on_the_last_edit_is_waited_out_as_told(api: BotApi):
    with serving(Writing(("第一句。",)), api):
        api.fail("editMessageText", Refused(429, "Too Many Requests: retry after 1", retry_after=1))
        api.write("问")
        api.wait_for(is_whole)
    refused, taken = (call for call in api.calls if call.method == "editMessageText")
    assert taken.at - refused.at >= 1.0
    assert len(api.shown()) == 1


def test_an_edit_that_changed_nothing_is_no_error(api: BotApi, caplog):
    same = Refused(400, "Bad Request: message is not modified: specified new message content ...")
    api.fail("editMessageText", same, same, same)
    conversation = Writing(PARTS)
    with serving(conversation, api):
        api.write("问")
        api.wait_for(lambda _: conversation.undelivered("telegram") == [] and conversation.taken)
    assert len(api.shown()) == 1
    assert "ERROR" not in [record.levelname for record in caplog.records]


@pytest.mark.parametrize("refusal", ["message to edit not found", "message can't be edited"])
def test_a_message_that_is_gone_is_replaced_by_the_whole_answer(api: BotApi, refusal: str):
    with serving(Writing(("第一句。",)), api):
        api.fail("editMessageText", Refused(400, f"Bad Request: {refusal}"))
        api.write("问")
        api.wait_for(is_whole)
    assert len(api.sent("sendMessage")) == 2


def test_a_message_that_the_reader_deleted_is_replaced_by_the_whole_answer(api: BotApi):
    conversation = Writing(("第一句。",))
    conversation.goes_on.clear()
    with serving(conversation, api):
        api.write("问")
        api.wait_for(lambda api: api.shown() == ["第一句。 …"])
        api.delete(7, next(number for _, number in api._messages))
        conversation.goes_on.set()
        api.wait_for(is_whole)
    assert len(api.shown()) == 1


def test_where_nothing_can_be_shown_meanwhile_the_answer_is_sent_all_the_same(api: BotApi):
    api.fail("sendMessage", Refused(400, "Bad Request: TOPIC_CLOSED"))
    with serving(Writing(PARTS), api):
        api.write("问")
        api.wait_for(is_whole)
    assert api.sent("editMessageText") == []


def test_a_long_answer_begins_in_the_message_that_grew(api: BotApi):
    long = "".join(f"第{number}句话讲的是补贴的条件。" for number in range(500))
    with serving(Writing((long[:300], long), reply=a_reply(long)), api):
        api.write("长")
        api.wait_for(lambda api: "".join(api.shown()) == long)
    assert len(api.shown()) == 2


def test_in_a_group_the_growing_message_points_to_the_question(api: BotApi):
    with serving(Writing(PARTS), api):
        api.write(
            "问 @ChunfengBot", chat=-100, entities=[{"type": "mention", "offset": 2, "length": 12}]
        )
        api.wait_for(lambda api: is_whole(api, -100))
    assert "reply_parameters" in api.sent("sendMessage")[0].parameters
    assert len(api.shown(-100)) == 1


def test_while_earlier_replies_wait_nothing_is_shown_before_them(api: BotApi):
    class WritingTheSecond(Writing):
        def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
            is_first = incoming.text == "一"
            return (
                FakeConversation.take(self, incoming)
                if is_first
                else super().take(incoming, listen)
            )

    conversation = WritingTheSecond(PARTS)
    api.fail("sendMessage", *["drop"] * QUICK.send_attempts)
    with serving(conversation, api, replace(QUICK, redelivery_every_s=1.5)):
        api.write("一")
        api.wait_for(lambda api: not api._faults["sendMessage"])
        api.write("二")
        api.wait_for(lambda api: len(api.shown()) == 2 and is_whole(api))
    assert api.sent("editMessageText") == []


def test_the_last_edit_waits_until_telegram_takes_one(api: BotApi):
    with serving(Writing(("第一句。",), every_s=0.03), api):
        api.write("问")
        api.wait_for(is_whole)
    assert [call for call in api.calls if not call.ok] == []


def test_markup_in_what_is_shown_meanwhile_is_shown_as_it_stands(api: BotApi):
    with serving(Writing(("<b>一</b> & 二。",)), api):
        api.write("问")
        api.wait_for(is_whole)
    assert api.texts(7) == ["<b>一</b> & 二。 …"]
