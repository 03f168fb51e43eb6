"""The table of what the words of a post may not say, by its own examples."""

from __future__ import annotations

import tomllib

import pytest

from knowledge.posts.refusals import _TABLE as TABLE
from knowledge.posts.refusals import TEXT_COLUMNS, load_refusals, refused_words
from knowledge.vocabulary import PostKind
from tests.knowledge.posts.builders import a_post

ENTRIES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["refusal"]
EXAMPLES = [
    (entry["name"], expectation, text)
    for entry in ENTRIES
    for expectation in ("held", "passes")
    for text in entry[expectation]
]


def _reasons(entry: dict, text: str) -> set[str]:
    column = entry.get("columns", ["description"])[0]
    return {hold.reason.value for hold in refused_words(a_post(**{column: text}))}


@pytest.mark.parametrize(("name", "expectation", "text"), EXAMPLES)
def test_an_example_of_the_table_is_held_or_passes(name, expectation, text):
    entry = next(entry for entry in ENTRIES if entry["name"] == name)
    refusal = next(refusal for refusal in load_refusals() if refusal.name == name)
    is_held = refusal.reason.value in _reasons(entry, text)
    assert is_held is (expectation == "held")


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, e, t in EXAMPLES if e == "passes"])
def test_what_passes_one_refusal_passes_all(name, text):
    entry = next(entry for entry in ENTRIES if entry["name"] == name)
    assert _reasons(entry, text) == set()


def test_every_sentence_names_column_and_quote():
    for refusal in load_refusals():
        for sentence in (refusal.detail.zh, refusal.detail.en):
            assert "{column}" in sentence
            assert "{said}" in sentence


def test_the_quote_is_a_piece_of_the_text():
    [hold] = refused_words(a_post(description="工作轻松。入职需交纳保证金三百元。"))
    assert hold.value == "需交纳保证金"
    assert hold.value in hold.detail.zh


def test_a_limit_that_a_rule_sets_passes_in_a_public_welfare_post():
    text = "40周岁以下，限本地户籍"
    held = {hold.reason.value for hold in refused_words(a_post(description=text))}
    assert held == {"age_limit", "origin_limit"}
    assert list(refused_words(a_post(description=text, kind=PostKind.PUBLIC_WELFARE))) == []


def test_english_text_is_read_too():
    [hold] = refused_words(a_post(description_en="You must pay a deposit of 200 yuan."))
    assert hold.column == "description_en"


def test_all_columns_of_words_are_read():
    for column in TEXT_COLUMNS:
        holds = list(refused_words(a_post(**{column: "联系13812345678"})))
        assert [hold.column for hold in holds] == [column]
