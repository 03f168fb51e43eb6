"""Reviews and corrections as staff do them, and what the people get who were told wrong."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import col, func, select

from bot.console.app import BASE, create_console
from bot.web.wiring import web_parts
from bot.wiring import Services
from knowledge.database import now
from knowledge.evaluation.answers import read_questions
from knowledge.language import Lang
from knowledge.records.audit import Wanted, entries
from knowledge.records.tables import SeekerRow, TurnRow
from knowledge.reviews.golden import golden_path
from knowledge.staff.account import NewStaff
from knowledge.staff.accounts import add_staff
from knowledge.staff.roles import Role
from tests.bot.console.office import PASSWORD, Clock, Person
from tests.builders import Chat

QUESTION = {
    Lang.ZH: "春节留岗红包企业可以发多少",
    Lang.EN: "How much was the retention red envelope?",
}


@dataclass
class Desk:
    """The console on a knowledge base, the day after people have asked."""

    services: Services
    app: FastAPI
    people: dict[str, Person]

    def person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(self.app)
            assert self.people[name].signs_in(name).status_code == 303
        return self.people[name]

    def turn(self, chat_id: str = "c1") -> TurnRow:
        with self.services.sessions() as session:
            query = select(TurnRow).join(SeekerRow).where(SeekerRow.chat_id == chat_id)
            return session.exec(query.order_by(col(TurnRow.id))).all()[0]

    def writes(self, turn: TurnRow, name: str = "rui", **values: object) -> str:
        """Where the page of the new correction is."""
        clause = turn.trace["clauses"][0]["clause_id"]
        form = {"verdict": "wrong_figure", "clauses": [clause], **values}
        page = f"/reviews/turns/{turn.id}"
        answer = self.person(name).sends(f"{page}/corrections", form, from_page=page)
        assert answer.status_code == 303, readable(answer.text)
        return str(answer.headers["location"]).removeprefix(BASE)


@pytest.fixture
def desk(services: Services) -> Iterator[Desk]:
    with services.sessions() as session:
        for name, role in (
            ("rui", Role.REVIEWER),
            ("wen", Role.REVIEWER),
            ("ada", Role.ADMINISTRATOR),
        ):
            add_staff(session, NewStaff(name, PASSWORD, (role,)), "test")
        session.commit()
    app = FastAPI()
    app.mount(BASE, create_console(web_parts(services), clock=Clock(now() + timedelta(days=1))))
    return Desk(services, app, {})


def readable(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def ask(services: Services, chat_id: str, lang: Lang = Lang.ZH) -> Chat:
    chat = Chat(services.conversation, chat_id)
    assert chat.says(QUESTION[lang]).citations
    return chat


def test_a_sampled_turn_is_judged_corrected_and_its_person_gets_the_correction_once(
    services: Services, desk: Desk
) -> None:
    chat, rui = ask(services, "c1"), desk.person("rui")
    turn = desk.turn()
    queues = [desk.person(name).opens("/reviews").text for name in ("rui", "wen")]
    assert any(f"/reviews/turns/{turn.id}" in queue for queue in queues)
    page = f"/reviews/turns/{turn.id}"
    shown = readable(rui.opens(page).text)
    assert QUESTION[Lang.ZH] in shown
    values = {"verdict": "wrong_figure", "note": "<script>x</script>"}
    assert rui.sends(f"{page}/verdict", values, from_page=page).status_code == 303
    assert "Wrong figure" in rui.opens(page).text
    assert "<script>" not in rui.opens(page).text
    correction = desk.writes(turn, text_zh="留岗红包由企业自愿发放，请以条款为准。")
    for _ in range(2):
        assert rui.sends(f"{correction}/person", from_page=correction).status_code == 303
    told = chat.says("谢谢")
    assert "更正" in told.text
    assert "留岗红包由企业自愿发放，请以条款为准。" in told.text
    assert told.citations
    assert "自愿发放" not in chat.says("谢谢").text
    assert chat.says("谢谢", "m2") == told
    with services.sessions() as session:
        log = [one.what for one in entries(session, Wanted(who="rui"))]
    assert log[:3] == ["correction.sent", "correction.written", "review.judged"]


def test_a_figure_that_stands_in_no_picked_clause_is_refused(
    services: Services, desk: Desk
) -> None:
    ask(services, "c1")
    turn = desk.turn()
    page = f"/reviews/turns/{turn.id}"
    clause = turn.trace["clauses"][0]["clause_id"]
    for values, told in (
        ({"text_zh": "每人98765元。", "clauses": [clause]}, "98765"),
        ({"text_zh": "每人多少以条款为准。"}, "pick at least one clause"),
        ({"text_zh": "以条款为准。", "others": "no-such.clause"}, "no-such.clause"),
        ({"text_en": "See the clause.", "clauses": [clause]}, "in the seeker's language"),
    ):
        form = {"verdict": "wrong_figure", **values}
        answer = desk.person("rui").sends(f"{page}/corrections", form, from_page=page)
        assert answer.status_code == 422
        assert told in readable(answer.text)


def test_all_who_got_the_same_clause_get_it_in_their_language_and_the_forgotten_do_not(
    services: Services, desk: Desk
) -> None:
    ask(services, "c1")
    turn = desk.turn("c1")
    chinese, english = ask(services, "c2"), ask(services, "c3", Lang.EN)
    gone = ask(services, "c4")
    other = Chat(services.conversation, "c5")
    other.says("退捕渔民有什么培训？")
    correction = desk.writes(
        turn, text_zh="请以条款原文为准。", text_en="Please go by the clause itself."
    )
    page = desk.person("rui").opens(correction).text
    assert "3 people (2 in Chinese, 1 in English)" in readable(page)
    gone.presses("data:forget_yes")
    form = {"digest": turn.trace["clauses"][0]["digest"], "days": 30}
    unsure = desk.person("rui").sends(f"{correction}/others", form, from_page=correction)
    assert unsure.status_code == 422
    assert "Nothing was sent" in unsure.text
    for _ in range(2):
        sure = form | {"sure": "true"}
        sent = desk.person("rui").sends(f"{correction}/others", sure, from_page=correction)
        assert sent.status_code == 303
    assert "请以条款原文为准。" in chinese.says("谢谢").text
    assert "Please go by the clause itself." in english.says("thanks").text
    for nobody in (Chat(services.conversation, "c4"), other, chinese):
        assert "为准" not in nobody.says("谢谢", f"later-{nobody.chat_id}").text
    assert "sent to 2" in readable(desk.person("rui").opens(correction).text)


def test_a_correction_becomes_a_question_of_the_golden_set(services: Services, desk: Desk) -> None:
    chat = ask(services, "c1")
    correction = desk.writes(desk.turn(), text_zh="请以条款原文为准。")
    form = {"question": "留岗红包好多钱？电话13812345678", "figure": "98765"}
    rui = desk.person("rui")
    assert rui.sends(f"{correction}/golden", form, from_page=correction).status_code == 422
    form["figure"] = ""
    assert rui.sends(f"{correction}/golden", form, from_page=correction).status_code == 303
    (asked,) = read_questions([golden_path(services.settings.data_dir)])
    assert asked.question.startswith("留岗红包好多钱？")
    assert "13812345678" not in asked.question
    assert asked.expected_evidence
    assert asked.answerable
    chat.presses("data:forget_yes")
    assert golden_path(services.settings.data_dir).read_bytes() == b""


def test_two_reviewers_are_blind_until_both_are_in_and_a_third_settles(
    services: Services, desk: Desk
) -> None:
    for number in range(10):
        ask(services, f"c{number}")
    rui, wen, ada = (desk.person(name) for name in ("rui", "wen", "ada"))
    mine, theirs = (
        set(re.findall(r"/reviews/turns/(\d+)", person.opens("/reviews").text))
        for person in (rui, wen)
    )
    both = sorted(mine & theirs)
    assert both
    page = f"/reviews/turns/{both[0]}"
    rui.sends(f"{page}/verdict", {"verdict": "right", "note": "一"}, from_page=page)
    assert "What reviewers found" not in wen.opens(page).text
    assert "What reviewers found" not in ada.opens(page).text
    wen.sends(f"{page}/verdict", {"verdict": "tone", "note": "二"}, from_page=page)
    assert "rui" in readable(wen.opens(page).text)
    assert f"/reviews/turns/{both[0]}" in ada.opens("/reviews").text
    assert "judged by two: 1; of them alike: 0" in readable(ada.opens("/reviews").text)
    assert rui.sends(f"{page}/settle", {"verdict": "right"}, from_page=page).status_code == 403
    assert ada.sends(f"{page}/settle", {"verdict": "partly"}, from_page=page).status_code == 303
    assert "to be settled" not in ada.opens("/reviews").text


def test_a_replay_shows_what_reads_differently_and_leaves_no_trace(
    services: Services, desk: Desk
) -> None:
    chat = ask(services, "c1")
    chat.says("谁能领？")
    with services.sessions() as session:
        first = session.exec(select(TurnRow).order_by(col(TurnRow.id))).all()[0]
        first.reply = first.reply.replace("红包", "大红包", 1)
        session.commit()
        before = session.exec(select(func.count()).select_from(TurnRow)).one()
    turn = desk.turn()
    page = f"/reviews/turns/{turn.id}"
    last = services.sessions().exec(select(func.max(TurnRow.id))).one()
    shown = desk.person("rui").sends(
        f"/reviews/turns/{last}/replay", {"as_then": "true"}, from_page=page
    )
    assert shown.status_code == 200
    text = readable(shown.text)
    assert "1 of 2 turns read differently" in text
    assert re.search(r"<del>.*?大", shown.text)
    with services.sessions() as session:
        assert session.exec(select(func.count()).select_from(TurnRow)).one() == before
        assert session.exec(select(func.count()).select_from(SeekerRow)).one() == 1


def test_a_turn_that_is_not_there_is_a_404(desk: Desk) -> None:
    for path in ("/reviews/turns/999", f"/reviews/turns/{2**40}", "/reviews/corrections/999"):
        assert desk.person("rui").opens(path).status_code == 404


def test_another_districts_person_comes_before_no_reviewer_who_works_elsewhere(
    services: Services, desk: Desk
) -> None:
    with services.sessions() as session:
        for name, roles in (("yu", (Role.REVIEWER,)), ("jia", (Role.ADMINISTRATOR,))):
            add_staff(session, NewStaff(name, PASSWORD, roles, ("渝中区",)), "test")
        session.commit()
    ask(services, "c1").says("我家住万州区")
    turn = desk.turn()
    correction = desk.writes(turn, text_zh="请以条款为准。")
    page = f"/reviews/turns/{turn.id}"
    for name in ("yu", "jia"):
        elsewhere = desk.person(name)
        assert page not in elsewhere.opens("/reviews").text
        for path in (page, correction):
            assert elsewhere.opens(path).status_code == 404, (name, path)
        for act in (f"{page}/verdict", f"{page}/settle", f"{page}/corrections"):
            sent = elsewhere.sends(act, {"verdict": "right"})
            assert sent.status_code in (403, 404), (name, act)
        for act in ("person", "others", "golden"):
            values = {"digest": "0" * 64, "days": "30", "question": "问"}
            assert elsewhere.sends(f"{correction}/{act}", values).status_code == 404, (name, act)
    assert desk.person("jia").sends(f"{page}/replay").status_code == 404
    assert desk.person("ada").opens(page).status_code == 200
