"""A conversation with behaviour, for tests of the surfaces."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.conversation.reply import Button, Incoming, Reply
from knowledge.answering.answer import Status
from knowledge.eligibility.finding import Finding, FindingResult
from knowledge.language import Lang
from knowledge.policies.citation import Citation
from knowledge.posts.match import Match, MatchResult
from knowledge.posts.post import Post
from knowledge.vocabulary import PostKind

Key = tuple[str, str, str]


def a_citation(**changes: object) -> Citation:
    """A source, valid by default."""
    return replace(
        Citation(
            clause_id="red-envelope#2",
            document_id="red-envelope",
            title="留岗红包 <试行>",
            issuer="重庆市人力社保局",
            document_number="渝人社发〔2021〕1号",
            level="municipal",
            effective_from="2021-01-20",
            effective_to="2021-03-31",
            quote="对春节期间留岗的职工，企业可发放留岗红包。",
            url="https://rlsbj.cq.gov.cn/a?b=1&c=2",
            evidence=("F19",),
        ),
        **changes,
    )


def a_match(**changes: object) -> Match:
    """A post for a person, valid by default."""
    post = Post(
        post_id="P1",
        kind=PostKind.PUBLIC_WELFARE,
        title="保洁员",
        employer="渝中区 <市政> & Co",
        district="渝中区",
        posted_on=date(2026, 11, 1),
    )
    match = Match(
        post=post,
        title="保洁员",
        wage="2100 元/月",
        score=0.812345678,
        reasons=("在你选的区县", "不限学历"),
        cautions=("需要认定为就业困难人员",),
        result=MatchResult.OPEN,
    )
    return replace(match, **changes)


def a_finding(**changes: object) -> Finding:
    """A programme held against a person, valid by default."""
    finding = Finding(
        programme_id="flexible-social-insurance",
        title="灵活就业社会保险补贴",
        result=FindingResult.NEED_MORE,
        met=("年满 50 岁",),
        not_met=(),
        not_known=("是否已认定",),
        amount="每月 300 元",
        would_change=("先做就业困难人员认定",),
        citations=(),
    )
    return replace(finding, **changes)


def a_reply(text: str = "好的。", **changes: object) -> Reply:
    """A reply, valid by default."""
    return replace(Reply(Status.ANSWERED, Lang.ZH, text), **changes)


def echo(incoming: Incoming) -> Reply:
    """Says what was asked."""
    asked = incoming.text if incoming.text is not None else incoming.action
    return a_reply(f"你说：{asked}" if asked is not None else f"文件：{incoming.document}")


class FakeConversation:
    """Answers with a function, once per (surface, chat, message); knows what was delivered."""

    def __init__(self, answer: Callable[[Incoming], Reply] = echo) -> None:
        self._answer = answer
        self._lock = threading.Lock()
        self._replies: dict[Key, tuple[Incoming, Reply]] = {}
        self._delivered: set[Key] = set()
        self.taken: list[Incoming] = []
        self.under_way = 0
        self.most_under_way = 0

    def take(self, incoming: Incoming, listen: Callable[[str], None] | None = None) -> Reply:
        """The reply; an unexpected fault of the answering function goes through."""
        key = (incoming.surface, incoming.chat_id, incoming.message_id)
        with self._lock:
            if key in self._replies:
                return self._replies[key][1]
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            reply = self._answer(incoming)
        finally:
            with self._lock:
                self.under_way -= 1
        with self._lock:
            self.taken.append(incoming)
            self._replies[key] = (incoming, reply)
        return reply

    def undelivered(self, surface: str) -> list[tuple[Incoming, Reply]]:
        """What was recorded for the surface and not delivered, oldest first."""
        with self._lock:
            return [
                pair
                for key, pair in self._replies.items()
                if key[0] == surface and key not in self._delivered
            ]

    def delivered(self, surface: str, chat_id: str, message_id: str) -> None:
        """The reply has arrived."""
        with self._lock:
            self._delivered.add((surface, chat_id, message_id))

    def is_delivered(self, surface: str, chat_id: str, message_id: str) -> bool:
        """Whether the reply is known to have arrived."""
        with self._lock:
            return (surface, chat_id, message_id) in self._delivered

    def record(self, incoming: Incoming, reply: Reply) -> None:
        """As a process that was killed between record and send leaves it."""
        self._replies[(incoming.surface, incoming.chat_id, incoming.message_id)] = (incoming, reply)


def slow_for(text: str, seconds: float) -> Callable[[Incoming], Reply]:
    """Answers like `echo`, but takes its time for one text."""

    def answer(incoming: Incoming) -> Reply:
        if incoming.text == text:
            time.sleep(seconds)
        return echo(incoming)

    return answer


def with_buttons(*texts_and_actions: tuple[str, str]) -> Callable[[Incoming], Reply]:
    """Answers like `echo`, with buttons in one row."""
    row = tuple(Button(text, action) for text, action in texts_and_actions)
    return lambda incoming: replace(echo(incoming), buttons=(row,))
