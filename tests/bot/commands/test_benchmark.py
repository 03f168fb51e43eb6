import json
import sys

import pytest
from typer.testing import CliRunner

from bot.benchmarks.refresh import measure_refresh
from bot.benchmarks.spread import Spread
from bot.benchmarks.start import StartFailed, chat_command, measure_start
from bot.benchmarks.turns import Message, golden_messages, measure_turns
from bot.commands import benchmark
from knowledge.database import open_database, session_factory
from knowledge.policies.refresh import NothingToPublish
from tests.builders import settings_on, write_three
from tests.fakes_conversation import FakeConversation

ANSWERS = [
    sys.executable,
    "-c",
    "import json; m = json.loads(input()); print(json.dumps({**m, 'status': 'answered'}))",
]


@pytest.fixture
def run(tiny, monkeypatch):
    monkeypatch.setattr(benchmark, "services", lambda _context: tiny)
    return lambda *words: CliRunner().invoke(benchmark.app, [str(word) for word in words])


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([7.0], Spread(1, 7.0, 7.0)),
        ([3.0, 1.0, 2.0], Spread(3, 2.0, 3.0)),
        ([float(n) for n in range(1, 101)], Spread(100, 50.5, 95.0)),
    ],
)
def test_a_spread_is_median_and_95th_percentile(times, expected):
    assert Spread.of(times) == expected


def test_golden_messages_are_the_same_every_time_in_both_languages():
    messages = golden_messages(60)
    assert golden_messages(30) == messages[:30]
    assert any(message.text.isascii() for message in messages)
    assert not all(message.text.isascii() for message in messages)
    assert any(message.today for message in messages)


def test_golden_messages_begin_again_where_there_are_too_few():
    messages = golden_messages(6_000)
    assert len(messages) == 6_000
    assert messages[0] in messages[1:]


def test_every_message_is_taken_alone_and_at_once_over_many_chats(tmp_path):
    conversation = FakeConversation()
    sessions = session_factory(open_database(f"sqlite:///{tmp_path / 'empty.db'}"))
    messages = [Message("一"), Message("two"), Message("三")]
    seen = []
    figures = measure_turns(
        conversation,
        sessions,
        messages,
        threads=2,
        chats=2,
        progress=lambda done, total: seen.append((done, total)),
    )
    counted = [one for one in conversation.taken if not one.chat_id.startswith("warm-up")]
    assert sorted(one.text for one in counted) == sorted(["一", "two", "三"] * 2)
    assert {one.chat_id for one in counted} == {"alone-0", "alone-1", "at-once-0", "at-once-1"}
    assert len({one.message_id for one in counted}) == 6
    assert (figures.turns, figures.errors, figures.all.times) == (3, 0, 3)
    assert seen[-1] == (6, 6)


def test_turns_are_reported_by_route(run, tiny):
    result = run("turns", "--turns", 12, "--threads", 2, "--chats", 3, "--json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    assert set(figures) == {"machine", "turns"}
    assert figures["machine"]["cores"] >= 1
    assert figures["machine"]["encoder"] == "hashed-ngrams-1"
    turns = figures["turns"]
    assert (turns["turns"], turns["errors"], turns["threads"], turns["chats"]) == (12, 0, 2, 3)
    assert sum(spread["times"] for spread in turns["routes"].values()) == 12
    assert 0 < turns["all"]["median_ms"] <= turns["all"]["p95_ms"]
    assert turns["turns_per_second"] > 0
    assert not tiny.settings.data_dir.exists(), "the real data folder has to stay as it is"


def test_a_start_is_the_time_to_the_first_answer():
    figures = measure_start(ANSWERS, runs=2)
    assert (figures.runs, len(figures.each_s)) == (2, 2)
    assert min(figures.each_s) <= figures.median_s <= max(figures.each_s)


@pytest.mark.parametrize(
    ("program", "word"),
    [
        ("import sys; sys.exit('no database')", "no database"),
        ("print('not json')", "not json"),
        ("""print('{"status": "error"}')""", "error"),
    ],
)
def test_a_start_without_an_answer_is_told_with_its_last_words(program, word):
    with pytest.raises(StartFailed, match=word):
        measure_start([sys.executable, "-c", program], runs=1)


def test_the_process_started_works_on_the_data_folder_given(tmp_path):
    command = chat_command(settings_on(tmp_path))
    assert f"CHUNFENG_DATA_DIR={tmp_path}" in command
    assert f"CHUNFENG_DATABASE_URL=sqlite:///{tmp_path}/chunfeng.db" in command


def test_start_is_reported(run, monkeypatch):
    monkeypatch.setattr(benchmark, "chat_command", lambda _settings: ANSWERS)
    result = run("start", "--runs", 1, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["start"]["runs"] == 1


def test_a_failing_start_ends_the_command(run, monkeypatch):
    failing = [sys.executable, "-c", "import sys; sys.exit('no database')"]
    monkeypatch.setattr(benchmark, "chat_command", lambda _settings: failing)
    result = run("start", "--runs", 1)
    assert result.exit_code == 1
    assert "no database" in result.stderr


def test_refresh_is_measured_from_nothing_and_after_one_change(run, tiny):
    before = {path.name: path.read_bytes() for path in tiny.settings.documents_dir.iterdir()}
    result = run("refresh", "--json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)["refresh"]
    assert (figures["documents"], figures["clauses"]) == (3, 6)
    assert figures["from_nothing_embedded"] > figures["one_changed_embedded"] == 1
    after = {path.name: path.read_bytes() for path in tiny.settings.documents_dir.iterdir()}
    assert after == before


def test_refresh_of_fewer_documents_keeps_both_languages(tiny, tmp_path):
    documents = write_three(tmp_path / "three")
    figures = measure_refresh(tiny.refresher, documents, tmp_path / "work", most=2)
    assert figures.documents == 2
    assert len(list((tmp_path / "work").iterdir())) == 4


def test_documents_without_a_clause_cannot_be_measured(tiny, tmp_path):
    documents = tmp_path / "bare"
    documents.mkdir()
    with pytest.raises(NothingToPublish):
        measure_refresh(tiny.refresher, documents, tmp_path / "work")


def test_a_folder_of_documents_that_is_not_there_is_named(run, tiny, tmp_path):
    settings = tiny.settings.model_copy(update={"documents_dir": tmp_path / "nowhere"})
    tiny.settings = settings
    result = run("refresh")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_alone_the_command_measures_all_three(run, monkeypatch):
    monkeypatch.setattr(benchmark, "chat_command", lambda _settings: ANSWERS)
    result = run("--json")
    assert result.exit_code == 0, result.stderr
    assert set(json.loads(result.stdout)) == {"machine", "refresh", "turns", "start"}


def test_people_get_tables(run):
    result = run("turns", "--turns", 4)
    assert result.exit_code == 0
    assert "turns turns_per_second" in result.stdout
    assert "median_ms" in result.stdout


def test_a_size_of_nothing_is_a_usage_error(run):
    assert run("turns", "--turns", 0).exit_code == 2
