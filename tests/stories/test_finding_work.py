"""Somebody looks for work: posts with reasons, then more, then other conditions."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.people.storing import load_profile
from knowledge.posts.match import MatchResult
from knowledge.records.turns import find_or_add_seeker
from tests.builders import SURFACE, TODAY, Chat


def ids(reply: Reply) -> list[str]:
    return [match.post.post_id for match in reply.posts]


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("想在南岸区找保洁的工作，三千以上，不上夜班", Lang.ZH),
        ("I am looking for cleaning work in Nan'an, no night shift", Lang.EN),
    ],
)
def test_a_wish_brings_posts_with_reasons_and_more_brings_others(
    chat: Chat, services: Services, wish: str, lang: Lang
) -> None:
    first = chat.says(wish)
    assert first.status is Status.MATCHED
    assert first.lang is lang
    assert first.posts
    for match in first.posts:
        assert len(match.reasons) + len(match.cautions) >= 3
        assert match.result is not MatchResult.BARRED
        assert match.post.closes_on is None or match.post.closes_on >= TODAY

    more = chat.presses("jobs:more")
    assert more.status is Status.MATCHED
    assert not set(ids(first)) & set(ids(more))

    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id)
    profile = load_profile(services.sessions, seeker.seeker_id)
    assert profile.districts == ("南岸区",)
    assert profile.no_night_shift is True


@pytest.mark.parametrize(
    ("wish", "why", "more"),
    [
        ("想在南岸区找保洁的工作", "为什么第一个可以", ["还有吗", "换一批"]),
        ("I am looking for cleaning work in Nan'an", "why the first?", ["more", "show me others"]),
    ],
)
def test_more_is_asked_for_in_words_also_after_a_question_about_one(
    chat: Chat, wish: str, why: str, more: list[str]
) -> None:
    seen = ids(chat.says(wish))
    chat.says(why)
    for words in more:
        reply = chat.says(words)
        assert reply.status is Status.MATCHED
        assert reply.posts
        assert not set(seen) & set(ids(reply))
        seen += ids(reply)


@pytest.mark.parametrize("words", ["还有吗", "more"])
def test_more_without_a_search_is_no_search(chat: Chat, words: str) -> None:
    assert chat.says(words).status is not Status.MATCHED


def test_more_ends_with_a_word_and_a_new_search_starts_again(chat: Chat) -> None:
    first = chat.says("想在南岸区找保洁的工作")
    seen = ids(first)
    for _ in range(60):
        reply = chat.presses("jobs:more")
        if reply.status is not Status.MATCHED:
            break
        assert not set(seen) & set(ids(reply))
        seen += ids(reply)
    assert reply.status is Status.MATCHED_NONE
    assert ids(chat.says("想在南岸区找保洁的工作")) == ids(first)


def test_samples_are_called_samples(chat: Chat) -> None:
    reply = chat.says("想找保安的工作")
    assert all(match.post.is_sample for match in reply.posts)
    assert "示例" in reply.text


def test_the_button_asks_for_a_wish_first(chat: Chat) -> None:
    assert chat.presses("menu:work").status is Status.CLARIFY
    found = chat.says("我想做保洁")
    assert found.status is Status.MATCHED
    again = chat.presses("menu:work")
    assert again.status is Status.MATCHED


def test_a_condition_after_a_search_refines_it(chat: Chat) -> None:
    chat.says("想在涪陵找点事做")
    reply = chat.says("那有没有包住的")
    assert reply.status is Status.MATCHED
    again = chat.says("留岗红包多少钱")
    assert again.status is Status.ANSWERED
