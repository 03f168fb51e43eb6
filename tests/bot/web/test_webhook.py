"""Updates that Telegram delivers to the web application."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from bot.telegram.serving import serve_telegram
from bot.telegram.webhook import Webhook
from bot.web.parts import WebParts
from tests.bot.telegram.running import QUICK
from tests.bot.web.running import served
from tests.bot_api_double import BotApi, bot_api
from tests.fakes_conversation import FakeConversation, slow_for

URL = "https://chat.example.org/telegram"
SECRET = "s" * 32


class Delivering:
    """A Telegram that delivers what is written to it."""

    def __init__(self, address: str, api: BotApi) -> None:
        self.address, self.api = address, api

    def deliver(self, update_id: int, secret: str = SECRET) -> int:
        """Delivers an update; the status of the answer."""
        update = next(u for u in self.api.updates if u["update_id"] == update_id)
        return self.deliver_json(update, secret)

    def deliver_json(self, update: object, secret: str = SECRET) -> int:
        """Delivers whatever it is given."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        answer = httpx.post(f"{self.address}/telegram", json=update, headers=headers, timeout=15)
        return answer.status_code


@contextmanager
def delivering(bare: WebParts, conversation: FakeConversation, api: BotApi) -> Iterator[Delivering]:
    """The surface behind its webhook, connected."""
    webhook = Webhook(URL, "/telegram", SECRET)
    told_before = len(api.sent("setWebhook"))

    async def beside(stop: asyncio.Event) -> None:
        await serve_telegram(
            conversation, stop, token=api.token, base_url=api.url, pace=QUICK, webhook=webhook
        )

    with served(replace(bare, conversation=conversation), webhook, beside=beside) as address:
        api.wait_for(lambda api: len(api.sent("setWebhook")) > told_before)
        yield Delivering(address, api)


@pytest.fixture
def api() -> Iterator[BotApi]:
    """Telegram, as far as a test needs it."""
    with bot_api() as running:
        yield running


def test_telegram_is_told_where_to_deliver_and_is_never_polled(bare: WebParts, api: BotApi):
    with delivering(bare, FakeConversation(), api) as telegram:
        assert telegram.deliver(api.write("早上好")) == 200
    (told,) = api.sent("setWebhook")
    assert told.parameters["url"] == URL
    assert told.parameters["secret_token"] == SECRET
    assert "callback_query" in told.parameters["allowed_updates"]
    assert api.texts(7) == ["你说：早上好"]
    assert not api.sent("getUpdates")
    assert not api.sent("deleteWebhook")


def test_a_delivery_is_confirmed_only_after_it_is_answered(bare: WebParts, api: BotApi):
    with delivering(bare, FakeConversation(slow_for("慢", 0.4)), api) as telegram:
        assert telegram.deliver(api.write("慢")) == 200
        assert api.texts(7) == ["你说：慢"]


def test_an_update_that_is_delivered_again_is_answered_once(bare: WebParts, api: BotApi):
    conversation = FakeConversation()
    update_id = api.write("一次")
    with delivering(bare, conversation, api) as telegram:
        assert [telegram.deliver(update_id) for _ in range(3)] == [200] * 3
    with delivering(bare, conversation, api) as telegram:
        assert telegram.deliver(update_id) == 200
    assert api.texts(7) == ["你说：一次"]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1]])
def test_who_does_not_know_the_secret_is_not_telegram(bare: WebParts, api: BotApi, secret: str):
    conversation = FakeConversation()
    with delivering(bare, conversation, api) as telegram:
        assert telegram.deliver(api.write("伪造"), secret) == 403
    assert conversation.taken == []


@pytest.mark.parametrize("update", [[], {"update_id": "x"}, {"update_id": 7, "message": 3}, None])
def test_what_nobody_can_read_is_passed_over(bare: WebParts, api: BotApi, update: object):
    with delivering(bare, FakeConversation(), api) as telegram:
        assert telegram.deliver_json(update) == 200
        assert telegram.deliver(api.write("还在")) == 200
    assert api.texts(7) == ["你说：还在"]


def test_what_comes_before_the_start_is_left_to_be_delivered_again(bare: WebParts):
    webhook = Webhook(URL, "/telegram", SECRET)
    with bot_api() as api, served(bare, webhook) as address:
        assert Delivering(address, api).deliver(api.write("太早")) == 503
