"""Somebody keeps, hides and reports posts, and asks how to apply for one."""

from __future__ import annotations

import json

import pytest
from sqlmodel import select

from bot.conversation.reply import Reply
from bot.wiring import Services
from knowledge.answering.answer import Status
from knowledge.following.reporting import Decision, decide_report, reports_waiting
from knowledge.following.tables import OutcomeRow, PostReportRow, SavedPostRow
from knowledge.language import Lang
from knowledge.people.storing import load_profile
from knowledge.posts.tables import PostRow
from knowledge.records.turns import find_or_add_seeker
from tests.builders import SURFACE, TODAY, Chat, buttons_of

WISHES = {Lang.ZH: "想在南岸区找保洁的工作", Lang.EN: "I look for cleaning work in Nan'an"}


def ids(reply: Reply) -> list[str]:
    return [match.post.post_id for match in reply.posts]


def button(reply: Reply, action: str) -> str:
    found = [b.action for b in buttons_of(reply) if b.action.startswith(action)]
    assert found, f"no button {action!r} among {[b.action for b in buttons_of(reply)]}"
    return found[0]


@pytest.mark.parametrize("lang", list(Lang))
def test_a_post_is_opened_by_its_number_and_saved(chat: Chat, lang: Lang) -> None:
    found = chat.says(WISHES[lang])
    opened = chat.presses_button(found, "2")
    assert ids(opened) == [ids(found)[1]]
    assert opened.lang is lang
    saved = chat.presses(button(opened, "post:save:"))
    assert opened.posts[0].title in saved.text
    assert ids(chat.presses("command:saved")) == [ids(found)[1]]
    again = chat.presses_button(found, "2")
    chat.presses(button(again, "post:unsave:"))
    assert chat.presses("command:saved").status is Status.NOTICE


@pytest.mark.parametrize(
    ("lang", "save", "show"),
    [(Lang.ZH, "收藏第三个", "我收藏的岗位"), (Lang.EN, "save the third one", "my saved posts")],
)
def test_it_is_saved_by_words_and_others_can_still_be_spoken_of(
    chat: Chat, lang: Lang, save: str, show: str
) -> None:
    found = chat.says(WISHES[lang])
    chat.says(save)
    chat.says(save.replace("第三", "第一").replace("third", "first"))
    assert ids(chat.says(show)) == [ids(found)[0], ids(found)[2]]


@pytest.mark.parametrize(
    ("lang", "save", "show"),
    [(Lang.ZH, "收藏2", "我收藏的岗位"), (Lang.EN, "save 2", "my saved posts")],
)
def test_a_bare_number_says_which_post_is_saved(
    chat: Chat, lang: Lang, save: str, show: str
) -> None:
    found = chat.says(WISHES[lang])
    chat.says(save)
    assert ids(chat.says(show)) == [ids(found)[1]]


def test_saving_twice_keeps_it_once(chat: Chat, services: Services) -> None:
    found = chat.says(WISHES[Lang.ZH])
    chat.says("收藏第一个")
    chat.says("收藏第一个")
    with services.sessions() as session:
        assert len(session.exec(select(SavedPostRow)).all()) == 1
    assert ids(chat.presses("command:saved")) == ids(found)[:1]


def test_a_saved_post_that_closed_is_marked_and_takes_no_application(
    chat: Chat, services: Services
) -> None:
    found = chat.says(WISHES[Lang.ZH])
    chat.says("收藏第一个")
    with services.sessions() as session:
        session.get_one(PostRow, ids(found)[0]).closes_on = TODAY.replace(day=1)
        session.commit()
    assert "已关闭" in chat.presses("command:saved").text


def test_a_hidden_post_does_not_come_back(chat: Chat) -> None:
    found = chat.says(WISHES[Lang.ZH])
    chat.says("第一个不合适")
    again = chat.says(WISHES[Lang.ZH])
    assert ids(found)[0] not in ids(again)
    assert len(again.posts) == len(found.posts)


@pytest.mark.parametrize(("press", "changes"), [("post:wish:pay:", True), ("post:wish_no", False)])
def test_the_reason_changes_the_wish_only_after_a_yes(
    chat: Chat, services: Services, press: str, *, changes: bool
) -> None:
    found = chat.says("想找保安的工作")
    paid = next(m.post for m in found.posts if m.post.wage_unit == "month" and m.post.wage_min)
    asked = chat.presses(f"post:why:pay:{paid.post_id}")
    assert asked.status is Status.CLARIFY
    seeker = find_or_add_seeker(services.sessions, SURFACE, chat.chat_id).seeker_id
    assert load_profile(services.sessions, seeker).wage_min_month is None
    chat.presses(button(asked, press))
    wage = load_profile(services.sessions, seeker).wage_min_month
    assert (wage is not None and wage > paid.wage_min) is changes


@pytest.mark.parametrize("lang", list(Lang))
def test_how_to_apply_for_a_public_welfare_post_quotes_its_clauses(chat: Chat, lang: Lang) -> None:
    chat.says(WISHES[lang])
    told = chat.presses("post:apply:S-0002")
    assert told.lang is lang
    assert told.citations
    assert all(citation.quote in told.text for citation in told.citations)


def test_how_to_apply_at_an_enterprise_names_it_and_starts_the_fourteen_days(
    chat: Chat, services: Services
) -> None:
    chat.says("想在企业找保洁的工作")
    found = chat.presses("jobs:more")
    post = next(m.post for m in found.posts if m.post.kind == "enterprise")
    told = chat.presses(f"post:apply:{post.post_id}")
    assert post.employer in told.text
    assert post.contact in told.text
    with services.sessions() as session:
        row = session.exec(select(OutcomeRow)).one()
    assert (row.post_id, row.started_on, row.applied_on) == (post.post_id, TODAY, TODAY)


def reporter(services: Services, name: str) -> Chat:
    return Chat(services.conversation, chat_id=name)


def test_three_seekers_suspend_a_post_for_everybody_until_staff_decide(services: Services) -> None:
    wish = WISHES[Lang.ZH]
    found = reporter(services, "a").says(wish)
    post_id = ids(found)[0]
    for name in ("a", "a", "a", "b"):
        reporter(services, name).presses(f"post:reported:fee:{post_id}", f"{name}-report")
        assert post_id in ids(reporter(services, "reader").says(wish, f"{name}-1"))
    assert post_id not in ids(reporter(services, "a").says(wish, "after"))
    reporter(services, "c").presses(f"post:reported:scam:{post_id}")
    assert post_id not in ids(reporter(services, "new").says(wish))

    (waiting,) = reports_waiting(services.sessions)
    assert (waiting.post_id, waiting.is_suspended) == (post_id, True)
    assert waiting.reasons == {"fee": 2, "scam": 1}
    decide_report(services.sessions, post_id, Decision.DISMISSED, by="li", because="核实无误")
    assert post_id in ids(reporter(services, "newer").says(wish))
    assert reports_waiting(services.sessions) == []


def test_one_seeker_reporting_again_and_again_counts_once(services: Services) -> None:
    chat = reporter(services, "a")
    post_id = ids(chat.says(WISHES[Lang.ZH]))[0]
    for reason in ("fee", "scam", "filled", "discrimination"):
        chat.presses(f"post:reported:{reason}:{post_id}")
    with services.sessions() as session:
        (row,) = session.exec(select(PostReportRow)).all()
    assert row.reason == "discrimination"
    assert not reports_waiting(services.sessions)[0].is_suspended


def test_what_a_reporter_had_is_forgotten_and_the_post_stays_suspended(services: Services) -> None:
    chats = [reporter(services, name) for name in "abc"]
    post_id = ids(chats[0].says(WISHES[Lang.ZH]))[0]
    for chat in chats:
        chat.presses(f"post:reported:scam:{post_id}")
    chats[0].says("收藏第二个")
    held = json.loads(chats[0].presses("data:export").text)
    assert set(held["following"]) == {"saved_posts", "post_reports", "outcomes"}
    for chat in chats:
        chat.presses("data:forget_yes")
    with services.sessions() as session:
        assert session.exec(select(PostReportRow)).all() == []
        assert session.exec(select(SavedPostRow)).all() == []
    assert post_id not in ids(reporter(services, "d").says(WISHES[Lang.ZH]))


@pytest.mark.parametrize("action", ["post:save:nothing", "post:open:#123", "post:why:x:S-0001"])
def test_a_button_of_nothing_gets_a_calm_word(chat: Chat, action: str) -> None:
    assert chat.presses(action).status is Status.NOTICE
