"""What a small screen shows at once of a card and of many buttons."""

from __future__ import annotations

from bot.conversation.reply import Button
from bot.telegram.cards import Card
from bot.web.shown_cards import shown_buttons, shown_card

ANSWERS = tuple((Button(name, f"jobs:fact:education:{name}"),) for name in "abcd")
NUMBERS = tuple(Button(str(n), f"post:open:{n}") for n in range(1, 6))
CHANGES = (
    (Button("✎ 区县", "fact_edit:districts"),),
    (Button("看/改全部资料", "card:0"), Button("有新岗位告诉我", "alerts:on")),
)


def test_what_speaks_against_a_post_is_never_folded():
    lines = ("甲公司 · 南岸区", "✓ a", "✓ b", "✓ c", "✓ d", "✓ e", "! 要求1年经验", "✗ 超龄")
    shown = shown_card(Card("1. 保洁员", lines))
    assert shown.further == ("✓ d", "✓ e")
    assert shown.lines == ("甲公司 · 南岸区", "✓ a", "✓ b", "✓ c", "! 要求1年经验", "✗ 超龄")


def test_a_single_further_reason_is_shown_at_once():
    assert shown_card(Card("保洁员", ("✓ a", "✓ b", "✓ c", "✓ d"))).further == ()


def test_only_a_web_address_becomes_a_link():
    assert shown_card(Card("x", url="javascript:alert(1)")).url is None
    assert shown_card(Card("x", url="https://example.org/")).url == "https://example.org/"


def test_the_answers_to_one_question_flow_as_one_row():
    shown = shown_buttons(ANSWERS)
    assert [one.text for one in shown.first[0]] == ["a", "b", "c", "d"]
    assert shown.further == ()


def test_of_many_buttons_those_that_change_settings_are_folded_and_none_is_lost():
    shown = shown_buttons((NUMBERS, *ANSWERS, *CHANGES))
    assert [len(row) for row in shown.first] == [5, 4]
    assert shown.further == CHANGES


def test_where_there_are_only_settings_they_stay_in_sight():
    many = tuple((Button(str(n), f"fact_edit:f{n}"), Button("✕", f"card:{n}")) for n in range(6))
    assert shown_buttons(many).further == ()
