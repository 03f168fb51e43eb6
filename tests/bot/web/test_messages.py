"""What comes to the chat page by itself: a person's words, corrections, news; each once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx

from bot.conversation.messages_out import MessagesOut, parts_of
from bot.conversation.reply import Button, Reply
from bot.web.messages import RecordedMessages
from bot.web.news import put_down_news, serve_news
from bot.web.parts import WebParts
from bot.web.session import COOKIE, ChatSession
from knowledge.answering.answer import Status
from knowledge.following.notices import Notice, NoticeKind
from knowledge.following.wanting import QuietHours
from knowledge.language import Lang
from knowledge.records.messages import Extra, MessageKind, MessageState, enqueue, messages_to
from knowledge.records.turns import find_or_add_seeker
from tests.bot.web.running import Visitor, served, texts
from tests.fakes_conversation import FakeConversation, a_citation, a_match, a_reply


def parts_with_messages(bare: WebParts) -> WebParts:
    messages = RecordedMessages(bare.sessions)
    return replace(bare, conversation=FakeConversation(), messages=messages)


def chat_of(bare: WebParts, client: httpx.Client) -> int:
    """The seeker behind a browser; the fake conversation keeps none itself."""
    chat_id = ChatSession(client.cookies[COOKIE].partition(".")[0]).chat_id
    return find_or_add_seeker(bare.sessions, "web", chat_id).seeker_id


def tell(bare: WebParts, seeker_id: int, kind: MessageKind, text: str, **parts: Any) -> int:
    with bare.sessions() as session:
        extra = Extra(parts=parts)
        number = enqueue(session, seeker_id, kind, text=text, lang=Lang.ZH, extra=extra)
        session.commit()
    assert number is not None
    return number


def state_of(bare: WebParts, seeker_id: int) -> list[MessageState]:
    with bare.sessions() as session:
        return [one.state for one in messages_to(session, seeker_id)]


def test_an_open_page_gets_a_correction_with_its_source_and_a_person_with_a_name_tag(
    bare: WebParts,
) -> None:
    parts = parts_with_messages(bare)
    with served(parts) as address, httpx.Client(base_url=address) as client:
        client.get("/")
        seeker_id = chat_of(bare, client)
        cited = parts_of(a_reply("", citations=(a_citation(),)))
        first = tell(bare, seeker_id, MessageKind.CORRECTION, "是<b>另</b>一个数", **cited)
        tell(bare, seeker_id, MessageKind.PERSON, "我是小张")
        found = client.get("/messages?after=0").json()
        assert state_of(bare, seeker_id) == [MessageState.SENT] * 2
        assert client.get(f"/messages?after={found['newest']}").json()["html"] == ""
        rest = client.get(f"/messages?after={first}").json()["html"]
        page = client.get("/").text
    assert "是&lt;b&gt;另&lt;/b&gt;一个数" in found["html"]
    assert '<section class="card source">' in found["html"]
    assert "更正" in texts(found["html"])
    assert "另" not in rest
    assert texts(page).count("我是小张") == 1
    assert page.count('<p class="speaker">') == 1


class OneNotice:
    """A notice that is due on the chat page until it is taken."""

    def __init__(self, seeker_id: int) -> None:
        self.noted: list[str] = []
        self._waiting = [
            Notice(1, seeker_id, "c", NoticeKind.ALERT, "x", {}, Lang.ZH, QuietHours())
        ]

    def due(self, surface: str) -> list[Notice]:
        assert surface == "web"
        return list(self._waiting)

    def taken(self, notice: Notice) -> Reply | None:
        self._waiting.remove(notice)
        stop = Button("停止提醒", "alerts:stop")
        return Reply(Status.MATCHED, Lang.ZH, "有1个新岗位", posts=(a_match(),), buttons=((stop,),))

    def sent(self, notice: Notice) -> None:
        self.noted.append(f"sent {notice.notice_id}")

    unsure = not_sent = refused = sent


def test_news_comes_to_an_open_page_without_a_message_of_its_person(bare: WebParts) -> None:
    with served(parts_with_messages(bare)) as address, httpx.Client(base_url=address) as client:
        client.get("/")
        news = OneNotice(chat_of(bare, client))
        put_down_news(news, bare.sessions)
        put_down_news(news, bare.sessions)
        html = client.get("/messages?after=0").json()["html"]
        visitor = Visitor(client)
        visitor.opens()
        after = visitor.presses("停止提醒")
    assert news.noted == ["sent 1"]
    assert html.count('<section class="card post">') == 1
    assert "保洁员" in texts(html)
    assert "alerts:stop" in html
    assert "有1个新岗位" in after


def test_a_round_of_news_that_fails_does_not_end_the_next(bare: WebParts, caplog: Any) -> None:
    class Failing(OneNotice):
        rounds = 0

        def due(self, surface: str) -> list[Notice]:
            self.rounds += 1
            if self.rounds == 2:
                stop.set()
            raise RuntimeError("the index is being replaced")

    stop = asyncio.Event()
    failing = Failing(1)
    asyncio.run(serve_news(failing, bare.sessions, stop, every_s=0.01))
    assert failing.rounds >= 2
    assert "a round of news for the chat page failed" in caplog.text


def test_what_is_for_telegram_is_given_out_once(bare: WebParts) -> None:
    whom = find_or_add_seeker(bare.sessions, "telegram", "77").seeker_id
    tell(bare, whom, MessageKind.PERSON, "我是小张")
    out = MessagesOut(bare.sessions)
    (message,) = [one for one in out.due("telegram") if one.seeker_id == whom]
    reply = out.taken(message)
    assert reply is not None
    assert reply.text == "👤 工作人员：\n我是小张"
    assert out.taken(message) is None
    assert MessagesOut(bare.sessions).due("telegram") == []
    out.unsure(message)
    assert state_of(bare, whom) == [MessageState.UNSURE]
