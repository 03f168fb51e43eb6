"""The pages of hand-offs: who sees a case, who has it, what becomes of a form that comes late."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from knowledge.handoffs import desk
from knowledge.handoffs.acts import Ask, TakeBack
from knowledge.handoffs.case import Case, find_case
from knowledge.handoffs.states import Reason, State
from knowledge.records.audit import Wanted, entries
from knowledge.records.messages import MessageKind, messages_to
from knowledge.records.turns import TurnRecord, find_or_add_seeker, record_turn
from knowledge.staff.accounts import staff_row
from tests.bot.console.office import Office
from tests.builders import write_three

ATTACK = "<script>alert(1)</script>王小明"
REPLY = (
    '{"status": "declined_no_source", "lang": "zh", "text": "没有查到。", "citations": [{'
    '"clause_id": "meal#amount", "document_id": "meal", "title": "饭补办法", "issuer": "局",'
    '"document_number": null, "level": "municipal", "effective_from": null, "effective_to": null,'
    '"quote": "每月230元", "url": null, "evidence": []}], "findings": [], "posts": [],'
    '"buttons": [], "timings_ms": {}}'
)


def asked(office: Office, act: Ask | TakeBack | None = None, text: str = ATTACK) -> Case:
    """A seeker's turn that brings a person in."""
    sessions = office.parts.sessions
    seeker = find_or_add_seeker(sessions, "web", "c1")
    with sessions() as session:
        number = len(messages_to(session, seeker.seeker_id))
    record_turn(
        sessions,
        TurnRecord(
            seeker_id=seeker.seeker_id,
            message_id=f"m{number}-{act}",
            text=text,
            masked_text=text,
            action=None,
            lang="zh",
            today=office.clock().date(),
            route="question",
            status="declined_no_source",
            reply=REPLY,
            trace={},
            release_id=None,
            took_ms=1.0,
            state={},
            case_act=act or Ask(Reason.ASKED),
        ),
    )
    return case_in(office)


def case_in(office: Office, case_id: int = 1) -> Case:
    with office.parts.sessions() as session:
        return find_case(session, case_id)


def sends(office: Office, name: str, path: str, seen: int, **values: str) -> int:
    """The status of the answer to a form that was opened at that version."""
    form = {"version": seen, **values}
    return office.person(name).sends(f"/handoffs/1/{path}", form).status_code


def words_to(office: Office) -> list[str]:
    with office.parts.sessions() as session:
        return [one.text for one in messages_to(session, 1) if one.kind is MessageKind.PERSON]


def written(page: str) -> str:
    """What stands in the box for the reply."""
    box = re.search(r'<textarea id="text"[^>]*>([^<]*)</textarea>', page)
    assert box
    return box[1]


def test_a_caseworker_claims_answers_and_hands_back(office: Office) -> None:
    asked(office)
    chen = office.person("chen")
    assert "Asked for a person" in chen.opens("/handoffs").text
    assert "Take the case" in chen.opens("/handoffs/1").text
    assert sends(office, "chen", "claim", 1) == 303
    page = chen.opens("/handoffs/1").text
    assert "The case is yours" in page
    assert "每月230元" in page
    assert sends(office, "chen", "answer", 2, text="您好，我是小陈。") == 303
    assert words_to(office) == ["您好，我是小陈。"]
    assert "on its way" in chen.opens("/handoffs/1").text
    assert sends(office, "chen", "give-back", 3) == 303
    assert case_in(office).state is State.RETURNED
    assert "Case 1" in chen.opens("/handoffs?show=done").text


def test_of_two_who_claim_one_gets_a_clear_word(office: Office) -> None:
    case = asked(office)
    with office.parts.sessions() as session:
        desk.claim(session, case, "li", office.clock())
        session.commit()
    answer = office.person("chen").sends("/handoffs/1/claim", {"version": 1})
    assert answer.status_code == 409
    assert "li was faster" in answer.text
    assert case_in(office).claimed_by == "li"


def test_the_same_form_twice_writes_once(office: Office) -> None:
    asked(office)
    sends(office, "chen", "claim", 1)
    assert [sends(office, "chen", "answer", 2, text="您好") for _ in range(2)] == [303, 409]
    assert words_to(office) == ["您好"]


def test_what_was_written_is_kept_where_the_seeker_has_gone_back(office: Office) -> None:
    asked(office)
    sends(office, "chen", "claim", 1)
    asked(office, TakeBack())
    form = {"version": 2, "text": "还在吗？"}
    answer = office.person("chen").sends("/handoffs/1/answer", form)
    assert answer.status_code == 409
    assert "went back to the assistant" in answer.text
    assert "还在吗？" in answer.text
    assert words_to(office) == []


@pytest.mark.parametrize("path", ["", "/claim", "/answer", "/note", "/close", "/transfer"])
def test_a_case_of_another_office_is_not_there(office: Office, path: str) -> None:
    asked(office, Ask(Reason.ASKED, "万州区"))
    with office.parts.sessions() as session:
        staff_row(session, "chen").districts = ["南岸区"]
        session.commit()
    chen = office.person("chen")
    assert "Nobody is waiting" in chen.opens("/handoffs").text
    form = {"version": 1, "text": "x", "district": "南岸区"}
    if path:
        assert chen.sends(f"/handoffs/1{path}", form).status_code == 404
    else:
        assert chen.opens("/handoffs/1").status_code == 404
    assert chen.opens("/handoffs/99").status_code == 404


def test_a_transferred_case_leaves_the_office(office: Office) -> None:
    asked(office, Ask(Reason.ASKED, "南岸区"))
    with office.parts.sessions() as session:
        staff_row(session, "chen").districts = ["南岸区"]
        session.commit()
    chen = office.person("chen")
    answer = chen.sends("/handoffs/1/transfer", {"version": 1, "district": "万州区"})
    assert answer.headers["location"] == "/console/handoffs"
    assert "Nobody is waiting" in chen.opens("/handoffs").text
    assert case_in(office).district == "万州区"
    assert chen.opens("/handoffs/1").status_code == 404


def test_nothing_that_a_seeker_or_a_colleague_wrote_runs(office: Office) -> None:
    asked(office)
    sends(office, "chen", "claim", 1)
    sends(office, "chen", "note", 2, text=ATTACK)
    page = office.person("chen").opens("/handoffs/1").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") == 2


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("claim", {}),
        ("claim", {"version": "x"}),
        ("answer", {"version": "1", "text": "   "}),
        ("answer", {"version": "1", "text": "x" * 2001}),
        ("transfer", {"version": "1", "district": "火星区"}),
        ("transfer", {"version": "1"}),
    ],
)
def test_nonsense_is_refused_calmly(office: Office, path: str, values: dict[str, str]) -> None:
    asked(office)
    assert office.person("chen").sends(f"/handoffs/1/{path}", values).status_code == 400
    assert case_in(office).version == 1


def test_an_administrator_puts_back_and_does_not_answer(office: Office) -> None:
    asked(office)
    sends(office, "chen", "claim", 1)
    assert sends(office, "ada", "answer", 2, text="您好") == 403
    assert "Write to the person" not in office.person("ada").opens("/handoffs/1").text
    assert sends(office, "ada", "put-back", 2) == 303
    assert case_in(office).state is State.WAITING


def test_every_look_and_step_is_logged(office: Office) -> None:
    asked(office)
    office.person("omar").opens("/handoffs/1")
    sends(office, "chen", "claim", 1)
    with office.parts.sessions() as session:
        found = [(one.who, one.what) for one in entries(session, Wanted(about="handoff:1"))]
    assert ("omar", "handoff.read") in found
    assert ("chen", "handoff.claimed") in found


def test_a_template_fills_the_form_in_the_seekers_language(office: Office) -> None:
    asked(office)
    sends(office, "chen", "claim", 1)
    page = office.person("chen").opens("/handoffs/1?use=greeting").text
    assert written(page).startswith("您好，我是就业服务的工作人员")


def test_templates_are_edited_in_both_languages_and_retired(office: Office) -> None:
    chen = office.person("chen")
    form = {"key": "greeting", "text_zh": "您好<b>", "text_en": "Hello"}
    assert chen.sends("/handoffs/replies", form).status_code == 303
    assert "您好&lt;b&gt;" in chen.opens("/handoffs/replies").text
    refused = chen.sends("/handoffs/replies", {**form, "text_en": " "})
    assert refused.status_code == 422
    assert chen.sends("/handoffs/replies", {**form, "key": "No name!"}).status_code == 422
    assert chen.sends("/handoffs/replies/retire", {"key": "greeting"}).status_code == 303
    assert "您好&lt;b&gt;" not in chen.opens("/handoffs/replies").text
    assert chen.sends("/handoffs/replies", form).status_code == 303
    assert "您好&lt;b&gt;" in chen.opens("/handoffs/replies").text


def test_the_list_tells_the_month_in_figures(office: Office) -> None:
    case = asked(office)
    with office.parts.sessions() as session:
        opened = case.opened_at
        case = desk.claim(session, case, "chen", opened)
        desk.answer(session, case, "chen", "您好", opened + timedelta(minutes=7))
        session.commit()
    office.clock.moment = opened + timedelta(hours=1)
    assert "half of them within 7 min" in office.person("chen").opens("/handoffs").text


def test_the_answer_steps_draft_a_reply_to_the_last_question(office: Office) -> None:
    write_three(office.parts.workshop.documents)
    office.parts.workshop.refresh(lambda _done, _total: None)
    asked(office, text="饭补好多钱")
    sends(office, "chen", "claim", 1)
    chen = office.person("chen")
    assert "Drafted by the assistant" in chen.opens("/handoffs/1").text
    assert "230元" in written(chen.opens("/handoffs/1?use=draft").text)


def test_without_a_release_the_case_is_there_and_has_no_draft(office: Office) -> None:
    asked(office, text="饭补好多钱")
    sends(office, "chen", "claim", 1)
    page = office.person("chen").opens("/handoffs/1")
    assert page.status_code == 200
    assert "Drafted by the assistant" not in page.text
