"""Notices on their way to Telegram: each once, whatever Telegram says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from bot.conversation.reply import Button, Reply
from bot.telegram.announcing import serve_announcements
from knowledge.following.notices import Notice, NoticeKind
from knowledge.following.wanting import QuietHours
from knowledge.language import Lang
from tests.bot.telegram.running import QUICK, until_left
from tests.bot_api_double import BotApi, Refused
from tests.fakes_conversation import a_match, a_reply

PACE = replace(QUICK, notices_every_s=0.05)


def a_notice(number: int = 1, chat: str = "7") -> Notice:
    return Notice(
        notice_id=number,
        seeker_id=number,
        chat_id=chat,
        kind=NoticeKind.ALERT,
        about="2026-11-22",
        detail={},
        lang=Lang.ZH,
        quiet=QuietHours(),
    )


@dataclass
class FakeAnnouncements:
    """Gives each waiting notice out once, and notes what became of it."""

    waiting: list[Notice]
    noted: list[tuple[str, int]] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    fails: int = 0

    def due(self, surface: str) -> list[Notice]:
        assert surface == "telegram"
        if self.fails:
            self.fails -= 1
            raise RuntimeError("the index is being replaced")
        return [one for one in self.waiting if one.notice_id not in self.claimed]

    def taken(self, notice: Notice) -> Reply | None:
        self.claimed.add(notice.notice_id)
        stop = Button("停止提醒", "alerts:stop")
        return a_reply("有1个新岗位", posts=(a_match(),), buttons=((stop,),))

    def sent(self, notice: Notice) -> None:
        self.noted.append(("sent", notice.notice_id))

    def unsure(self, notice: Notice) -> None:
        self.noted.append(("unsure", notice.notice_id))

    def not_sent(self, notice: Notice) -> None:
        self.noted.append(("not_sent", notice.notice_id))
        self.claimed.discard(notice.notice_id)

    def refused(self, notice: Notice) -> None:
        self.noted.append(("refused", notice.notice_id))


@contextmanager
def announcing(announcements: FakeAnnouncements, api: BotApi) -> Iterator[None]:
    with until_left(
        lambda stop: serve_announcements(
            announcements, stop, token=api.token, base_url=api.url, pace=PACE
        )
    ):
        yield


def wait_until_noted(announcements: FakeAnnouncements, what: tuple[str, int]) -> None:
    for _ in range(400):
        if what in announcements.noted:
            return
        threading.Event().wait(0.01)
    pytest.fail(f"{what} not among {announcements.noted}")


def test_a_notice_arrives_once_with_its_post_and_its_stop(api: BotApi):
    announcements = FakeAnnouncements([a_notice()])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 1))
        threading.Event().wait(0.2)
    (text,) = api.texts(7)
    assert "有1个新岗位" in text
    assert "保洁员" in text
    assert "alerts:stop" in api.sent(chat=7)[0].parameters["reply_markup"]


def test_who_blocked_the_bot_is_noted_and_the_next_one_is_told(api: BotApi):
    api.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    announcements = FakeAnnouncements([a_notice(1, "8"), a_notice(2, "7")])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 2))
    assert announcements.noted == [("refused", 1), ("sent", 2)]
    assert api.texts(8) == []


def test_telegrams_wait_is_kept_and_then_the_notice_goes_out(api: BotApi):
    api.fail("sendMessage", Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    announcements = FakeAnnouncements([a_notice()])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 1))
    assert announcements.noted == [("not_sent", 1), ("sent", 1)]
    refused, taken = (call for call in api.calls if call.method == "sendMessage")
    assert taken.at - refused.at >= 1.0
    assert len(api.texts(7)) == 1


def test_a_server_that_failed_gets_the_notice_again(api: BotApi):
    api.fail("sendMessage", Refused(502, "Bad Gateway"))
    announcements = FakeAnnouncements([a_notice()])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 1))
    assert len(api.texts(7)) == 1


def test_a_chat_that_is_gone_ends_the_notice(api: BotApi):
    announcements = FakeAnnouncements([a_notice(1, "99")])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("refused", 1))


def test_a_round_that_fails_is_told_and_the_next_one_works(api: BotApi, caplog):
    announcements = FakeAnnouncements([a_notice()], fails=1)
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 1))
    assert "a round of notices failed" in caplog.text


def test_what_was_cut_off_may_have_arrived_and_is_not_sent_again(api: BotApi):
    api.fail("sendMessage", "drop")
    announcements = FakeAnnouncements([a_notice(1), a_notice(2, "8")])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 2))
        threading.Event().wait(0.2)
    assert announcements.noted == [("unsure", 1), ("sent", 2)]


def test_what_waits_holds_up_what_was_written_after_it_in_the_same_chat(api: BotApi):
    api.fail("sendMessage", Refused(502, "Bad Gateway"))
    announcements = FakeAnnouncements([a_notice(1), a_notice(2)])
    with announcing(announcements, api):
        wait_until_noted(announcements, ("sent", 2))
    assert announcements.noted == [("not_sent", 1), ("sent", 1), ("sent", 2)]
