"""Starting, receiving and stopping, with a network and a token that may be bad."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from dataclasses import replace

import pytest

from bot.conversation.reply import Incoming
from bot.telegram.pace import Pace
from bot.telegram.serving import TokenRefused, serve_telegram
from tests.bot.telegram.running import QUICK, serving
from tests.bot_api_double import BotApi, Refused, bot_api
from tests.fakes_conversation import (
    FakeConversation,
    echo,
    slow_for,
)


def test_what_people_wrote_while_the_bot_was_down_is_answered(api: BotApi):
    api.write("早上写的")
    with serving(FakeConversation(), api):
        api.wait_for(lambda api: api.texts(7) == ["你说：早上写的"])


def test_an_update_is_not_confirmed_before_it_is_answered(api: BotApi):
    release = threading.Event()

    def wait(incoming: Incoming):
        release.wait(5)
        return echo(incoming)

    with serving(FakeConversation(wait), api):
        update_id = api.write("慢")
        api.wait_for(lambda api: len(api.sent("getUpdates")) > 5)
        assert api.confirmed <= update_id
        release.set()
        api.wait_for(lambda api: api.confirmed == update_id + 1)


def test_a_menu_that_cannot_be_set_does_no_harm(api: BotApi, caplog):
    api.fail("setMyCommands", *[Refused(400, "Bad Request: BOT_COMMAND_INVALID")] * 3)
    api.fail("sendChatAction", Refused(400, "Bad Request: wrong action"))
    with serving(FakeConversation(), api):
        api.write("x")
        api.wait_for(lambda api: api.texts(7) == ["你说：x"])
        api.wait_for(lambda api: len(api.sent("setMyDescription")) == 3)
    assert "the en menu could not be set" in caplog.text


def test_the_menu_is_set_in_both_languages(api: BotApi):
    with serving(FakeConversation(), api):
        api.wait_for(lambda api: len(api.sent("setMyCommands")) == 3)
    menus = {
        call.parameters.get("language_code"): call.parameters for call in api.sent("setMyCommands")
    }
    assert set(menus) == {None, "zh", "en"}
    assert {c["command"] for c in json.loads(menus["en"]["commands"])} >= {
        "start",
        "mydata",
        "forget",
    }
    assert "找工作" in json.loads(menus["zh"]["commands"])[1]["description"]


def test_updates_that_nobody_can_read_are_passed_over(api: BotApi):
    with serving(FakeConversation(), api):
        api.push({"message": {"message_id": "?", "chat": 3}})
        api.push({"message": None, "something_new": [1, 2]})
        last = api.write("还在")
        api.wait_for(lambda api: api.texts(7) == ["你说：还在"])
        api.wait_for(lambda api: api.confirmed == last + 1)


def test_a_network_that_is_down_at_the_start_is_waited_for(caplog):
    with bot_api() as api:
        port = int(api.url.rpartition(":")[2])
    with serving(FakeConversation(), api):
        threading.Event().wait(0.3)
        with bot_api(port, api):
            api.write("终于")
            api.wait_for(lambda api: api.texts(7) == ["你说：终于"])
    assert "Telegram cannot be reached" in caplog.text


def test_a_server_that_goes_away_and_comes_back_is_polled_again(api: BotApi, caplog):
    api.fail("getUpdates", *[Refused(502, "Bad Gateway")] * 3, "drop")
    with serving(FakeConversation(), api):
        api.write("在吗")
        api.wait_for(lambda api: api.texts(7) == ["你说：在吗"])
    assert "no updates from Telegram" in caplog.text


def test_a_wrong_token_stops_with_a_clear_word_and_without_the_token(api: BotApi, caplog):
    with pytest.raises(TokenRefused, match="TELEGRAM_BOT_TOKEN") as refused:
        _serve(api, token="99:secret-part")
    assert "'99'" in str(refused.value)
    assert "secret-part" not in str(refused.value) + caplog.text


@pytest.mark.parametrize("token", ["", "12 34", "1:a\n", "1:/../x"])
def test_a_token_that_cannot_be_sent_is_refused_at_once(api: BotApi, token: str):
    with pytest.raises(TokenRefused, match="characters"):
        _serve(api, token=token)
    assert api.calls == []


def test_a_token_withdrawn_while_running_stops_the_surface(api: BotApi):
    api.fail("getUpdates", Refused(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        _serve(api, token=api.token)


def test_the_token_is_not_in_the_log(api: BotApi, caplog):
    caplog.set_level(logging.INFO)
    with serving(FakeConversation(), api):
        api.write("x")
        api.wait_for(lambda api: api.texts(7) == ["你说：x"])
    assert "@ChunfengBot answers" in caplog.text
    assert api.token not in caplog.text


def test_a_turn_under_way_is_ended_before_the_stop(api: BotApi):
    conversation = FakeConversation(slow_for("慢", 0.6))
    with serving(conversation, api):
        api.write("慢")
        api.wait_for(lambda _: conversation.under_way == 1)
    assert api.texts(7) == ["你说：慢"]


def test_a_stop_does_not_wait_for_a_network_that_is_gone():
    with bot_api() as api:
        pass
    with serving(FakeConversation(), api, replace(QUICK, longest_backoff_s=30.0)):
        threading.Event().wait(0.1)


def _serve(api: BotApi, token: str, pace: Pace = QUICK) -> None:
    async def serve() -> None:
        await serve_telegram(
            FakeConversation(), asyncio.Event(), token=token, base_url=api.url, pace=pace
        )

    asyncio.run(serve())
