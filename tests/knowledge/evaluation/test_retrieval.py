import json

import pytest

from index.retriever import Mode
from index.tokens import Tokenizer
from knowledge.evaluation.retrieval import (
    RetrievalSetInvalid,
    evaluate_retrieval,
    read_retrieval_set,
)
from tests.fakes import HashedNgramsEncoder

CORPUS = [
    {"_id": "d1", "title": "渔民", "text": "退捕渔民可以申请公益性岗位"},
    {"_id": "d2", "title": "", "text": "高校毕业生创业补贴"},
    {"_id": 3, "text": "Training is free for the unemployed", "metadata": {}},
]
QUERIES = [
    {"_id": "q1", "text": "渔民的岗位"},
    {"_id": "q2", "text": "free training"},
    {"_id": "q3", "text": "nobody judged this"},
]
QRELS = "q1\td1\t1\nq2\t3\t2\nq2\td2\t0\n"


def lines(objects) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpus.jsonl").write_text(lines(CORPUS), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS)
    return tmp_path


def evaluate(data, **more):
    return evaluate_retrieval(data, HashedNgramsEncoder(), Tokenizer(), **more)


def test_every_mode_gets_a_row_with_its_measures(folder):
    report = evaluate(read_retrieval_set(folder))
    assert [row.mode for row in report.rows] == list(Mode)
    assert (report.documents, report.queries) == (3, 2)
    for row in report.rows:
        assert row.recall_at_1 == row.mrr_at_10 == row.ndcg_at_10 == row.map_at_100 == 1.0
        assert row.queries_per_second > 0


def test_a_document_found_second_counts_half(folder):
    (folder / "qrels.tsv").write_text("q1\td2\t1\n")
    (folder / "corpus.jsonl").write_text(lines(CORPUS[:2]), encoding="utf-8")
    dense = evaluate(read_retrieval_set(folder)).rows[0]
    assert (dense.recall_at_1, dense.recall_at_5, dense.mrr_at_10) == (0.0, 1.0, 0.5)


@pytest.mark.parametrize("header", ["query-id\tcorpus-id\tscore\n", "", "\ufeff", "\n"])
def test_the_header_line_may_be_there_or_not(folder, header):
    (folder / "qrels.tsv").write_text(header + QRELS, encoding="utf-8")
    assert read_retrieval_set(folder).judgements == {"q1": {"d1": 1}, "q2": {"3": 2, "d2": 0}}


def test_one_file_can_be_replaced(folder, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(lines([{"id": "q2", "text": "培训"}]), encoding="utf-8")
    data = read_retrieval_set(folder, queries=other)
    assert [query.text for query in data.queries] == ["培训"]
    assert data.unknown_queries == 1


def test_judgements_of_unknown_ids_are_counted_and_cost_recall(folder):
    (folder / "qrels.tsv").write_text(QRELS + "q1\tgone\t1\nq9\td1\t1\n")
    report = evaluate(read_retrieval_set(folder))
    assert (report.unknown_queries, report.unknown_documents) == (1, 1)
    assert report.rows[0].recall_at_10 == 0.75


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}\n{"_id": ', 2, "not JSON"),
        ("corpus.jsonl", '{"_id": "d1"}', 1, "text"),
        ("corpus.jsonl", '["d1"]', 1, "dictionary"),
        ("corpus.jsonl", '{"_id": "a", "text": ""}\n{"id": "a", "text": ""}', 2, "used twice"),
        ("queries.jsonl", '\n\n{"text": "x"}', 3, "id"),
        ("queries.jsonl", "", None, "no line"),
        ("qrels.tsv", "q1\td1\t1\nq1 d1 1", 2, "1 columns"),
        ("qrels.tsv", "q1\td1\t1\nq1\td1\thigh", 2, "'high'"),
        ("qrels.tsv", "q9\td1\t1", None, "none of the queries"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(folder, name, content, line, reason):
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(RetrievalSetInvalid, match=reason) as caught:
        read_retrieval_set(folder)
    assert caught.value.path == folder / name
    assert caught.value.line == line


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(RetrievalSetInvalid, match=f"{name}: No such file"):
        read_retrieval_set(folder)


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "corpus.jsonl").write_bytes(lines(CORPUS).encode("gb18030"))
    with pytest.raises(RetrievalSetInvalid, match="not UTF-8"):
        read_retrieval_set(folder)


def test_progress_ends_at_the_total(folder):
    seen = []
    evaluate(read_retrieval_set(folder), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (9, 9)
    assert seen == sorted(seen)
