"""Ordinary follow-ups through the front door: on a list, on an answer, to the assistant."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from tests.builders import CHECKOUT, Chat, buttons_of

FILE = CHECKOUT / "tests" / "data" / "followups.jsonl"
DIALOGUES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
ANSWERS = {Status.ANSWERED, Status.ANSWERED_PARTIAL}


def _ids(reply: Reply) -> list[str]:
    return [match.post.post_id for match in reply.posts]


def _actions(reply: Reply) -> list[str]:
    return [button.action for button in buttons_of(reply)]


def _is_list(replies: list[Reply], _: dict[str, Any]) -> bool:
    # The list in another order, what is left of it, where from, or that nothing is left.
    last = replies[-1]
    asks_where = last.status is Status.CLARIFY and (
        "哪个区县" in last.text or "district" in last.text
    )
    refined = any(action.startswith("refine:") for action in _actions(last))
    return bool(last.posts) or asks_where or (last.status is Status.MATCHED_NONE and refined)


def _narrows(replies: list[Reply], _: dict[str, Any]) -> bool:
    return any(action.startswith("refine:") for action in _actions(replies[-1]))


def _is_post(replies: list[Reply], wanted: dict[str, Any]) -> bool:
    shown, last = replies[0].posts, replies[-1]
    if "named" in wanted:
        return bool(last.posts) and all(
            wanted["named"] in m.post.title + m.post.employer for m in last.posts
        )
    number = wanted["number"]
    expected = shown[number if number < 0 else number - 1].post.post_id
    return _ids(last) == [expected]


def _offers(replies: list[Reply], _: dict[str, Any]) -> bool:
    reports = [a for a in _actions(replies[-1]) if a.startswith(("post:report", "post:reported"))]
    is_done = "已收到" in replies[-1].text or "is taken" in replies[-1].text
    return bool(reports) and replies[-1].status is Status.CLARIFY and not is_done


def _answers(replies: list[Reply], wanted: dict[str, Any]) -> bool:
    cited = {citation.document_id for citation in replies[-1].citations}
    return replies[-1].status in ANSWERS and any(one.startswith(wanted["about"]) for one in cited)


def _is_withdrawn(replies: list[Reply], _: dict[str, Any]) -> bool:
    return "名单上撤下" in replies[-1].text or "off the staff's list" in replies[-1].text


def _is_notice(replies: list[Reply], wanted: dict[str, Any]) -> bool:
    return replies[-1].status is Status.NOTICE and wanted["has"] in replies[-1].text


def _asks_first(replies: list[Reply], _: dict[str, Any]) -> bool:
    return "data:forget_yes" in _actions(replies[-1])


def _is_language(replies: list[Reply], wanted: dict[str, Any]) -> bool:
    last = replies[-1]
    return last.status is Status.NOTICE and last.lang == wanted["lang"] and not last.citations


CHECKS: dict[str, Callable[[list[Reply], dict[str, Any]], bool]] = {
    "list": _is_list,
    "narrow": _narrows,
    "post": _is_post,
    "offer": _offers,
    "answer": _answers,
    "withdrawn": _is_withdrawn,
    "notice": _is_notice,
    "asks_first": _asks_first,
    "language": _is_language,
}


@pytest.mark.parametrize("wanted", DIALOGUES, ids=lambda wanted: " > ".join(wanted["turns"]))
def test_a_follow_up_gets_what_it_asks_for(chat: Chat, wanted: dict[str, Any]) -> None:
    replies = [chat.says(text) for text in wanted["turns"]]
    last = replies[-1]
    assert CHECKS[wanted["is"]](replies, wanted), f"{last.status}: {last.text[:200]}"
