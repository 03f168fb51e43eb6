"""One turn: answered once, on record, and never with an exception."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from bot.conversation.turn import Turns
from bot.dialogue.flow import Flow
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.people.storing import load_profile
from knowledge.records.tables import SeekerRow, TurnRow
from knowledge.records.turns import find_or_add_seeker
from tests.builders import SURFACE, TODAY, Chat, services_on

QUESTION = "留岗红包每人多少钱？"


def turns(services: Services) -> list[TurnRow]:
    with services.sessions() as session:
        return list(session.exec(select(TurnRow).order_by("id")).all())


def test_the_same_message_twice_gets_the_same_reply_and_one_row(
    chat: Chat, services: Services
) -> None:
    first = chat.says(QUESTION, "m1")
    assert chat.says(QUESTION, "m1") == first
    assert chat.says("别的话", "m1") == first
    assert len(turns(services)) == 1


def test_the_same_message_at_the_same_moment_gets_the_same_reply(services: Services) -> None:
    conversation = services.conversation
    with ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda _: Chat(conversation).says(QUESTION, "m1"), range(8)),
        )
    assert all(reply == replies[0] for reply in replies)
    assert len(turns(services)) == 1


def test_a_message_that_another_process_answered_in_the_meantime_gets_its_reply(
    services: Services, real: Services
) -> None:
    # Two sets of services share a database but no lock, as two processes do.
    other = services_on(services.settings.data_dir, like=real)
    barrier = threading.Barrier(2)

    def ask(one: Services) -> object:
        conversation = one.conversation
        find_or_add_seeker(one.sessions, SURFACE, "c1")
        barrier.wait()
        return Chat(conversation).says(QUESTION, "m1")

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, (services, other))
    assert first == second
    assert len(turns(services)) == 1


def test_two_messages_of_one_chat_at_once_lose_no_change(services: Services) -> None:
    conversation = services.conversation
    said = ["我52岁", "重庆户口", "我有C1驾照", "我是退役军人", "我是男的", "我失业半年了"]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: Chat(conversation).says(said[n], f"m{n}"), range(len(said))))
    seeker = find_or_add_seeker(services.sessions, SURFACE, "c1")
    profile = load_profile(services.sessions, seeker.seeker_id)
    assert profile.birth_year == 1974
    assert profile.residence == "chongqing"
    assert profile.certificates
    assert profile.statuses == ("veteran",)
    assert profile.unemployed_months == 6
    assert len(turns(services)) == len(said)


def test_presses_at_once_read_the_state_one_after_the_other(services: Services) -> None:
    conversation = services.conversation
    first = Chat(conversation).says("想找保洁的工作", "search")
    with ThreadPoolExecutor(5) as pool:
        more = list(pool.map(lambda n: Chat(conversation).presses("jobs:more", f"m{n}"), range(5)))
    shown = [match.post.post_id for reply in (first, *more) for match in reply.posts]
    assert len(shown) > len(first.posts)
    assert len(set(shown)) == len(shown)


def test_different_chats_are_served_side_by_side(services: Services) -> None:
    conversation = services.conversation

    def talk(number: int) -> list[Status]:
        chat = Chat(conversation, f"chat-{number}")
        return [chat.says(text).status for text in (QUESTION, "转人工", "我52岁，重庆户口")]

    with ThreadPoolExecutor(8) as pool:
        talks = list(pool.map(talk, range(24)))
    assert all(one == [Status.ANSWERED, Status.HANDOFF, Status.PROFILE] for one in talks)
    assert len(turns(services)) == 72
    with services.sessions() as session:
        assert len(session.exec(select(SeekerRow)).all()) == 24


def test_every_turn_is_on_record_with_how_it_came_about(chat: Chat, services: Services) -> None:
    reply = chat.says(QUESTION)
    (turn,) = turns(services)
    assert (turn.masked_text, turn.lang, turn.status, turn.route) == (
        QUESTION,
        "zh",
        "answered",
        "question",
    )
    assert turn.today == TODAY
    assert turn.release_id == services.release_shelf.current().release_id
    assert turn.trace["hits"][0].keys() >= {"clause_id", "lang", "score", "similarity"}
    assert {one["clause_id"] for one in turn.trace["clauses"]} == {
        one.clause_id for one in reply.citations
    }
    assert turn.trace["milliseconds"]
    assert turn.took_ms > 0
    assert turn.delivered_at is None


SECRETS = ("王小明", "11010519491231002X", "13896012345", "4111111111111111")


@pytest.mark.parametrize(
    "text",
    [
        "我叫王小明，身份证11010519491231002X，留岗红包每人多少钱？",
        "我叫王小明，电话13896012345，想找保洁的工作",
        "我叫王小明，52岁，重庆户口，卡号4111111111111111，能领什么补贴？",
        "我叫王小明，电话13896012345，转人工",
    ],
)
def test_what_lists_and_logs_see_holds_no_personal_data(
    chat: Chat, services: Services, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"), caplog.at_level(logging.DEBUG, "knowledge"):
        chat.says(text)
        chat.says("那还有呢？")
    for turn in turns(services):
        seen = f"{turn.masked_text} {turn.trace} {turn.reply}"
        assert [secret for secret in SECRETS if secret in seen] == []
    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id)
    kept = f"{seeker.state} {load_profile(services.sessions, seeker.seeker_id)}"
    assert [secret for secret in SECRETS if secret in kept] == []
    ours = [one.getMessage() for one in caplog.records if one.name.startswith(("bot", "knowledge"))]
    assert [secret for secret in SECRETS if secret in str(ours)] == []


class FailingFlow(Flow):
    """Meets a fault that nobody foresaw."""

    def reply(self, turn: object, incoming: object) -> object:
        raise ZeroDivisionError("secret words of the person")


def test_a_fault_is_answered_with_a_word_and_recorded(
    chat: Chat, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    working = services.conversation._flow
    broken = FailingFlow(working._parts)
    failing = Chat(Turns(services.sessions, broken, services.today))
    with caplog.at_level(logging.ERROR):
        reply = failing.says(QUESTION)
    assert reply.status is Status.ERROR
    assert "12333" in reply.text
    assert turns(services)[0].status == "error"
    assert caplog.records[0].exc_info
    assert QUESTION not in caplog.records[0].getMessage()
    assert Chat(services.conversation).says(QUESTION, "later").status is Status.ANSWERED


def test_a_message_in_no_language_is_answered_in_the_last_one(chat: Chat) -> None:
    chat.says("How much was the retention red envelope?")
    assert chat.says("???").lang is Lang.EN
    assert chat.says("12345").lang is Lang.EN


def test_the_surface_may_say_which_language(chat: Chat) -> None:
    assert chat.says("OK?", lang=Lang.ZH).lang is Lang.ZH
    assert chat.says("你好", lang=Lang.EN).lang is Lang.EN
