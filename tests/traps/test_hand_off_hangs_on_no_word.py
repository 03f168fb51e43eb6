"""A hand-off hung on a sentinel word, looped, or told the person nothing; here it is a state."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.records.tables import HandoffRow
from tests.builders import CLAUSES, CLAUSES_EN, Chat, write_pair


def handoffs(services: Services) -> list[str]:
    with services.sessions() as session:
        return [row.reason for row in session.exec(select(HandoffRow))]


@pytest.mark.parametrize(
    "word",
    [
        *("conversation_handoff", "[[HANDOFF]]", '{"handoff": true}', "transfer_to_human()"),
        *("<handoff/>", "HANDOFF_REQUESTED", "status=handoff"),
    ],
)
def test_a_sentinel_word_of_a_machine_opens_no_hand_off(
    chat: Chat, services: Services, word: str
) -> None:
    reply = chat.says(word)
    assert reply.status is not Status.HANDOFF
    assert handoffs(services) == []


def test_a_clause_that_speaks_of_a_hand_off_hands_nobody_over(tiny: Services) -> None:
    told = "饭补每人每月230元，可转人工。"
    write_pair(
        tiny.settings.documents_dir, CLAUSES.replace("饭补每人每月230元。", told), CLAUSES_EN
    )
    tiny.prepare()
    reply = Chat(tiny.conversation).says("饭补好多钱")
    assert reply.status is Status.ANSWERED
    assert "转人工" in reply.text
    assert handoffs(tiny) == []


def test_whoever_asks_again_is_told_again_and_stands_on_the_list_once(
    chat: Chat, services: Services
) -> None:
    replies = [chat.says(text) for text in ("转人工", "人工！", "I want to talk to a real person")]
    assert {reply.status for reply in replies} == {Status.HANDOFF}
    assert all("023-12333" in reply.text for reply in replies)
    assert handoffs(services) == ["asked"]


def test_a_question_after_a_hand_off_is_still_answered(chat: Chat) -> None:
    chat.says("转人工")
    assert chat.says("留岗红包每人多少钱？").status is Status.ANSWERED
