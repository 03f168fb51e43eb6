"""A person takes over: the assistant is silent, the seeker is told, and can always go back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.conversation.reply import Incoming
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.handoffs.states import State
from knowledge.handoffs.telling import BACK
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.tables import TurnRow
from tests.builders import closed, services_on
from tests.handoff_world import Pair, actions, offers, small_world

QUESTION = "饭补好多钱"
ZONE = ZoneInfo("Asia/Shanghai")
OPEN, SHUT = datetime(2026, 11, 23, 10, tzinfo=ZONE), datetime(2026, 11, 22, 10, tzinfo=ZONE)
NEXT_MORNING = datetime(2026, 11, 23, 9, tzinfo=ZONE)


@pytest.fixture(scope="module")
def world(lexicon: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with small_world(lexicon, tmp_path_factory.mktemp("handoff")) as made:
        yield made


@pytest.fixture
def talk(world: Services) -> Pair:
    """Somebody on a surface that can be written to at any time."""
    return Pair(world)


def test_while_a_person_is_there_the_assistant_says_nothing(talk: Pair) -> None:
    talk.says("转人工")
    talk.claimed()
    for text in (QUESTION, "我52岁，重庆户口", "thanks", "转人工", "想找保洁的工作"):
        reply = talk.says(text)
        assert (reply.status, reply.text, reply.buttons) == (Status.HANDOFF, "", ()), text
    assert talk.case.state is State.WITH_PERSON
    assert talk.case.waits_for_staff


def test_while_nobody_has_come_yet_the_assistant_goes_on(talk: Pair) -> None:
    talk.says("转人工")
    assert talk.says(QUESTION).status is Status.ANSWERED


@pytest.mark.parametrize("action", ["command:help", "command:mydata", "language:en", "sources"])
def test_commands_and_sources_work_while_a_person_is_there(talk: Pair, action: str) -> None:
    talk.says(QUESTION)
    talk.says("转人工")
    talk.claimed()
    assert talk.presses(action).text
    assert talk.case.state is State.WITH_PERSON


def test_a_button_gets_the_word_that_a_person_is_there(talk: Pair) -> None:
    talk.says("转人工")
    talk.claimed()
    for action in ("menu:work", "menu:person", "jobs:more"):
        reply = talk.presses(action)
        assert reply.status is Status.HANDOFF
        assert actions(reply) == [BACK]


def test_whether_an_answer_was_useful_is_taken_without_a_word_beside_a_person(talk: Pair) -> None:
    answer = talk.says(QUESTION)
    talk.says("转人工")
    talk.claimed()
    useful, not_useful = [one for one in actions(answer) if one.startswith("rate:")]
    for action in (useful, not_useful):
        reply = talk.presses(action)
        assert (reply.text, reply.buttons) == ("", ())
    with talk.services.sessions() as session:
        query = select(TurnMarkRow.rating).join(TurnRow).where(TurnRow.seeker_id == talk.seeker_id)
        assert "not_useful" in session.exec(query).all()


def test_in_danger_the_crisis_lines_are_given_even_then(talk: Pair) -> None:
    talk.says("转人工")
    talk.claimed()
    reply = talk.says("我不想活了")
    assert "12356" in reply.text
    assert talk.case.is_distress
    assert talk.case.state is State.WITH_PERSON


@pytest.mark.parametrize(
    "words",
    [
        *("继续和春风聊", "继续和春风聊。", "我想回到春风", "不用人工了", "还是和春风聊吧"),
        *("back to the assistant", "Back to the bot, please", "I don't need a person any more"),
    ],
)
def test_the_seeker_takes_the_conversation_back(talk: Pair, words: str) -> None:
    talk.says("转人工")
    talk.claimed()
    reply = talk.says(words)
    assert reply.status is Status.NOTICE
    assert talk.case.state is State.RETURNED
    assert talk.says(QUESTION).status is Status.ANSWERED


@pytest.mark.parametrize(
    "words", ["春风行动什么时候开始", "回到重庆找工作", "不需要人工费的岗位", "back to work"]
)
def test_words_that_only_sound_like_it_go_to_the_person(talk: Pair, words: str) -> None:
    talk.says("转人工")
    talk.claimed()
    assert talk.says(words).text == ""
    assert talk.case.state is State.WITH_PERSON


def test_a_request_can_be_withdrawn_before_anybody_came(talk: Pair) -> None:
    talk.says("转人工")
    assert "撤下" in talk.presses(BACK).text
    assert talk.case.state is State.RETURNED
    assert talk.presses(BACK).status is Status.NOTICE, "nobody is there, and it says so"


def test_the_same_message_twice_is_one_word_and_one_step(talk: Pair) -> None:
    talk.says("转人工")
    talk.claimed()
    first = talk.says("继续和春风聊", message_id="back")
    version = talk.case.version
    assert talk.says("继续和春风聊", message_id="back") == first
    assert talk.case.version == version


def test_the_taken_offer_is_known_as_such(talk: Pair) -> None:
    talk.says("昨天晚上的足球比赛哪个队赢了")
    offer = talk.says("红烧肉要炖多久才软")
    assert offers(offer)
    talk.presses("menu:person")
    assert talk.case.reason == "declined_twice"


@pytest.mark.parametrize(
    ("moment", "words", "expected"),
    [
        (OPEN, "转人工", "现在是办公时间"),
        (SHUT, "转人工", "11月23日（周一）09:00"),
        (SHUT, "talk to a person please", "Monday 23 November, 09:00"),
        (SHUT, "我不想活了", "工作人员11月23日（周一）09:00上班"),
    ],
)
def test_the_promise_says_when_somebody_is_there(
    world: Services, moment: datetime, words: str, expected: str
) -> None:
    made = services_on(world.settings.data_dir, like=world)
    made.release_shelf, made.post_shelf = world.release_shelf, world.post_shelf
    made.now = lambda: moment  # type: ignore[method-assign]
    talk = Pair(made)
    reply = made.conversation.take(
        Incoming("web", talk.chat.chat_id, "m1", text=words, today=moment.date())
    )
    assert expected in reply.text
    assert talk.case.promised_for == (moment if moment == OPEN else NEXT_MORNING)
    closed(made)


def test_the_district_of_the_case_is_where_the_person_lives(talk: Pair) -> None:
    talk.says("我住在万州区，想在万州区找保洁的工作")
    talk.says("转人工")
    assert talk.case.district == "万州区"


def test_a_program_reads_who_took_over_and_what_they_say(world: Services) -> None:
    talk = chat = Pair(world, surface="jsonl")
    chat.says("转人工")
    talk.claimed()
    taken = chat.says("在吗？")
    assert taken.status is Status.HANDOFF
    assert taken.text.startswith("工作人员已经接手")
    assert BACK in actions(taken)
    talk.answered("您好，我是小陈。")
    assert chat.says("你好").text.endswith("您好，我是小陈。")
    assert chat.says("谢谢").text == "", "a reply is told once"
