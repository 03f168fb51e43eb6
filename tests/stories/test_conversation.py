"""A conversation: asked back once, gone on from, several questions at once, sources in full."""

from __future__ import annotations

import pytest

from bot.conversation.reply import Reply
from knowledge.answering.answer import Status
from knowledge.language import Lang
from knowledge.language.figures import figures
from tests.builders import Chat, buttons_of

ANSWERS = {Status.ANSWERED, Status.ANSWERED_PARTIAL}


def documents(reply: Reply) -> set[str]:
    return {citation.document_id for citation in reply.citations}


def choices(reply: Reply) -> list[str]:
    return [b.action for b in buttons_of(reply) if b.action.startswith("about:")]


@pytest.mark.parametrize(
    "message",
    [
        "补贴",
        "subsidy",
        "贷款",
        "training",
        "社保补贴",
        "社保补贴补多少",
        "how much subsidy can I get",
        "how much?",
        "退役军人",
        "veterans",
        "残疾人",
        "殘疾人有什麼補貼",
        "fishermen",
        "4050",
        "低保户找工作有没有补贴，好多钱",
        "企业有什么补贴",
        "下岗了有什么补贴",
    ],
)
def test_what_several_programmes_share_is_asked_back(chat: Chat, message: str) -> None:
    reply = chat.says(message)
    assert reply.status is Status.CLARIFY
    assert 2 <= len(choices(reply)) <= len(buttons_of(reply)) <= 6
    assert all(len(button.action.encode()) <= 64 for button in buttons_of(reply))


@pytest.mark.parametrize("message", ["残疾人", "veterans", "4050"])
def test_a_group_is_also_offered_the_check_and_posts(chat: Chat, message: str) -> None:
    actions = {button.action for button in buttons_of(chat.says(message))}
    assert {"menu:may", "menu:work"} <= actions


@pytest.mark.parametrize(
    "message",
    [
        "社保补贴和岗位补贴能不能同时拿",
        "培训补贴多少",
        "who counts as 4050?",
        "What is 公益性岗位?",
        "创业担保贷款最多多少",
        "失业登记去哪里办",
    ],
)
def test_a_clear_question_is_answered_at_once(chat: Chat, message: str) -> None:
    assert chat.says(message).status is not Status.CLARIFY


def test_every_button_answers_its_choice(chat: Chat) -> None:
    asked = chat.says("社保补贴")
    for action in choices(asked):
        reply = chat.presses(action)
        assert reply.status in ANSWERS
        assert documents(reply) == {action.removeprefix("about:")}


@pytest.mark.parametrize(
    ("typed", "document"),
    [
        ("第二个", "social-insurance-subsidy-25-percent-2025"),
        ("for firms", "social-insurance-subsidy-employers"),
        ("个人的", "flexible-employment-social-insurance-subsidy"),
    ],
)
def test_a_typed_choice_answers_what_was_asked_before(
    chat: Chat, typed: str, document: str
) -> None:
    chat.says("社保补贴补多少")
    reply = chat.says(typed)
    assert reply.status in ANSWERS
    assert {citation.clause_id for citation in reply.citations} >= {f"{document}.amount"}


def test_something_else_than_a_choice_is_a_new_message(chat: Chat) -> None:
    chat.says("补贴")
    assert documents(chat.says("失业登记去哪里办")) & {
        "employment-service-places",
        "unemployment-registration",
    }


def test_nobody_is_asked_back_twice_in_a_row(chat: Chat) -> None:
    assert chat.says("补贴").status is Status.CLARIFY
    assert chat.says("残疾人").status is not Status.CLARIFY
    assert chat.says("补贴").status is Status.CLARIFY


def test_a_choice_of_a_clause_that_is_gone_says_so(chat: Chat) -> None:
    assert chat.presses("about:no-such-document").status is Status.NOTICE


@pytest.mark.parametrize(
    ("turns", "document"),
    [
        (("失业登记要什么材料", "好久能办好"), "unemployment-registration"),
        (("失业登记要什么材料", "how long does it take?"), "unemployment-registration"),
        (("失业金能领多久", "火锅怎么做", "要带什么材料"), "unemployment-benefit"),
        (("How much is the startup loan?", "which papers"), "startup-guaranteed-loan-2025"),
        (("留岗红包每人多少钱？", "去哪里办"), "retention-red-envelope-enterprises"),
        (("2019年最低工资多少", "那今年呢"), "minimum-wage-2025"),
        (("火星移民的创业补助有多少", "那退捕渔民呢"), "fishermen-four-ways-2020"),
        (("我能不能申请失业金", "去哪里办"), "unemployment-benefit"),
    ],
)
def test_a_follow_up_goes_on_with_its_subject(
    chat: Chat, turns: tuple[str, ...], document: str
) -> None:
    for turn in turns[:-1]:
        chat.says(turn)
    assert document in documents(chat.says(turns[-1])), turns


def test_whether_it_still_runs_is_answered_with_the_day_it_was_closed(chat: Chat) -> None:
    chat.says("留岗红包每人多少钱？")
    reply = chat.says("那今年呢")
    assert all("red-envelope" in document for document in documents(reply))
    assert "结束" in reply.text


@pytest.mark.parametrize(
    "message",
    [
        "这个月失业登记去哪里办",
        "这个月失业金怎么领",
        "Where do I register as unemployed this month?",
    ],
)
def test_a_message_with_its_own_subject_stays_clean(chat: Chat, message: str) -> None:
    alone = chat.says(message)
    chat.says("创业担保贷款个人最多多少钱")
    assert chat.says(message).citations == alone.citations


def test_a_side_that_the_clauses_do_not_say_is_said_to_be_missing(chat: Chat) -> None:
    chat.says("How much is the startup loan?")
    reply = chat.says("which papers")
    assert reply.status is Status.ANSWERED_PARTIAL
    assert reply.text.startswith("The clauses do not say this")


def test_another_city_is_not_answered_from_here(chat: Chat) -> None:
    chat.says("公益性岗位补贴多少钱")
    reply = chat.says("Is it the same in Chengdu?")
    assert reply.status is Status.DECLINED_OUT_OF_SCOPE


def test_after_a_summary_the_person_is_asked_which_programme(chat: Chat) -> None:
    assert chat.says("我能领什么补贴").status is Status.ELIGIBILITY
    reply = chat.says("how much?")
    assert reply.status is Status.CLARIFY
    assert len(choices(reply)) > 1


def test_after_a_search_the_posts_are_the_subject(chat: Chat) -> None:
    shown = chat.says("想在南岸区找保洁").posts
    second = chat.says("第二个工资多少")
    assert [match.post.post_id for match in second.posts] == [shown[1].post.post_id]
    assert shown[1].wage in second.text
    insured = chat.says("要交社保不")
    assert [match.post.post_id for match in insured.posts] == [shown[1].post.post_id]
    assert "社保" in insured.text
    third = chat.says("the third one, what about the pay?")
    assert [match.post.post_id for match in third.posts] == [shown[2].post.post_id]
    assert third.lang is Lang.EN
    assert not chat.says("失业登记去哪里办").posts


def test_each_question_of_a_message_is_answered(chat: Chat) -> None:
    reply = chat.says("公岗工资多少 要交社保不 在哪报名")
    assert reply.status in ANSWERS
    cited = {citation.clause_id for citation in reply.citations}
    assert {
        "public-welfare-posts-rule-2016.wage-floor",
        "public-welfare-posts-rule-2016.where",
    } <= (cited)


def test_a_part_that_is_not_held_is_named_beside_the_answers(chat: Chat) -> None:
    reply = chat.says("失业登记要什么材料？火星移民补贴有没有？")
    assert reply.status is Status.ANSWERED_PARTIAL
    assert "unemployment-registration" in documents(reply)
    assert "第二问" in reply.text
    sources = chat.presses("sources")
    assert sources.citations == reply.citations


def test_the_places_of_the_parts_bring_no_figure(chat: Chat) -> None:
    reply = chat.says("失业登记要什么材料？多久办好？")
    known = figures(" ".join(f"{c.quote} {c.title} {c.document_number}" for c in reply.citations))
    assert not {1, 2} & (figures(reply.text) - known)


def test_sources_begin_with_the_chinese_original(chat: Chat) -> None:
    chat.says("How long does the registration as unemployed take?")
    text = chat.presses("command:sources").text
    assert 0 <= text.find("当天办好") < text.find("same day")


def test_sources_outlast_a_declined_question(chat: Chat) -> None:
    answer = chat.says("失业登记多久办好")
    chat.says("火星移民补贴有多少")
    assert chat.presses("command:sources").citations == answer.citations


@pytest.mark.parametrize(
    ("message", "lang"),
    [("请问 startup loan 最多多少", Lang.ZH), ("What is 公益性岗位?", Lang.EN)],
)
def test_a_message_in_two_scripts_is_answered_in_the_language_of_its_sentence(
    chat: Chat, message: str, lang: Lang
) -> None:
    assert chat.says(message).lang is lang
