"""Where no clause is sure enough to be quoted, the likeliest are offered, and a tap quotes one."""

from __future__ import annotations

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.dialogue.offering import OFFER
from knowledge.answering.finding.choosing import Bar
from knowledge.language import Lang, detect
from tests.builders import TODAY, Chat

UNSURE = [
    ("我表姐夫在厂头出事，手膀子断了，后头找赔偿一步一步该怎么来？", "work-injury-how-to-claim"),
    ("they took 600 out of my pay because I came late four times", "how-wages-are-paid"),
]


@pytest.mark.parametrize(("text", "document"), UNSURE)
def test_what_may_be_meant_is_offered_and_quoted_on_a_tap(
    chat: Chat, text: str, document: str
) -> None:
    reply = chat.says(text)
    assert reply.status is Status.CLARIFY
    assert not reply.citations
    actions = [button.action for row in reply.buttons for button in row]
    wanted = [action for action in actions if action.startswith(f"about:{document}")]
    pressed = chat.presses(wanted[0])
    assert pressed.status is Status.ANSWERED
    assert pressed.citations[0].clause_id == wanted[0].removeprefix("about:")


def test_no_more_is_offered_than_could_be_quoted(real: Services) -> None:
    for text, _ in UNSURE:
        draft = real.answering.ask(text, detect(text, Lang.ZH), TODAY)
        assert draft.notes["clarified"] == OFFER
        assert 1 <= len(draft.choices) <= Bar().most_clauses


@pytest.mark.parametrize(
    "text", ["帮我写一首诗", "What is the weather tomorrow?", "成都的失业金多少"]
)
def test_what_is_surely_not_held_is_declined_and_offers_nothing(chat: Chat, text: str) -> None:
    reply = chat.says(text)
    assert reply.status in {Status.DECLINED_NO_SOURCE, Status.DECLINED_OUT_OF_SCOPE}
    assert not any(b.action.startswith("about:") for row in reply.buttons for b in row)


def test_nobody_is_offered_clauses_twice_in_a_row(chat: Chat) -> None:
    for text, _ in UNSURE:
        last = chat.says(text)
    assert last.status is Status.DECLINED_NO_SOURCE
