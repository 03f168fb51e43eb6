"""Useful or not: the row under an answer, what a press keeps, who is told that staff looked."""

from __future__ import annotations

import json

from sqlmodel import select

from knowledge.answering.answer import Status
from knowledge.records.mark_tables import TurnMarkRow
from knowledge.records.revealing import reveal
from knowledge.records.turns import find_or_add_seeker
from tests.builders import buttons_of


def ratings(services) -> list[str | None]:
    with services.sessions() as session:
        query = select(TurnMarkRow.rating).order_by(TurnMarkRow.turn_id)
        return list(session.exec(query))


def test_an_answer_has_the_row_and_a_press_is_kept_with_its_turn(chat, services):
    first = chat.says("最低工资标准是多少")
    second = chat.says("what is the minimum wage", message_id="a very long id " * 9)
    assert [button.text for button in first.buttons[-1]] == ["👍 有用", "👎 没用"]
    assert all(len(button.action.encode()) <= 64 for button in buttons_of(second))
    chat.presses_button(first, "👎 没用")
    chat.presses_button(second, "👍 Useful")
    assert ratings(services)[:2] == ["not_useful", "useful"]


def test_a_later_press_takes_the_place_of_an_earlier_one(chat, services):
    answer = chat.says("最低工资标准是多少")
    chat.presses_button(answer, "👎 没用")
    chat.presses_button(answer, "👍 有用")
    assert ratings(services)[0] == "useful"


def test_whoever_found_it_not_useful_is_offered_a_person(chat):
    reply = chat.presses_button(chat.says("最低工资标准是多少"), "👎 没用")
    assert reply.status is Status.NOTICE
    assert [button.action for button in buttons_of(reply)] == ["menu:person"]


def test_what_is_no_answer_has_no_row(chat):
    for reply in (chat.says("你好"), chat.says("今天股票会涨吗"), chat.presses("command:help")):
        assert not [button for button in buttons_of(reply) if button.action.startswith("rate:")]


def test_nobody_rates_the_answer_of_somebody_else(chat, services):
    answer = chat.says("最低工资标准是多少")
    action = next(b.action for b in buttons_of(answer) if b.action.startswith("rate:useful"))
    other = type(chat)(services.conversation, chat_id="somebody else")
    assert "不在记录" in other.presses(action).text
    assert ratings(services)[0] is None
    assert chat.presses("rate:eleven:stars").status is Status.NOTICE


def test_a_press_leaves_the_conversation_where_it_stood(chat, services):
    answer = chat.says("最低工资标准是多少")
    assert chat.says("有补贴吗").status is Status.CLARIFY

    def offered() -> list[object]:
        return find_or_add_seeker(services.sessions, chat.surface, chat.chat_id).state["choices"]

    before = offered()
    chat.presses_button(answer, "👍 有用")
    assert offered() == before != []


def test_the_person_reads_who_looked_and_why_and_takes_it_along(chat, services):
    chat.says("我的电话13812345678")
    seeker = find_or_add_seeker(services.sessions, chat.surface, chat.chat_id)
    with services.sessions() as session:
        reveal(session, seeker.seeker_id, by="chen", reason="要回电话 {x}")
        session.commit()
    shown = chat.presses("command:mydata").text
    assert "工作人员查看过你的原话" in shown
    assert "要回电话 {x}" in shown
    assert "chen" not in shown
    taken = json.loads(chat.presses("data:export").text)
    assert taken["looked_at_by_staff"][0]["reason"] == "要回电话 {x}"


def test_nothing_of_it_stays_with_somebody_who_is_forgotten(chat, services):
    chat.presses_button(chat.says("最低工资标准是多少"), "👍 有用")
    chat.presses("data:forget_yes")
    assert ratings(services) == []
    with services.sessions() as session:
        words = session.connection().exec_driver_sql("SELECT count(*) FROM turn_words").scalar()
    assert words == 0
