"""Measuring matching over many posts, through the command."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from bot.benchmarks.post_queries import PostQuery
from bot.benchmarks.posts_served import measure_served
from bot.benchmarks.start import StartFailed
from bot.commands import benchmark
from knowledge.language import Lang
from knowledge.people.profile import Profile
from tests.builders import TODAY

MATCHES = [
    sys.executable,
    "-c",
    'import sys\nfor line in sys.stdin: print(\'{"status": "matched"}\', flush=True)',
]


@pytest.fixture
def run(tiny, monkeypatch):
    monkeypatch.setattr(benchmark, "services", lambda _context: tiny)
    monkeypatch.setattr(benchmark, "chat_command", lambda _settings: MATCHES)
    return lambda *words: CliRunner().invoke(benchmark.app, [str(word) for word in words])


def test_posts_are_filled_searched_served_changed_and_imported(run, tiny):
    sizes = ("--count", 400, "--texts", 120, "--queries", 15, "--compared", 6)
    result = run("posts", *sizes, "--import-rows", 60, "--json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    posts, searches = figures["posts"], figures["posts"]["searches"]
    assert posts["posts"] == 400
    assert 0 < posts["texts_encoded"] <= 400
    assert searches["queries"] == 15
    assert searches["search_recall"] >= 0.98
    assert searches["match_recall"] >= 0.98
    assert abs(searches["match_shortfall"]) < 0.01
    assert searches["matches_compared"] == 6
    assert 0 <= searches["kept_least"] < searches["kept_median"] < searches["kept_most"] <= 1
    for way in ("search", "brute", "match"):
        assert 0 < searches[way]["median_ms"] <= searches[way]["p95_ms"]
    assert (posts["served"]["turns"], posts["served"]["matched"]) == (15, 15)
    assert posts["served"]["restart_s"] > 0
    assert 0 < posts["new_post_s"] < 60
    assert 0 < posts["closed_post_s"] < 60
    assert figures["import"]["rows"] == 60
    assert not tiny.settings.data_dir.exists(), "the real data folder has to stay as it is"


def test_an_assistant_that_ends_is_told_with_its_last_words():
    query = PostQuery(Profile(), "保洁", Lang.ZH)
    ending = [sys.executable, "-c", "import sys; sys.exit('no database')"]
    with pytest.raises(StartFailed, match="no database"):
        measure_served(ending, [query], today=TODAY)
