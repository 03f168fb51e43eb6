"""The index of very many posts, kept in step with the database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from bot.benchmarks.posts_filled import close_post, put_posts
from index import snapshot
from index.dictionary import Dictionary
from index.tokens import Tokenizer
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts import large_shelf
from knowledge.posts.large_matching import LargeMatcher
from knowledge.posts.matching import Matcher
from knowledge.posts.rows import digest_of, update_row
from knowledge.posts.tables import PostRow
from tests.builders import CHECKOUT
from tests.knowledge.posts.builders import TODAY, a_post
from tests.knowledge.posts.large import World


@pytest.fixture(scope="module")
def tokenizer(glossary):
    return Tokenizer(glossary.extra_words)


@pytest.fixture
def world(tmp_path, glossary, tokenizer):
    made = World(tmp_path, glossary, tokenizer)
    made.put(a_post(post_id=f"P-{n}", title=f"搬运工{n}号", title_en="") for n in range(30))
    return made


def shown(shelf, wish: str) -> list[str]:
    report = shelf.matcher().match(Profile(), wish, today=TODAY, lang=Lang.ZH, limit=50)
    return [match.post.post_id for match in report.matches]


def change(world, post) -> None:
    with world.sessions() as session:
        row = session.get_one(PostRow, post.post_id)
        update_row(row, post, {}, digest=digest_of(post, {}), import_id=1)
        session.commit()


def test_a_new_post_is_found_and_nothing_else_is_encoded_again(world):
    served = world.new_shelf()
    assert "P-new" not in shown(served, "夜航讲解员")
    world.encoder.texts_encoded.clear()
    world.put([a_post(post_id="P-new", title="夜航讲解员", description="")])
    assert [text for text in world.encoder.texts_encoded if "搬运工" in text] == []
    assert shown(served, "夜航讲解员")[0] == "P-new", "without a restart"


def test_a_changed_post_is_found_as_it_is_now(world):
    change(world, a_post(post_id="P-3", title="夜航讲解员", description="", title_en=""))
    world.shelf.rebuild(TODAY)
    assert shown(world.shelf, "夜航讲解员")[0] == "P-3"
    assert sorted(shown(world.shelf, "")).count("P-3") == 1


def test_a_closed_post_is_shown_no_more_even_before_the_index_knows(world):
    assert "P-3" in shown(world.shelf, "搬运工3号")
    close_post(world.sessions, "P-3", TODAY)
    assert "P-3" not in shown(world.shelf, "搬运工3号")
    world.shelf.rebuild(TODAY)
    assert "P-3" not in shown(world.shelf, "搬运工3号")
    report = world.shelf.matcher().match(Profile(), "", today=TODAY, lang=Lang.ZH)
    assert (report.considered, report.open) == (29, 29)


def test_changes_gather_in_a_few_segments(world, monkeypatch):
    monkeypatch.setattr(large_shelf, "_ALWAYS_TAKEN_IN", 0)
    for number in range(6):
        world.put([a_post(post_id=f"P-more-{number}", title=f"讲解员{number}")])
    matcher = world.shelf.matcher()
    assert isinstance(matcher, LargeMatcher)
    assert 2 <= len(matcher.parts) <= 3
    assert {f"P-more-{n}" for n in range(6)} <= set(shown(world.shelf, "讲解员"))
    assert len(set(shown(world.shelf, ""))) == 36
    close_post(world.sessions, "P-7", TODAY)
    world.shelf.rebuild(TODAY)
    assert len(set(shown(world.shelf, ""))) == 35


def test_few_posts_are_held_in_memory_and_many_are_not(tmp_path, glossary, tokenizer, monkeypatch):
    # Reading the whole dictionary takes seconds, and what it holds makes no difference here.
    monkeypatch.setattr(snapshot, "cedict", lambda _folder: Dictionary.of([]))
    world = World(tmp_path, glossary, tokenizer, large_from=3)
    world.put(a_post(post_id=f"P-{n}") for n in range(3))
    assert isinstance(world.shelf.matcher(), Matcher)
    world.put([a_post(post_id="P-4")])
    assert isinstance(world.shelf.matcher(), LargeMatcher)
    assert len(shown(world.shelf, "保洁")) == 4
    for post_id in ("P-0", "P-1"):
        close_post(world.sessions, post_id, TODAY)
    world.shelf.rebuild(TODAY)
    assert isinstance(world.shelf.matcher(), Matcher)
    assert sorted(shown(world.new_shelf(large_from=3), "保洁")) == ["P-2", "P-4"]


def test_an_import_that_is_not_indexed_yet_is_noticed(world):
    assert world.shelf.is_current()
    put_posts(world.sessions, [a_post(post_id="P-new")])
    assert not world.new_shelf().is_current()
    world.shelf.rebuild(TODAY)
    assert world.shelf.is_current()


def test_an_index_that_cannot_be_opened_is_built_anew(world):
    folder = next(path for path in (world.folder / "posts" / "large").iterdir() if path.is_dir())
    (folder / "codes.faiss").write_bytes(b"")
    shelf = world.new_shelf()
    assert not shelf.is_current()
    shelf.rebuild(TODAY)
    assert shelf.is_current()
    assert "P-3" in shown(shelf, "搬运工3号")


def test_other_words_in_the_glossary_encode_nothing_again(world, glossary):
    world.encoder.texts_encoded.clear()
    world.tokenizer = Tokenizer([*glossary.extra_words, "搬运工3号"])
    shelf = world.new_shelf()
    assert not shelf.is_current()
    shelf.rebuild(TODAY)
    assert shelf.is_current()
    assert world.encoder.texts_encoded == []
    assert shown(shelf, "搬运工3号")[0] == "P-3"


@pytest.mark.parametrize("where", ["encoding", "committing"])
def test_a_killed_update_leaves_the_old_state_and_the_next_one_works(world, where):
    before = shown(world.shelf, "搬运工")
    put_posts(world.sessions, [a_post(post_id="P-new", title="夜航讲解员", description="")])
    command = [sys.executable, "-m", "tests.knowledge.posts.large", str(world.folder), where]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"reached\n"
        os.kill(child.pid, signal.SIGKILL)
    restarted = world.new_shelf()
    assert shown(restarted, "搬运工") == before
    assert not restarted.is_current()
    restarted.rebuild(TODAY)
    assert shown(restarted, "夜航讲解员")[0] == "P-new"
    names = [path.name for path in (world.folder / "posts" / "large").iterdir()]
    assert not [name for name in names if name.startswith(".building")]
    state = restarted.matcher()
    assert isinstance(state, LargeMatcher)
    ids = {part.part.segment.id for part in state.parts}
    assert {name for name in names if name[0].isdigit()} == ids
