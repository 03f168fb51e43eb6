"""The documents as they are: every item is written down, in both languages; a refresh takes all."""

from __future__ import annotations

import pytest

from knowledge.language import Lang
from knowledge.policies.checking import read_folder
from knowledge.policies.document import Clause, PolicyDocument
from tests.builders import CHECKOUT

ITEMS = (CHECKOUT / "tests" / "data" / "evidence_ids.txt").read_text(encoding="utf-8").split()
FOLDER = CHECKOUT / "knowledge" / "policies" / "documents"


@pytest.fixture(scope="module")
def documents() -> list[PolicyDocument]:
    taken, skipped = read_folder(FOLDER)
    assert skipped == []
    return taken


@pytest.fixture(scope="module")
def clauses(documents: list[PolicyDocument]) -> list[Clause]:
    return [clause for document in documents for clause in document.clauses]


@pytest.fixture(scope="module")
def twins(clauses: list[Clause]) -> dict[str, dict[Lang, Clause]]:
    pairs: dict[str, dict[Lang, Clause]] = {}
    for clause in clauses:
        pairs.setdefault(clause.clause_id, {})[clause.lang] = clause
    return pairs


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_has_its_clause_in_both_languages(item: str, clauses: list[Clause]) -> None:
    written = {clause.lang: clause.clause_id for clause in clauses if item in clause.evidence}
    assert set(written) == set(Lang)


def test_no_clause_names_an_item_that_there_is_not(clauses: list[Clause]) -> None:
    named = {item for clause in clauses for item in clause.evidence}
    assert named <= set(ITEMS)


def test_a_document_names_every_item_that_its_clauses_name(
    documents: list[PolicyDocument],
) -> None:
    for document in documents:
        named = {item for clause in document.clauses for item in clause.evidence}
        assert named <= set(document.evidence), document.document_id


def test_every_clause_stands_in_both_languages(twins: dict[str, dict[Lang, Clause]]) -> None:
    assert [id_ for id_, pair in twins.items() if set(pair) != set(Lang)] == []


def test_what_a_document_replaces_is_a_document(documents: list[PolicyDocument]) -> None:
    known = {document.document_id for document in documents}
    named = {old for document in documents for old in document.supersedes}
    assert named <= known
