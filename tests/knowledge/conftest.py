"""The knowledge base as it stands in the documents."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

import knowledge.policies
from index.retriever import Retriever
from knowledge.policies.reading import read_document
from knowledge.policies.release import Release

DOCUMENTS = Path(knowledge.policies.__file__).parent / "documents"


class NoRetriever:
    """Rules look clauses up by id; whoever searches here has lost the way."""


@pytest.fixture(scope="session")
def release() -> Release:
    documents = [read_document(path) for path in sorted(DOCUMENTS.glob("*.md"))]
    return Release(
        release_id="from-the-documents",
        documents={(one.document_id, one.lang): one for one in documents},
        clauses={(one.clause_id, one.lang): one for doc in documents for one in doc.clauses},
        retriever=cast(Retriever, NoRetriever()),
    )


@pytest.fixture(scope="session")
def clause_ids(release: Release) -> frozenset[str]:
    return frozenset(clause_id for clause_id, _ in release.clauses)
