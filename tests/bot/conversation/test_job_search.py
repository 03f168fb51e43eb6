"""Finding posts by talking: the deciding question, why not, what opens more, nothing found."""

from __future__ import annotations

import re

import pytest

from knowledge.answering.answer import Status
from knowledge.posts.match import MatchResult
from knowledge.vocabulary import PostKind
from tests.builders import Chat, buttons_of


def _actions(reply) -> list[str]:
    return [button.action for button in buttons_of(reply)]


def _ids(reply) -> list[str]:
    return [match.post.post_id for match in reply.posts]


def test_the_question_that_decides_is_asked_under_the_posts_and_a_button_answers_it(chat):
    reply = chat.says("我52岁，女，重庆户口，想在沙坪坝找保洁")
    assert reply.status is Status.MATCHED
    assert "你办了失业登记吗" in reply.text
    waiting = [m for m in reply.posts if m.result is MatchResult.NEED_MORE]
    assert waiting
    after = chat.presses("jobs:fact:registered_unemployed:yes")
    assert "你办了失业登记吗" not in after.text
    settled = {m.post.post_id for m in after.posts if m.result is MatchResult.OPEN}
    assert settled & {m.post.post_id for m in waiting}


def test_a_no_takes_the_posts_away_that_needed_a_yes(chat):
    before = chat.says("I want to be a security guard in Nan'an")
    assert "security guard certificate" in before.text
    after = chat.presses("jobs:cert:no:保安员证")
    assert not any("保安员证" in match.post.certificates for match in after.posts)
    assert "certificates not held" in after.text.splitlines()[0]


def test_the_question_can_be_answered_in_words_and_declined(chat):
    chat.says("想在南岸当保安")
    typed = chat.says("没有保安员证")
    assert typed.status is Status.MATCHED
    assert not any("保安员证" in match.post.certificates for match in typed.posts)
    question = [a for a in _actions(typed) if a.endswith(":declined")]
    declined = chat.presses(question[0])
    assert question[0] not in _actions(declined)


@pytest.mark.parametrize(
    ("wish", "question", "said"),
    [
        ("渝中区做保安，不上夜班", "为什么没有推荐医院保安", "你说不上夜班"),
        ("security guard in Yuzhong, no night shift", "why not the hospital guard?",
         "you said no nights"),
    ],
)  # fmt: skip
def test_why_not_that_post_names_the_rule_that_fails(chat, wish, question, said):
    chat.says(wish)
    reply = chat.says(question)
    assert _ids(reply) == ["S-0052"]
    assert reply.posts[0].result is MatchResult.BARRED
    assert f"✗ {reply.posts[0].failures[0]}" in reply.text
    assert said in reply.text


@pytest.mark.parametrize(
    ("wish", "question", "place"),
    [
        ("想在沙坪坝找保洁", "为什么第二个不能去", "排第2"),
        ("cleaning in Shapingba", "why is the second one barred?", "in place 2"),
    ],
)
def test_why_by_number_speaks_of_the_post_on_the_screen(chat, wish, question, place):
    shown = chat.says(wish)
    reply = chat.says(question)
    assert _ids(reply) == _ids(shown)[1:2]
    assert place in reply.text


def test_a_post_that_is_only_further_down_is_told_its_weakest_part(chat):
    chat.says("想在沙坪坝找保洁")
    reply = chat.says("为什么没有城口的学校保安")
    assert _ids(reply) == ["S-0355"]
    assert "最弱的一项是" in reply.text


def test_a_rule_of_public_welfare_posts_is_told_with_its_source(chat):
    chat.says("我在上班，想在沙坪坝找保洁，失业登记没办，我有工作")
    chat.presses("jobs:fact:employed:yes")
    reply = chat.says("为什么没有公共卫生间保洁员")
    assert _ids(reply) == ["S-0323"]
    assert "依据：" in reply.text


def test_a_post_that_does_not_exist_is_asked_for_again(chat):
    chat.says("想在沙坪坝找保洁")
    reply = chat.says("为什么没有推荐宇航员的岗位")
    assert reply.status is Status.CLARIFY


def test_a_why_about_a_policy_is_not_taken_for_a_post(chat):
    chat.says("想在沙坪坝找保洁")
    reply = chat.says("为什么没有给我社保补贴")
    assert not reply.posts


@pytest.mark.parametrize("question", ["怎样才能多几个选择", "what would open more?"])
def test_what_would_open_more_is_a_number_that_comes_true(chat, question):
    chat.says("只要南岸区的保安，没有保安员证" if question[0] == "怎" else
              "only Nan'an District, security guard, no security guard certificate")  # fmt: skip
    reply = chat.says(question)
    count = int(re.search(r"\d+", reply.text)[0])
    action = next(a for a in _actions(reply) if a.startswith("jobs:relax:"))
    promised = int(next(b.text for b in buttons_of(reply) if b.action == action).split("+")[1][:-1])
    assert promised > 0
    relaxed = chat.presses(action)
    assert relaxed.status is Status.MATCHED
    again = chat.says(question)
    assert int(re.search(r"\d+", again.text)[0]) == count + promised


def test_where_nothing_fits_the_nearest_are_shown_and_one_tap_relaxes_the_wish(chat):
    reply = chat.says("只要城口县的软件工程师，月薪不低于30000")
    assert reply.status is Status.MATCHED_NONE
    assert 0 < len(reply.posts) <= 3
    assert all(m.result is MatchResult.BARRED and m.failures for m in reply.posts)
    assert "menu:person" in _actions(reply)
    assert "培训" in reply.text
    action = next(a for a in _actions(reply) if a.startswith("jobs:relax:"))
    assert chat.presses(action).status is Status.MATCHED


def test_a_withdrawn_fisherman_is_shown_three_posts_whatever_was_wished(chat):
    reply = chat.says("我是退捕渔民，只要巫溪县的，船员，不上夜班，必须包吃住")
    assert len(reply.posts) >= 3


def test_a_graduate_is_not_offered_public_welfare_posts_first(chat):
    reply = chat.says("今年本科毕业，失业登记办了，渝中区找文员")
    assert reply.posts[0].post.kind is not PostKind.PUBLIC_WELFARE


def test_the_same_person_sees_the_same_order_all_day_and_another_person_another(real):
    def orders(person: str) -> list[list[str]]:
        wishes = ("想找快递的工作", "想找普工", "找保安", "找保洁", "厨师", "想当文员")
        chat = Chat(real.conversation, chat_id=f"order {person}")
        return [_ids(chat.says(wish)) for wish in wishes]

    assert orders("one") == orders("one")
    assert orders("one") != orders("two")


@pytest.mark.parametrize(
    "action",
    ["jobs:relax:nights:", "jobs:cert:maybe:x", "jobs:fact:age:x", "jobs:why:no", "jobs:x"],
)
def test_an_old_or_forged_button_is_said_to_be_out_of_use(chat, action):
    chat.says("沙坪坝找保洁")
    assert chat.presses(action).status is Status.NOTICE
