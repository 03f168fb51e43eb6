"""What is read from a message: what it points to, asks of a list, whose words it holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from bot.wiring import Services
from knowledge.language import Lang
from knowledge.language.asked_language import language_asked
from knowledge.language.commands import Command, command_in
from knowledge.language.message import Said
from knowledge.language.reference import LAST, reference_in
from knowledge.language.refinements import Refinement, refinements_in
from knowledge.language.sentences import own_words, sentences_of
from tests.builders import CHECKOUT, TODAY

TABLES = (
    "knowledge/language/intent/features.toml",
    "knowledge/language/refinements.toml",
    "knowledge/language/commands.toml",
    "bot/dialogue/refused.toml",
)
LONGEST_PATTERN = 160


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("第二个工资多少", 2), ("第2个在哪里", 2), ("3号要学历不", 3), ("最后一个好多钱", LAST)),
        *(("details of 2", 2), ("the third one", 3), ("number 4 please", 4), ("sixth", 6)),
        *(("does 4 want a medical", 4), ("save 2", 2), ("2", 2), ("头一个招几个人", 1)),
        *(("what about the first", 1), ("the last one", LAST), ("1要夜班吗", 1)),
    ],
)
def test_a_number_points(text: str, number: int) -> None:
    reference = reference_in(text)
    assert reference is not None
    assert reference.number == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2026年1月",
            "I want 3 months",
            "第二档最低工资",
            "2年经验",
            "first time here",
            "3000以上",
        ),
        *("at least 4 people", "6号线附近", "第三季度", "5 years of experience"),
    ],
)
def test_other_figures_do_not(text: str) -> None:
    reference = reference_in(text)
    assert reference is None or reference.number is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("the hotel one", "hotel"), ("酒店那个交社保不", "酒店"), ("the one in Banan", "banan")],
)
def test_words_point(text: str, words: str) -> None:
    reference = reference_in(text)
    assert reference is not None
    assert reference.words == words


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        *(("English please", Lang.EN), ("换成英文", Lang.EN), ("看不懂中文", Lang.EN)),
        *(("说中文", Lang.ZH), ("don't use English", Lang.ZH), ("in Chinese", Lang.ZH)),
        *(("change from Chinese to English", Lang.EN), ("双语", None), ("language", None)),
    ],
)
def test_the_language_named_is_the_one_wanted(text: str, lang: Lang | None) -> None:
    assert language_asked(text) is lang


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *(("有没有近一点的", Refinement.NEARER), ("太远了", Refinement.NEARER)),
        *(("better paid", Refinement.BETTER_PAID), ("工资高点的", Refinement.BETTER_PAID)),
        *(("day shift only", Refinement.DAY_SHIFT), ("换一批", Refinement.NEXT)),
        *(("不要公益性岗位", Refinement.NO_WELFARE), ("not in the suburbs", Refinement.CENTRAL)),
    ],
)
def test_what_is_asked_of_a_list(text: str, asked: Refinement) -> None:
    assert asked in refinements_in(text)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("他说“你被辞退了，没有补偿”，这合法吗", "他说 ，这合法吗"),
        ("转发：我52岁想找保安", "转发："),
        ('My boss wrote "I am 60 and want your job" to me', "My boss wrote   to me"),
    ],
)
def test_what_is_quoted_or_forwarded_is_nobodys_own(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("创业担保贷款能贷多少，顺便帮我找个保安的活", 2),
        ("工资3.5k. Any jobs? btw what about insurance", 3),
        *(("想找保洁 3.5千以上 no.2", 1), ("我52岁，女，失业", 1), ("？！", 0)),
    ],
)
def test_a_message_is_cut_into_sentences(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


def test_one_word_commands_are_whole_messages() -> None:
    assert command_in("Menu!") is Command.HELP
    assert command_in("DELETE EVERYTHING.") is Command.FORGET
    assert command_in("help me find work") is None


def test_no_fact_is_read_from_forwarded_words(real: Services) -> None:
    text = "群里发的：我52岁，低保户，想找保安"
    parsed = real.parser.parse(text, text, Said(Lang.ZH, TODAY))
    assert parsed.facts == ()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@pytest.mark.parametrize("name", TABLES)
def test_no_entry_of_a_table_is_long_or_stands_twice(name: str) -> None:
    data = tomllib.loads((CHECKOUT / name).read_text(encoding="utf-8"))
    entries = list(_texts(data))
    assert [entry for entry in entries if len(entry) > LONGEST_PATTERN] == []
    if name.endswith("commands.toml"):
        assert len(entries) == len(set(entries))
