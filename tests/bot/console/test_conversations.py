"""Conversations in the console: found, read, revealed for a reason, taken away masked."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sqlmodel import select

from knowledge.people.profile import Fact
from knowledge.policies.tables import ClauseVersionRow
from knowledge.records.audit import Wanted, entries
from knowledge.records.mark_tables import RevealRow
from knowledge.staff.accounts import staff_row
from knowledge.vocabulary import PersonStatus
from tests.bot.console.office import Office
from tests.bot.console.records import said

PHONE = "13812345678"


def rows_on(page) -> int:
    return page.text.count("</tr>") - 1 if "<tbody>" in page.text else 0


def test_the_list_shows_the_newest_first_and_nothing_personal(office: Office) -> None:
    said(office.parts.sessions, f"我的电话{PHONE}，最低工资多少")
    said(office.parts.sessions, "what is the minimum wage", lang="en")
    page = office.person("rui").opens("/conversations")
    assert PHONE not in page.text
    assert page.text.index("what is the minimum wage") < page.text.index("最低工资多少")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=最低工资", 1),
        ("text=低工", 1),
        ("text=资", 2),
        ("text=最低工资+补贴", 0),
        ("text=2330", 2),
        ("text=subsid", 1),
        ("text=SUBSIDIES+train", 1),
        ("text=ubsid", 0),
        (f"text={PHONE}", 0),
        ("status=declined", 1),
        ("status=declined_no_source", 1),
        ("status=answered", 3),
        ("status=answered&text=工资", 1),
        ("lang=en", 1),
        ("surface=telegram", 1),
        ("route=job_search", 1),
        ("topic=minimum-wage-2025", 1),
        ("topic=minimum-wage", 0),
        ("district=万州区", 1),
        ("group=age_4050", 1),
        ("group=veteran", 0),
        ("slow=500", 1),
        ("slow=5", 4),
        ("rating=useful", 0),
        ("handoff=yes", 0),
        ("since=2099-01-01", 0),
        ("until=2001-01-01", 0),
        ("since=2001-01-01&until=2099-01-01", 4),
        ("text=&since=&until=&status=&lang=&group=&slow=&before=&handoff=", 4),
    ],
)
def test_every_filter_narrows(office: Office, query: str, found: int) -> None:
    sessions = office.parts.sessions
    facts = [Fact("home_district", "万州区"), Fact("statuses", (PersonStatus.AGE_4050,))]
    said(sessions, f"最低工资多少 {PHONE}", citations=[{"document_id": "minimum-wage-2025"}])
    said(
        sessions, "工资没有发", "打12333。", status="declined_no_source", chat_id="c2", facts=facts
    )
    said(sessions, "Training subsidies?", lang="en", chat_id="c3", surface="telegram", took_ms=900)
    said(sessions, "找保洁", "有的。", chat_id="c4", route="job_search")
    assert rows_on(office.person("rui").opens(f"/conversations?{query}")) == found


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "status=eaten", "lang=fr", "slow=fast", "slow=-1", "before=x",
     "group=rich", "rating=5", "topic=%3Cscript%3E", f"text={'x' * 300}"],
)  # fmt: skip
def test_a_filter_of_nonsense_is_refused(office: Office, query: str) -> None:
    answer = office.person("rui").opens(f"/conversations?{query}")
    assert answer.status_code == 400
    assert "not understood" in answer.text


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("text=%3F%21%22", "no word, character or figure"),
        ("since=2026-02-02&until=2026-01-01", "last day lies before the first"),
    ],
)
def test_a_filter_that_can_find_nothing_says_why(office: Office, query: str, word: str) -> None:
    answer = office.person("rui").opens(f"/conversations?{query}")
    assert answer.status_code == 422
    assert word in answer.text


@pytest.mark.parametrize("typed", ['"', "工资 OR NOT", "wage* AND (", "'; DROP TABLE turns", "a\\"])
def test_what_is_typed_is_never_a_command_of_the_index(office: Office, typed: str) -> None:
    said(office.parts.sessions, "最低工资多少")
    answer = office.person("rui").client.get("/console/conversations", params={"text": typed})
    assert answer.status_code in (200, 422)


def test_the_filter_holds_over_the_pages(office: Office) -> None:
    for number in range(53):
        said(office.parts.sessions, f"最低工资 {number}", message_id=f"m{number}")
    said(office.parts.sessions, "找工作", "好。")
    rui = office.person("rui")
    first = rui.opens("/conversations?text=工资")
    older = re.search(r'rel="next" href="/console([^"]+)"', first.text)
    assert rows_on(first) == 50
    assert older
    assert rows_on(rui.opens(older[1].replace("&amp;", "&"))) == 3


def test_texts_and_names_never_run_as_html(office: Office) -> None:
    evil = "<script>alert(1)</script>最低工资"
    seeker = said(office.parts.sessions, evil, evil, route="question")
    for path in ("/conversations", f"/conversations/{seeker}", "/conversations?text=script"):
        page = office.person("chen").opens(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_conversation_shows_the_clauses_as_they_stood(office: Office) -> None:
    with office.parts.sessions() as session:
        for version, wording in ((1, "每月2100元。"), (2, "每月2330元。")):
            session.add(
                ClauseVersionRow(
                    clause_id="wage.amount", lang="zh", version=version, document_id="wage",
                    heading="多少", text=wording, digest=f"d{version}", first_release="r1",
                )
            )  # fmt: skip
        session.commit()
    trace = {
        "hits": [{"clause_id": "wage.amount", "lang": "zh", "score": 7.25, "similarity": 0.8,
                  "lexical": 3.1}],
        "clauses": [{"clause_id": "wage.amount", "lang": "zh", "digest": "d1"}],
        "milliseconds": {"RetrieveClauses": 4.25},
        "model_reply": f"打{PHONE}",
    }  # fmt: skip
    seeker = said(office.parts.sessions, "最低工资多少", trace=trace)
    page = office.person("rui").opens(f"/conversations/{seeker}").text
    assert "每月2100元。" in page
    assert "changed or withdrawn since" in page
    assert "7.25" in page
    assert "4.25 ms" in page
    assert "model_reply" in page
    assert PHONE not in page


def test_original_words_need_a_reason_and_leave_a_trace(office: Office) -> None:
    seeker = said(office.parts.sessions, f"我的电话{PHONE}")
    chen, path = office.person("chen"), f"/conversations/{seeker}"
    assert PHONE not in chen.opens(path).text
    refused = chen.sends(f"{path}/reveal", {"reason": " x "})
    assert refused.status_code == 422
    assert PHONE not in refused.text
    shown = chen.sends(f"{path}/reveal", {"reason": "要回电话 <b>"})
    assert shown.status_code == 200
    assert PHONE in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert PHONE not in chen.opens(path).text
    with office.parts.sessions() as session:
        (entry,) = entries(session, Wanted(what="conversation"))
        (kept,) = session.exec(select(RevealRow)).all()
    assert (entry.who, entry.about) == ("chen", f"seeker:{seeker}")
    assert entry.detail["reason"] == kept.reason == "要回电话 <b>"


@pytest.mark.parametrize("name", ["rui", "ada"])
def test_who_may_not_reveal_sees_no_form_and_gets_no_words(office: Office, name: str) -> None:
    seeker = said(office.parts.sessions, f"我的电话{PHONE}")
    person = office.person(name)
    assert "reveal" not in person.opens(f"/conversations/{seeker}").text
    answer = person.sends(f"/conversations/{seeker}/reveal", {"reason": "要回电话"})
    assert answer.status_code == 403
    assert PHONE not in answer.text


def test_people_of_another_district_are_not_there(office: Office) -> None:
    sessions = office.parts.sessions
    ours = said(sessions, "甲", chat_id="c1", facts=[Fact("home_district", "万州区")])
    theirs = said(sessions, "乙", chat_id="c2", facts=[Fact("home_district", "渝北区")])
    unknown = said(sessions, "丙", chat_id="c3")
    with sessions() as session:
        staff_row(session, "chen").districts = ["万州区"]
        session.commit()
    chen = office.person("chen")
    assert rows_on(chen.opens("/conversations")) == 2
    assert chen.opens(f"/conversations/{ours}").status_code == 200
    assert chen.opens(f"/conversations/{unknown}").status_code == 200
    assert chen.opens(f"/conversations/{theirs}").status_code == 404
    assert chen.opens("/conversations/999").status_code == 404
    answer = chen.sends(f"/conversations/{theirs}/reveal", {"reason": "要回电话"})
    assert answer.status_code == 404


def test_a_table_leaves_masked_and_without_formulas(office: Office) -> None:
    said(office.parts.sessions, f'=HYPERLINK("x") {PHONE}', "+1 最低工资", message_id="m1")
    said(office.parts.sessions, "找工作", "好。")
    values = {"form": "csv", "text": "最低工资"}
    answer = office.person("rui").sends("/conversations/export", values)
    assert answer.headers["content-disposition"] == 'attachment; filename="conversations.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert row["text"].startswith("'=HYPERLINK")
    assert row["reply"].startswith("'+1")
    assert PHONE not in answer.text
    with office.parts.sessions() as session:
        (entry,) = entries(session, Wanted(what="conversations.exported"))
    assert "最低工资" not in str(entry.detail)


def test_json_lines_hold_every_turn_of_the_selection(office: Office) -> None:
    for number in range(3):
        said(office.parts.sessions, f"工资 {number}", message_id=f"m{number}")
    answer = office.person("ada").sends("/conversations/export", {"form": "jsonl", "lang": "zh"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["text"] for line in lines] == ["工资 2", "工资 1", "工资 0"]
