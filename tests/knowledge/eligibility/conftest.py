"""The programmes, on the knowledge base as it stands in the documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import knowledge.eligibility
from knowledge.eligibility.programme import Programme, load_programmes

PROGRAMMES = Path(knowledge.eligibility.__file__).parent / "programmes"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def programmes(clause_ids: frozenset[str]) -> dict[str, Programme]:
    return {one.programme_id: one for one in load_programmes(PROGRAMMES, clause_ids)}
