"""The chat page as a browser without JavaScript uses it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from bot.conversation.reply import Incoming
from bot.web.limits import Limits
from bot.web.messages import MessageToSeeker
from bot.web.parts import WebParts
from bot.web.session import COOKIE
from bot.web.wiring import web_parts
from bot.wiring import Services
from tests.bot.web.running import Visitor, served, texts
from tests.fakes_conversation import FakeConversation, a_reply, echo, slow_for

QUESTION = "留岗红包每人多少钱？"


def test_a_question_is_answered_with_its_clause_quoted_and_its_source(visitor: Visitor):
    page = visitor.says(QUESTION)
    assert QUESTION in page
    assert re.search(r'<blockquote aria-label="原文">[^<]*红包[^<]*</blockquote>', page)
    assert '<section class="card source">' in page
    assert re.search(r'<a href="https?://[^"]+" target="_blank" rel="noopener noreferrer">', page)


def test_a_stranger_sees_what_to_ask_how_to_reach_a_person_and_what_is_kept(visitor: Visitor):
    page = visitor.opens()
    examples = re.findall(r'<button name="text" value="([^"]+)">', page)
    assert 4 <= len(examples) <= 6
    assert "023-12333" in page
    assert "我的数据" in page
    assert '<blockquote aria-label="原文">' in visitor.says(examples[0])


def test_posts_come_as_cards_with_what_speaks_for_and_against(visitor: Visitor):
    page = visitor.says("我45岁，想在南岸找保洁")
    assert page.count('<section class="card post">') >= 2
    assert "✓" in page


def test_a_button_is_pressed_and_shown_as_what_was_said(visitor: Visitor):
    visitor.opens()
    page = visitor.presses("我能享受什么")
    assert "</span><p>我能享受什么</p>" in page
    assert page.count('<article class="turn"') == 2


def test_commands_work_as_on_telegram(visitor: Visitor):
    assert "这段对话的记录" in texts(visitor.says("/mydata"))


def test_an_english_browser_gets_an_english_page_and_its_first_button_answers_in_english(
    visitor: Visitor,
):
    visitor.client.headers["Accept-Language"] = "en-GB,en;q=0.9"
    assert '<html lang="en">' in visitor.opens()
    page = visitor.presses("Ask about policy")
    assert "Please write your question" in page


def test_the_language_switch_changes_page_and_replies(visitor: Visitor):
    visitor.says("你好")
    answer = visitor.posts({"lang": "en"}, path="/language")
    assert answer.status_code == 303
    page = visitor.opens()
    assert '<html lang="en">' in page
    assert "I will answer in English from now on." in page


def test_a_form_sent_twice_is_answered_once(visitor: Visitor):
    visitor.opens()
    fields = {"text": QUESTION}
    visitor.posts(fields)
    visitor.posts(fields)
    assert visitor.opens().count(f"<p>{QUESTION}</p>") == 1


def test_another_text_in_an_old_form_is_another_message(visitor: Visitor):
    visitor.opens()
    visitor.posts({"text": "谢谢"})
    visitor.posts({"text": "再见"})
    page = visitor.opens()
    assert "<p>谢谢</p>" in page
    assert "<p>再见</p>" in page


def test_after_a_restart_the_same_browser_is_the_same_person(visitor: Visitor, real: Services):
    visitor.says("谢谢")
    with served(web_parts(real)) as address, httpx.Client(base_url=address) as client:
        client.cookies.set(COOKIE, visitor.client.cookies[COOKIE])
        assert "<p>谢谢</p>" in client.get("/").text
        assert "<p>谢谢</p>" not in httpx.get(f"{address}/").text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor, real: Services):
    cookie = visitor.client.get("/").headers["set-cookie"]
    assert re.match(rf"{COOKIE}=[0-9a-f]{{32}}\.[0-9a-f]{{64}}; HttpOnly; .*SameSite=lax", cookie)
    behind_https = {"X-Forwarded-Proto": "https"}
    assert "; Secure" in visitor.client.get("/", headers=behind_https).headers["set-cookie"]


def test_the_records_do_not_hold_the_cookie(bare: WebParts):
    conversation = FakeConversation()
    with served(replace(bare, conversation=conversation)) as address:
        with httpx.Client(base_url=address) as client:
            Visitor(client).posts({"text": "x"})
            key = client.cookies[COOKIE]
    (taken,) = conversation.taken
    assert key not in (taken.chat_id, taken.message_id)
    assert taken.surface == "web"


def test_who_leaves_is_nobody_in_this_browser(visitor: Visitor):
    visitor.says("谢谢")
    assert visitor.posts({}, path="/leave").status_code == 303
    assert "<p>谢谢</p>" not in visitor.opens()


def test_who_is_forgotten_reads_the_word_for_it_and_nothing_is_left(visitor: Visitor):
    visitor.says("我45岁，想在璧山找保洁")
    visitor.says("/forget")
    assert "已经全部删除" in visitor.presses("是，全部删除")
    assert "璧山" not in visitor.opens()


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"csrf": ""}, {}),
        ({"csrf": "0" * 64}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
        ({}, {"Origin": "https://elsewhere.example"}),
        ({}, {"Origin": "null"}),
    ],
)
def test_a_form_of_another_site_is_refused(visitor: Visitor, fields: dict, headers: dict):
    visitor.opens()
    answer = visitor.posts({"text": "伪造的", **fields}, headers=headers)
    assert answer.status_code == 403
    assert "<p>伪造的</p>" not in visitor.opens()


def test_a_form_of_another_person_is_refused_and_the_text_is_kept(visitor: Visitor, site: str):
    with httpx.Client(base_url=site) as client:
        other = Visitor(client)
        other.opens()
        visitor.opens()
        answer = visitor.posts({"text": "写了很久", **other.proof()})
    assert answer.status_code == 403
    assert re.search(r"<textarea[^>]*>写了很久</textarea>", answer.text)
    assert "Cookie" in answer.text


@pytest.mark.parametrize(
    "fields", [{"form_id": "../x"}, {"form_id": ""}, {"action": "x" * 65}, {"lang": "fr"}]
)
def test_a_form_of_nonsense_is_refused(visitor: Visitor, fields: dict):
    visitor.opens()
    answer = visitor.posts({"text": "x", **fields})
    assert answer.status_code == 400
    assert "请求" in answer.text
    assert "request" in answer.text


def test_an_unknown_action_gets_a_word(visitor: Visitor):
    assert "按钮已经失效" in visitor.sends({"action": "nothing:such"})


def test_a_flood_gets_a_calm_word_and_keeps_the_text(bare: WebParts):
    conversation = FakeConversation()
    limits = Limits(chat_burst=2, chat_per_s=0.1)
    parts = replace(bare, conversation=conversation, limits=limits)
    with served(parts) as address, httpx.Client(base_url=address) as client:
        visitor = Visitor(client)
        for number in range(2):
            visitor.posts({"text": f"第{number}条"})
        answer = visitor.posts({"text": "第三条"})
        lines = visitor.lines({"text": "第四条"})
    assert answer.status_code == lines.status_code == 429
    assert re.search(r"请等\d+秒", answer.text)
    assert re.search(r"<textarea[^>]*>第三条</textarea>", answer.text)
    assert "wait" in json.loads(lines.text)["texts"]["en"]
    assert len(conversation.taken) == 2


def test_when_too_many_wait_the_next_is_asked_to_come_again(bare: WebParts):
    limits = Limits(waiting_turns=0)
    with served(replace(bare, conversation=FakeConversation(), limits=limits)) as address:
        with httpx.Client(base_url=address) as client:
            assert Visitor(client).posts({"text": "x"}).status_code == 503


def test_a_cv_is_read_and_its_facts_are_shown(visitor: Visitor):
    cv = "姓名：李四\n学历：高中\n求职意向：保洁\n期望地点：南岸区\n".encode()
    visitor.opens()
    page = visitor.sends({"text": ""}, files={"document": ("../../我的简历.txt", cv)})
    assert "📄" in page
    assert "保洁" in texts(page)
    assert "李四" not in page


def test_a_document_that_is_too_large_gets_the_same_word_as_on_telegram(visitor: Visitor):
    visitor.opens()
    page = visitor.sends({"text": ""}, files={"document": ("cv.txt", b"x" * 10_000_001)})
    assert "超过10 MB" in page


@pytest.mark.parametrize("sent", ["with its length", "in pieces"])
def test_a_body_over_the_limit_is_refused_in_both_languages(visitor: Visitor, sent: str):
    head = b'--b\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\n'
    body = head + b"x" * 12_000_000
    content = body if sent == "with its length" else iter([body[:6_000_000], body[6_000_000:]])
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = visitor.client.post("/messages", content=content, headers=kind)
    assert answer.status_code == 413
    assert "太大" in answer.text
    assert "too large" in answer.text


def test_a_script_is_told_what_happens_line_by_line(visitor: Visitor):
    visitor.opens()
    answer = visitor.lines({"text": QUESTION})
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["kind"] for line in told] == ["status", "turn"]
    assert "blockquote" in told[-1]["html"]


def test_a_long_turn_says_that_it_goes_on_and_shows_what_is_written(bare: WebParts):
    class Writing(FakeConversation):
        def take(self, incoming: Incoming, listen=None):
            listen("第一句。")
            return super().take(incoming)

    conversation = Writing(slow_for("慢", 0.3))
    with served(replace(bare, conversation=conversation)) as address:
        with httpx.Client(base_url=address) as client:
            answer = Visitor(client).lines({"text": "慢"})
    told = [json.loads(line) for line in answer.text.splitlines()]
    assert {"kind": "written", "text": "第一句。"} in told


def test_html_is_shown_and_never_part_of_the_page(visitor: Visitor):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"
    page = visitor.says(evil)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{7*7}}" in page


def test_a_person_sees_the_last_turns_and_can_go_back(real: Services, visitor: Visitor):
    from bot.web import history

    for number in range(history.SHOWN_AT_ONCE + 2):
        chat_id = visitor_chat(visitor)
        real.conversation.take(Incoming("web", chat_id, f"m{number}", text=f"谢谢{number}"))
    page = visitor.opens()
    assert "<p>谢谢0</p>" not in page
    earlier = re.search(r'href="(/\?before=\d+)"', page)
    assert earlier
    assert "<p>谢谢0</p>" in visitor.opens(earlier[1])


@pytest.mark.parametrize("number", ["-1", "x", str(2**63)])
def test_an_earlier_page_of_nonsense_is_refused(visitor: Visitor, number: str):
    assert visitor.client.get(f"/?before={number}").status_code == 400


class OneMessage:
    """Somebody has written to every chat."""

    def __init__(self) -> None:
        self.shown: list[int] = []

    def after(self, chat_id: str, number: int) -> list[MessageToSeeker]:
        at = datetime(2026, 11, 22, tzinfo=UTC)
        return [MessageToSeeker(5, a_reply("我是<小张>"), at)] if number < 5 else []

    def note_shown(self, chat_id: str, number: int) -> None:
        self.shown.append(number)


def test_a_message_of_a_person_comes_to_an_open_page_once(bare: WebParts):
    messages = OneMessage()
    with served(replace(bare, conversation=FakeConversation(), messages=messages)) as address:
        with httpx.Client(base_url=address) as client:
            page = client.get("/").text
            first = client.get("/messages?after=0").json()
            again = client.get(f"/messages?after={first['newest']}").json()
    assert "我是&lt;小张&gt;" in page
    assert "我是&lt;小张&gt;" in first["html"]
    assert "工作人员" in first["html"]
    assert again == {"html": "", "newest": 5}
    assert set(messages.shown) == {5}


def test_nobody_else_can_read_what_comes(site: str):
    assert httpx.get(f"{site}/messages").status_code == 403


def test_a_fault_ends_in_a_page_in_both_languages_and_a_traceback(bare: WebParts, caplog):
    def fail(incoming: Incoming):
        if incoming.text == "坏":
            raise RuntimeError("unreadable")
        return echo(incoming)

    with served(replace(bare, conversation=FakeConversation(fail))) as address:
        with httpx.Client(base_url=address) as client:
            answer = Visitor(client).posts({"text": "坏"})
    assert answer.status_code == 500
    assert "023-12333" in answer.text
    assert "unreadable" not in answer.text
    assert "unreadable" in caplog.text
    assert "frame-ancestors" in answer.headers["content-security-policy"]


def visitor_chat(visitor: Visitor) -> str:
    from bot.web.session import ChatSession

    if COOKIE not in visitor.client.cookies:
        visitor.opens()
    return ChatSession(visitor.client.cookies[COOKIE].partition(".")[0]).chat_id
