"""Wordings kept beside the documents: found like the clause's own, and in no document's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.policies.checking import read_folder
from tests.builders import write_three


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_three(tmp_path / "documents")


def add(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / "asked" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def asked(folder: Path, document: str, lang: str) -> dict[str, tuple[str, ...]]:
    documents, _ = read_folder(folder)
    chosen = next(d for d in documents if (d.document_id, d.lang) == (document, lang))
    return {clause.clause_id: clause.asked_as for clause in chosen.clauses}


def test_they_join_the_clause_s_own_each_once(folder: Path) -> None:
    own = asked(folder, "meal-allowance", "zh")["meal-allowance.amount"]
    add(folder, "meal-allowance.zh.yaml", f"amount:\n- 伙食费补好多\n- {own[0]}\n")
    assert read_folder(folder)[1] == []
    found = asked(folder, "meal-allowance", "zh")
    assert found["meal-allowance.amount"] == (*own, "伙食费补好多")
    assert "伙食费补好多" not in found["meal-allowance.who"]


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("meal-allowance.zh.yaml", "amount:\n- 好多\nhow:\n- 咋个领\n", 3, "no clause 'how'"),
        ("meal-allowance.zh.yaml", "amount: [好多\n", 2, "not YAML"),
        ("meal-allowance.zh.yaml", "amount: 好多\n", 1, "list of wordings"),
        ("meal-allowance.zh.yaml", "- 好多\n", 1, "list of wordings"),
        ("meal-allowance.zh.yaml", "amount:\n- 好多\n".encode("gb18030"), 1, "UTF-8"),
        ("meal-money.zh.yaml", "amount:\n- 好多\n", 1, "no such document"),
    ],
)
def test_a_faulty_file_is_told_with_its_line_and_costs_no_document(
    folder: Path, name: str, content: str | bytes, line: int, reason: str
) -> None:
    before = asked(folder, "meal-allowance", "zh")
    add(folder, name, content)
    documents, skipped = read_folder(folder)
    assert len(documents) == 6
    assert [(one.file, one.line) for one in skipped] == [(f"asked/{name}", line)]
    assert reason in skipped[0].reason
    assert asked(folder, "meal-allowance", "zh") == before


def test_a_document_that_is_skipped_itself_is_reported_once(folder: Path) -> None:
    add(folder, "boat-allowance.zh.yaml", "amount:\n- 船补好多\n")
    (folder / "boat-allowance.zh.md").write_bytes("船补".encode("gb18030"))
    assert [one.file for one in read_folder(folder)[1]] == ["boat-allowance.zh.md"]
