"""Words and marks of turns: what is found, what is not, what goes with its turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.database import open_database, session_factory
from knowledge.people.forgetting import forget_seeker
from knowledge.records.search_words import Term, mark, terms_in, words_in
from knowledge.records.searching import NoWordToFind, TurnsWanted, find_turns
from tests.bot.console.records import said


def test_chinese_is_cut_by_neighbours_and_english_by_words():
    assert words_in("低保户 Can ＡＢ") == {"低保", "保户", "户", "can", "ab"}


def test_long_numbers_are_never_words():
    assert words_in("13812345678 2330元 50010119900101123X") == {"2330", "元"}


def test_what_is_typed_must_all_be_there():
    assert terms_in("低保 subs A") == (Term("低保"), Term("subs", begins=True), Term("a"))
    assert terms_in("补") == (Term("补", begins=True),)
    assert terms_in("?!") == ()


def test_a_mark_cannot_be_typed():
    assert mark("status", "answered") not in words_in("=status:answered")


@pytest.fixture
def sessions(tmp_path: Path):
    engine = open_database(f"sqlite:///{tmp_path / 'records.db'}")
    yield session_factory(engine)
    engine.dispose()


def numbers(sessions, **wanted) -> list[int]:
    with sessions() as session:
        return [turn.turn_id for turn in find_turns(session, TurnsWanted(**wanted))]


def test_a_text_without_a_word_is_told_apart_from_one_that_finds_nothing(sessions):
    assert numbers(sessions, text="工资") == []
    with pytest.raises(NoWordToFind):
        numbers(sessions, text="?!")


def test_who_is_forgotten_is_not_found_and_their_number_finds_nobody_else(sessions):
    seeker = said(sessions, "我有低保")
    assert numbers(sessions, text="低保") == [1]
    forget_seeker(sessions, seeker)
    assert numbers(sessions, text="低保") == []
    # SQLite gives the number to the next turn.
    said(sessions, "找工作", "好。", chat_id="c2")
    assert numbers(sessions, text="低保") == []
    assert numbers(sessions, text="找工作") == [1]


def test_all_declines_are_found_together_and_answered_alone(sessions):
    for status in ("declined_no_source", "declined_unsafe", "answered", "answered_partial"):
        said(sessions, f"问 {status}", status=status)
    assert numbers(sessions, status="declined") == [2, 1]
    assert numbers(sessions, status="answered") == [3]


def test_turns_of_before_the_index_are_found_after_the_step(tmp_path: Path):
    from alembic import command
    from alembic.config import Config

    from knowledge.schema import MIGRATIONS

    engine = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    said(session_factory(engine), "最低工资多少", citations=[{"document_id": "wage"}])
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
        command.upgrade(config, "head")
    assert numbers(session_factory(engine), text="最低工资", topic="wage") == [1]
    engine.dispose()
