import json

import pytest
from typer.testing import CliRunner

from bot.commands import evaluate

QUESTIONS = [
    {
        "id": "q1",
        "half": "dev",
        "lang": "zh",
        "question": "饭补每人每月补多少钱？",
        "expected_evidence": ["T1"],
        "answerable": True,
        "expected_figure": "230",
    },
    {
        "id": "q2",
        "half": "test",
        "lang": "en",
        "question": "how much is the meal allowance",
        "expected_evidence": ["T9"],
        "answerable": True,
    },
]
WISH = {
    "id": "w1",
    "half": "dev",
    "lang": "zh",
    "text": "想在沙坪坝找保洁的工作",
    "relevant": {"P1": 2},
    "barred": ["P2"],
    "today": "2026-11-22",
}
POST = {
    "post_id": "P1",
    "kind": "enterprise",
    "title": "保洁员",
    "employer": "某物业公司",
    "district": "沙坪坝区",
    "wage_min": "3000",
    "wage_max": "3500",
    "wage_unit": "month",
    "posted_on": "2026-11-01",
}


@pytest.fixture
def run(tiny, monkeypatch):
    monkeypatch.setattr(evaluate, "services", lambda _context: tiny)
    return lambda *words: CliRunner().invoke(evaluate.app, [str(word) for word in words])


@pytest.fixture
def lines(tmp_path):
    def written(name, objects):
        path = tmp_path / name
        text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def retrieval_set(lines, tmp_path):
    lines("corpus.jsonl", [{"_id": "d1", "text": "退捕渔民"}, {"_id": "d2", "text": "高校毕业生"}])
    lines("queries.jsonl", [{"_id": "q1", "text": "渔民"}])
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\n")
    return tmp_path


@pytest.fixture
def feed(lines):
    columns = [POST, {**POST, "post_id": "P2", "title": "厨师"}]
    return lines("feed.jsonl", columns)


def test_retrieval_has_a_row_for_each_way_of_ranking(run, retrieval_set):
    result = run("retrieval", retrieval_set, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert [row["mode"] for row in figures["rows"]] == ["dense", "lexical", "fused"]
    measures = {"ndcg_at_10", "recall_at_1", "recall_at_5", "recall_at_10", "mrr_at_10"}
    assert measures | {"map_at_100", "queries_per_second"} < set(figures["rows"][0])


def test_retrieval_shows_people_a_table(run, retrieval_set):
    result = run("retrieval", retrieval_set)
    assert result.exit_code == 0
    assert "fused" in result.stdout


def test_retrieval_takes_a_file_from_elsewhere(run, retrieval_set, lines):
    other = lines("other.jsonl", [{"_id": "q1", "text": "毕业生"}, {"_id": "q2", "text": "渔民"}])
    result = run("retrieval", retrieval_set, "--queries", other, "--json")
    assert json.loads(result.stdout)["rows"][0]["recall_at_1"] == 0.0


def test_a_folder_that_is_not_there_is_named(run, tmp_path):
    result = run("retrieval", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "corpus.jsonl" in result.stderr


def test_answers_are_judged_and_misses_listed(run, lines):
    result = run("answers", lines("questions.jsonl", QUESTIONS), "--json", "--misses")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["questions"], figures["right"], figures["wrong_clause"]) == (2, 0.5, 0.5)
    assert figures["gap_zh_minus_en"] == 1.0
    assert [miss["id"] for miss in figures["misses"]] == ["q2"]


def test_answers_of_one_half_only(run, lines):
    path = lines("questions.jsonl", QUESTIONS)
    assert json.loads(run("answers", path, "--half", "dev", "--json").stdout)["right"] == 1.0


def test_misses_are_readable(run, lines):
    result = run("answers", lines("questions.jsonl", QUESTIONS), "--misses")
    assert "q2 en wrong_clause: how much is the meal allowance" in result.stdout
    assert "expected T9; cited T1" in result.stdout


def test_a_run_is_kept_where_it_is_wanted(run, lines, tmp_path):
    path, out = lines("questions.jsonl", QUESTIONS), tmp_path / "run"
    assert run("answers", path, "--out", out).exit_code == 0
    assert len((out / "results.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert json.loads((out / "settings.json").read_text())["encoder"] == "hashed-ngrams-1"
    again = run("answers", path, "--out", out)
    assert again.exit_code == 1
    assert "earlier run" in again.stderr


def test_matching_is_measured_on_a_feed_of_its_own(run, lines, feed, tiny):
    result = run("matching", lines("wishes.jsonl", [WISH]), "--feed", feed, "--json", "--misses")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["ndcg_at_10"] == pytest.approx(1.0)
    assert figures["barred_shown"] == [{"wish": "w1", "posts": ["P2"]}]
    assert (figures["barred_shown_share"], figures["wrongly_barred_share"]) == (1.0, 0.0)
    assert figures["unknown_posts"] == []
    assert [miss["let_through"] for miss in figures["misses"]] == [["P2"]]
    assert not (tiny.settings.data_dir / "posts").exists()


def test_a_wish_that_the_chat_takes_for_something_else_is_a_miss(run, lines, feed):
    thanks = {**WISH, "id": "w2", "text": "你好", "relevant": {}, "barred": []}
    fine = {**WISH, "barred": []}
    path = lines("wishes.jsonl", [fine, thanks])
    result = run("matching", path, "--feed", feed, "--json", "--misses")
    figures = json.loads(result.stdout)
    assert figures["taken_as_job_search_share"] == 0.5
    assert [(miss["id"], miss["route"]) for miss in figures["misses"]] == [("w2", "small_talk")]


def test_a_wish_that_went_wrong_says_why(run, lines, feed):
    result = run("matching", lines("wishes.jsonl", [WISH]), "--feed", feed, "--misses")
    assert "barred and shown: P2" in result.stdout


@pytest.mark.parametrize("command", ["answers", "matching"])
@pytest.mark.parametrize(
    ("content", "word"),
    [(b"{", "bad.jsonl:1"), ("问".encode("gb18030"), "not UTF-8"), (b"", "no ")],
)
def test_an_unreadable_file_ends_with_a_clear_word(run, tmp_path, command, content, word):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    result = run(command, path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert word in result.stderr


@pytest.mark.parametrize("command", ["answers", "matching"])
def test_a_file_that_is_not_there_is_named(run, command, tmp_path):
    result = run(command, tmp_path / "nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr


def test_a_feed_that_is_not_there_is_named(run, lines, tmp_path):
    result = run("matching", lines("wishes.jsonl", [WISH]), "--feed", tmp_path / "nowhere.csv")
    assert result.exit_code == 1
    assert "nowhere.csv" in result.stderr


def test_an_unknown_half_is_a_usage_error(run):
    assert run("answers", "--half", "third").exit_code == 2
