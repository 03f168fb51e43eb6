"""Traps of other projects that have their test with the part they concern: it must stay there."""

from __future__ import annotations

import ast

import pytest

from tests.builders import CHECKOUT

TESTED_AT = {
    "what people wrote while the bot was down is lost": (
        "tests/bot/telegram/test_serving.py",
        "test_what_people_wrote_while_the_bot_was_down_is_answered",
    ),
    "the conversation is lost at every restart": (
        "tests/stories/test_restart.py",
        "test_state_profile_and_language_survive_a_restart",
    ),
    "one language per bot": (
        "tests/stories/test_asking.py",
        "test_the_language_of_each_message_is_answered_until_one_is_fixed",
    ),
    "citations missing, or to a file instead of a sentence": (
        "tests/knowledge/answering/test_golden_floor.py",
        "test_every_quote_is_a_literal_part_of_its_clause",
    ),
    "new ids at each refresh, so that old logs point at nothing": (
        "tests/knowledge/policies/test_refresh.py",
        "test_a_deleted_document_is_withdrawn_and_its_clauses_leave_tombstones",
    ),
    "a message answered twice": (
        "tests/bot/conversation/test_turn.py",
        "test_the_same_message_twice_gets_the_same_reply_and_one_row",
    ),
    "wrong answers published": (
        "tests/knowledge/answering/test_golden_floor.py",
        "test_neither_language_falls_below_the_floor",
    ),
}


@pytest.mark.parametrize("trap", TESTED_AT)
def test_the_trap_has_its_test(trap: str) -> None:
    path, name = TESTED_AT[trap]
    tree = ast.parse((CHECKOUT / path).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
