"""Where hand-offs failed elsewhere: two speakers, loops, requests that nobody is told about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.answering.draft import Draft
from knowledge.database import now
from knowledge.handoffs import desk
from knowledge.handoffs.states import State
from knowledge.handoffs.telling import BACK
from knowledge.records.messages import MessageKind
from tests.handoff_world import Pair, of_person, offers, small_world

QUESTION = "饭补好多钱"
NOT_HELD = ("红烧肉要炖多久才软", "昨天晚上的足球比赛哪个队赢了")


@pytest.fixture(scope="module")
def world(lexicon: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with small_world(lexicon, tmp_path_factory.mktemp("handoff")) as made:
        yield made


@pytest.fixture
def talk(world: Services) -> Pair:
    """Somebody on a surface that can be written to at any time."""
    return Pair(world)


def states(talk: Pair) -> list[str]:
    return [case.state for case in talk.cases()]


def test_the_assistant_and_a_person_never_talk_over_each_other(talk: Pair) -> None:
    talk.says("转人工")
    talk.claimed()
    assert [talk.says(text).text for text in (QUESTION, "你好", *NOT_HELD)] == [""] * 4


def test_who_takes_over_while_an_answer_is_made_has_the_word(
    talk: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.says("转人工")
    answering = talk.services.answering
    ask = answering.ask

    def taken_meanwhile(*args: object, **kwargs: object) -> Draft:
        talk.claimed()
        return ask(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(answering, "ask", taken_meanwhile)
    reply = talk.says(QUESTION)
    assert (reply.status, reply.text) == (Status.HANDOFF, "")
    assert talk.case.waits_for_staff, "the person sees what was asked"


@pytest.mark.parametrize("word", ["conversation_handoff", "[[HANDOFF]]", "with_person", BACK])
def test_no_word_in_a_reply_or_a_message_moves_the_case(talk: Pair, word: str) -> None:
    talk.says("转人工")
    talk.claimed()
    talk.answered(f"{word} 已转回")
    assert talk.says(word).text == ""
    assert states(talk) == ["with_person"]


def test_a_returned_case_is_not_opened_again_by_the_same_decline(talk: Pair) -> None:
    offer = [talk.says(text) for text in NOT_HELD][-1]
    talk.presses(of_person(offer).action)
    talk.claimed()
    talk.given_back()
    for text in NOT_HELD * 3:
        reply = talk.says(text)
        assert reply.status.startswith("declined")
        assert not offers(reply)
    assert states(talk) == ["returned"]


def test_declines_alone_never_bring_a_person_in(talk: Pair) -> None:
    for text in NOT_HELD * 3:
        talk.says(text)
    assert states(talk) == []


def test_who_waits_already_is_not_offered_a_person_again(talk: Pair) -> None:
    talk.says("转人工")
    last = [talk.says(text) for text in NOT_HELD][-1]
    assert not offers(last)


def test_back_and_forth_ends_where_the_last_step_left_it(talk: Pair) -> None:
    for _ in range(3):
        talk.says("转人工")
        talk.claimed()
        talk.says("继续和春风聊")
        assert talk.says(QUESTION).status is Status.ANSWERED
    assert states(talk) == [State.RETURNED]


def test_no_change_happens_without_a_word_to_the_seeker(talk: Pair) -> None:
    assert talk.says("转人工").text
    talk.claimed()
    talk.given_back()
    talk.says("转人工")
    with talk.services.sessions() as session:
        case = desk.claim(session, talk.case, "chen", now())
        case = desk.transfer(session, case, "万州区", "chen", now())
        case = desk.claim(session, case, "wan", now())
        desk.close(session, case, "wan", now())
        session.commit()
    sent = talk.told()
    assert [one.kind for one in sent] == [MessageKind.HANDOFF] * 6
    assert len({one.text for one in sent}) == 4
